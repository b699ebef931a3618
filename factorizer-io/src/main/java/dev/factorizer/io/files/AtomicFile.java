package dev.factorizer.io.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a file so that nobody ever sees half of it: to a temporary file beside it, synced to disk, then renamed. */
public final class AtomicFile {
    private static final AtomicLong COUNTER = new AtomicLong();

    /** Fills the file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything. Closing the stream is allowed and only flushes it.
         *
         * @param out where to
         * @throws IOException if it can't be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() { }

    /**
     * Writes or replaces one file. On any failure the old file stays and nothing else is left behind.
     *
     * @param file the file; its folder must exist
     * @param content what to write
     * @throws IOException if it can't be written
     */
    public static void write(Path file, Content content) throws IOException {
        writeAll(List.of(file), List.of(content));
    }

    /**
     * Writes several files that belong together: none is renamed before all are on disk.
     *
     * @param files the files
     * @param contents what to write to each
     * @throws IOException if one can't be written; then none of them is changed
     */
    public static void writeAll(List<Path> files, List<Content> contents) throws IOException {
        for (Path file : files) {
            checkPlace(file);
        }
        List<Path> temporary = files.stream().map(AtomicFile::beside).toList();
        try {
            for (int i = 0; i < files.size(); i++) {
                writeSynced(files.get(i), temporary.get(i), contents.get(i));
            }
            for (int i = 0; i < files.size(); i++) {
                move(temporary.get(i), files.get(i));
            }
            syncFolder(files.getFirst());
        } finally {
            for (Path left : temporary) {
                Files.deleteIfExists(left);
            }
        }
    }

    /**
     * A name beside a file that nobody else uses.
     *
     * @param file the file
     * @return a path in the same folder, hidden
     */
    public static Path beside(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + "."
                + COUNTER.incrementAndGet() + ".partial");
    }

    private static void writeSynced(Path file, Path temporary, Content content) throws IOException {
        try (FileChannel channel = open(file, temporary)) {
            OutputStream out = new LeftOpen(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            channel.force(true);
        } catch (MalformedFileException e) {
            throw e; // about a file that is read on the way, not about this one
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(file + ": ") ? e
                    : new IOException(file + ": can't be written: " + e.getMessage(), e);
        }
    }

    private static FileChannel open(Path file, Path temporary) throws IOException {
        try {
            return FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": its folder does not allow writing; choose another", e);
        } catch (FileSystemException e) {
            throw new IOException(file + ": can't be written: " + (e.getReason() == null ? e : e.getReason()), e);
        }
    }

    /** A file that was renamed has its last disk block written only when its folder is. */
    private static void syncFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(folderOf(file))) {
            folder.force(true);
        } catch (FileSystemException e) {
            // Windows opens no folders; there the rename alone has to do.
            return;
        }
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().getParent();
    }

    private static void checkPlace(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, expected the name of a file to write");
        }
        if (!Files.isDirectory(folderOf(file))) {
            throw new IOException(file + ": its folder " + folderOf(file) + (Files.exists(folderOf(file))
                    ? " is not a folder; choose another" : " does not exist; create it first"));
        }
    }

    /** Compressors must be closed to free their memory; the file stays open, to be synced. */
    private static final class LeftOpen extends BufferedOutputStream {
        LeftOpen(OutputStream out) {
            super(out, 1 << 16);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(to + ": this file system cannot rename a file in one step; write to another folder", e);
        }
    }
}
