package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What a path leads to: opening a pipe would wait for somebody to write into it, perhaps for ever. */
public final class FileKind {
    private FileKind() { }

    /**
     * Refuses what can't be read like a file.
     *
     * @param path where links are followed
     * @param expected what was wanted, to end the message
     * @throws MalformedFileException if it does not exist, or is a folder, device, pipe or socket, or a link that leads nowhere
     * @throws IOException if a link can't be read
     */
    public static void requireRegular(Path path, String expected) throws IOException {
        if (Files.isRegularFile(path)) {
            return;
        }
        if (!Files.exists(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new MalformedFileException(path, "is a link to " + Files.readSymbolicLink(path)
                    + ", which does not exist; fetch that file, for example with git annex get or datalad get");
        }
        throw new MalformedFileException(path, (Files.isDirectory(path) ? "is a folder"
                : Files.exists(path) ? "is a device, pipe or socket" : "does not exist") + ", expected " + expected);
    }
}
