package dev.factorizer.io.files;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a path leads to: opening a pipe would wait for somebody to write into it, perhaps for ever. */
public final class FileKind {
    private FileKind() { }

    /**
     * Refuses what can't be read like a file.
     *
     * @param path where links are followed
     * @param expected what was wanted, to end the message
     * @throws MalformedFileException if it does not exist, or is a folder, device, pipe or socket
     */
    public static void requireRegular(Path path, String expected) throws MalformedFileException {
        if (!Files.isRegularFile(path)) {
            throw new MalformedFileException(path, (Files.isDirectory(path) ? "is a folder"
                    : Files.exists(path) ? "is a device, pipe or socket" : "does not exist") + ", expected " + expected);
        }
    }
}
