package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses what can't be read twice or from the middle: opening a named pipe would wait for its writer. */
final class RegularFile {
    private RegularFile() { }

    static void require(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new MalformedFileException(file, "is a folder, expected a file with weights");
        }
        throw new MalformedFileException(file, Files.exists(file)
                ? "is not a regular file but a pipe or a device; copy its content into a file first" : "does not exist");
    }
}
