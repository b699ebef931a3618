package dev.factorizer.models.evaluation;

import dev.factorizer.io.files.FileDigest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that was compared.
 *
 * @param path as it was named, relative to where the program ran or absolute
 * @param sha256 of its bytes, in 64 hexadecimal digits
 */
public record ComparedFile(String path, String sha256) {
    /** Checks the digest. */
    public ComparedFile {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("evaluation: the SHA-256 of a file is \"" + sha256 + "\", expected 64 hexadecimal digits");
        }
    }

    /**
     * {@return a file with its digest}
     *
     * @param file the file
     * @throws IOException if it can't be read
     */
    public static ComparedFile of(Path file) throws IOException {
        return new ComparedFile(file.toString(), FileDigest.sha256(file));
    }
}
