package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a file can't be written, under the name that the user gave it. */
final class WriteFailure {
    private WriteFailure() { }

    static IOException of(Path file, IOException cause) {
        return switch (cause) {
            case MalformedFileException read -> read; // about a file that is read on the way, not about this one
            case AccessDeniedException denied ->
                    new IOException(file + ": its folder does not allow writing; choose another", denied);
            case DirectoryNotEmptyException folder ->
                    new IOException(file + ": can't be written: a folder is in its place; choose another", folder);
            case NoSuchFileException gone ->
                    new IOException(file + ": can't be written: its folder takes no files or is gone; choose another", gone);
            case FileSystemException failed -> new IOException(file + ": can't be written: "
                    + (failed.getReason() == null ? failed : failed.getReason()), failed);
            default -> cause.getMessage() != null && cause.getMessage().startsWith(file + ": ") ? cause
                    : new IOException(file + ": can't be written: " + cause.getMessage(), cause);
        };
    }
}
