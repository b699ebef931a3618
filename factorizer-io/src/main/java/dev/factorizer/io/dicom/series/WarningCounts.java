package dev.factorizer.io.dicom.series;

import dev.factorizer.io.files.Printable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Warnings of many files: each said once, with the name of the first file, and how many others it is true of. */
final class WarningCounts {
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, String> sentences = new LinkedHashMap<>();

    /** None yet. */
    WarningCounts() { }

    /**
     * Adds a warning.
     *
     * @param about what makes it the same as that of another file
     * @param sentence the warning with the file's name
     */
    void add(String about, String sentence) {
        counts.merge(about, 1, Integer::sum);
        sentences.putIfAbsent(about, sentence);
    }

    /** Adds a warning that begins with the file's name. */
    void add(Path file, String warning) {
        add(warning.substring(Math.min(warning.length(), Printable.of(file).length())), warning);
    }

    List<String> sentences() {
        return sentences.entrySet().stream().map(entry -> {
            int others = Objects.requireNonNull(counts.get(entry.getKey()), "a sentence was not counted") - 1;
            return entry.getValue() + (others == 0 ? "" : others == 1 ? " (and one more file)" : " (and " + others + " more files)");
        }).toList();
    }
}
