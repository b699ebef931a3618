package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What a path leads to: opening a pipe would wait for a writer, perhaps forever. */
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
        requireReachable(path);
        if (!Files.exists(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new MalformedFileException(path, "is a link to " + Files.readSymbolicLink(path)
                    + ", which does not exist; fetch that file, for example with git annex get or datalad get");
        }
        throw new MalformedFileException(path, (Files.isDirectory(path) ? "is a folder"
                : Files.exists(path) ? "is a device, pipe or socket" : "does not exist") + ", expected " + expected);
    }

    /**
     * Refuses a path of which the system doesn't say whether anything is there: that is not the same as nothing.
     *
     * @param path where links are followed
     * @throws MalformedFileException if a folder on the way denies access, a name is too long, or links go round in circles
     * @throws IOException if the disk fails
     */
    public static void requireReachable(Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            // What is missing is for the caller to say.
            return;
        } catch (AccessDeniedException e) {
            throw new MalformedFileException(path, "can't be reached, because a folder above it denies access; change its"
                    + " permissions", e);
        } catch (FileSystemException e) {
            throw new MalformedFileException(path, "can't be reached: " + (e.getReason() == null ? e : e.getReason()), e);
        }
    }
}
