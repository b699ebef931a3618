package dev.factorizer.models.inference;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Counts windows, tells the listener, and stops between two of them when the thread is interrupted. */
final class WindowCount {
    private final int total;
    private final Consumer<Progress> listener;
    private int done;

    WindowCount(long total, Consumer<Progress> listener) {
        this.total = Math.toIntExact(total);
        this.listener = listener;
    }

    /** Before a window is run. The thread stays interrupted, for its owner to see. */
    void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("segment: interrupted after " + done + " of " + total + " windows; there is no result");
        }
    }

    /** After a window was run. */
    void next() {
        listener.accept(new Progress(++done, total));
    }
}
