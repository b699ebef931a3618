package dev.factorizer.examples.predict;

import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.AtomicFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder for results that was written to before the work began: to learn after minutes that it can't be would be late.
 *
 * @param path the folder
 * @param made the folders that did not exist before: itself, the one it lies in, and so on; none if it existed
 */
public record WritableFolder(Path path, List<Path> made) {
    /** Copies the list. */
    public WritableFolder {
        made = List.copyOf(made);
    }

    /**
     * Makes the folder and tries to write in it.
     *
     * @param path the folder; made if missing
     * @return the folder
     * @throws IOException if it is no folder, or a model bundle, or can't be written to
     */
    public static WritableFolder open(Path path) throws IOException {
        if (path.toString().isEmpty()) {
            throw new IOException("--output is empty, expected the name of a folder");
        }
        if (ModelBundle.isFolder(path)) {
            throw new IOException("--output " + path + " is a model bundle, expected a folder for results; choose another one");
        }
        List<Path> missing = new ArrayList<>();
        for (Path folder = path.toAbsolutePath().normalize(); folder != null && Files.notExists(folder); folder = folder.getParent()) {
            missing.add(folder);
        }
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("--output " + path + ": " + e.getFile() + " is a file, expected a folder or nothing; choose"
                    + " another one", e);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
        try {
            // Also puts in place what a call before had finished when it was killed.
            AtomicFile.requireWritable(List.of(path.resolve("writable")), List.of());
        } catch (IOException e) {
            throw notWritable(path, e);
        }
        return new WritableFolder(path, missing);
    }

    private static IOException notWritable(Path path, IOException cause) {
        Throwable first = cause;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String reason = switch (first) {
            case AccessDeniedException _ -> "access denied";
            case NoSuchFileException _ -> "no such folder can be made";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> first.getMessage();
        };
        return new IOException("--output " + path + ": cannot write there: " + reason + "; choose another folder or change its"
                + " permissions", cause);
    }

    /**
     * Takes away what was made, if nothing came into it.
     *
     * @throws IOException if it can't be deleted
     */
    public void removeIfUnused() throws IOException {
        for (Path folder : made) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                // Something was written before the failure: that is the user's now.
                return;
            }
        }
    }
}
