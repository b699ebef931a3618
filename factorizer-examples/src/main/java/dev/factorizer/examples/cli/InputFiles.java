package dev.factorizer.examples.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that a command reads, by the options that name them. Two mistyped names are reported at once. */
final class InputFiles {
    private final List<String> missing = new ArrayList<>();

    /** None yet. */
    InputFiles() { }

    InputFiles with(String option, Path file) {
        if (Files.notExists(file)) {
            missing.add(option + " " + file);
        }
        return this;
    }

    /**
     * Fails if two or more are missing; what a single one must be is known to what reads it.
     *
     * @throws NoSuchFileException naming all of them
     */
    void require() throws NoSuchFileException {
        if (missing.size() > 1) {
            throw new NoSuchFileException(String.join(", ", missing), null, "do not exist, expected existing files");
        }
    }
}
