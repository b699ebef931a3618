package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file is not what it should be; the message names the file, the field, what was expected and what was found, on one line
 * unless it lists several (see {@link MismatchException}).
 */
public final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception about a file.
     *
     * @param file the file
     * @param problem the field, what was expected and found
     */
    public MalformedFileException(Path file, String problem) {
        super(Printable.of(file + ": " + problem));
    }

    /**
     * An exception about a file, with a cause.
     *
     * @param file the file
     * @param problem the field, what was expected and found
     * @param cause what lies behind it
     */
    public MalformedFileException(Path file, String problem, Throwable cause) {
        super(Printable.of(file + ": " + problem), cause);
    }

    /**
     * An exception about entries of a file that are not as they should be.
     *
     * @param file the file
     * @param mismatches what is wrong with each
     */
    public MalformedFileException(Path file, MismatchException mismatches) {
        super(Printable.of(file) + ": " + mismatches.getMessage(), mismatches);
    }
}
