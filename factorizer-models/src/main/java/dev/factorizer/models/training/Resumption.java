package dev.factorizer.models.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a resumed training goes on from.
 *
 * @param file the checkpoint it was read from
 * @param notes the caller's, as {@link Trainer#save(Path, Map)} took them
 * @param damaged what is wrong with each newer checkpoint, a sentence that names the file; empty if the newest was whole
 */
public record Resumption(Path file, Map<String, String> notes, List<String> damaged) {
    /** Copies notes and list. */
    public Resumption {
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        damaged = List.copyOf(damaged);
    }

    /**
     * What a training would be resumed from, without a trainer.
     *
     * @param folder where {@link Trainer#save(Path, Map)} put it
     * @return the newest checkpoint that is whole
     * @throws IOException if there is none, none is whole, or the newest was written by a later version
     */
    public static Resumption newest(Path folder) throws IOException {
        return of(new CheckpointFolder(folder).newest());
    }

    /**
     * {@return whether a training was saved in a folder, whole or not}
     *
     * @param folder a folder, which may be missing
     * @throws IOException if it can't be read
     */
    public static boolean isIn(Path folder) throws IOException {
        return !new CheckpointFolder(folder).files().isEmpty();
    }

    static Resumption of(CheckpointFolder.Found found) {
        return new Resumption(found.file(), found.checkpoint().notes(), found.damaged());
    }
}
