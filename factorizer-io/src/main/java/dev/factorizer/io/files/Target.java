package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The file that a name stands for: links are followed, also to a file that is not there yet, as a shell's {@code >} does. It
 * is a regular file or free; devices, pipes and sockets are refused, because a rename would put a file in their place.
 *
 * @param given the name as the caller knows it
 * @param folder the real folder of the file
 * @param name the file's name there
 * @param exists whether it is there
 */
record Target(Path given, Path folder, Path name, boolean exists) {
    private static final int MOST_LINKS = 40;

    static Target of(Path file) throws IOException {
        if (file.getFileName() == null || file.toString().isEmpty()) {
            throw new IOException("\"" + file + "\" names no file, expected the name of a file to write");
        }
        Path at = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(at); links++) {
            if (links == MOST_LINKS) {
                throw new IOException(file + ": is a link that leads to no end; choose another");
            }
            at = folderOf(file, at).resolve(Files.readSymbolicLink(at));
        }
        Path folder = folderOf(file, at);
        Path name = at.getFileName();
        return new Target(file, folder, name, exists(file, folder.resolve(name)));
    }

    private static Path folderOf(Path file, Path at) throws IOException {
        Path folder = at.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": its folder " + folder + (folder != null && Files.exists(folder)
                    ? " is not a folder; choose another" : " does not exist; create it first"));
        }
        return folder.toRealPath();
    }

    private static boolean exists(Path file, Path real) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileSystemException e) {
            throw WriteFailure.of(file, e);
        }
        if (found.isDirectory()) {
            throw new IOException(file + ": is a folder, expected the name of a file to write");
        }
        if (!found.isRegularFile()) {
            throw new IOException(file + ": is a device, pipe or socket, expected a regular file or a free name; choose"
                    + " another");
        }
        return true;
    }

    Path real() {
        return folder.resolve(name);
    }
}
