package dev.factorizer.models.runs;

import java.io.IOException;

/** Something that keeps what happens in a training. */
interface RunLog extends AutoCloseable {
    /**
     * Keeps an event.
     *
     * @param event what happened
     * @throws IOException if it can't be written
     */
    void accept(RunEvent event) throws IOException;

    @Override
    void close() throws IOException;
}
