package dev.factorizer.models.training;

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
}
