package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one writer at a time into a folder, whatever process it is in: by a lock on the file {@code .lock}, which is there only
 * as long as it is held. The lock of a process that dies is free again. On a file system without locks it keeps out the other
 * threads of this process only.
 */
public final class FolderLock implements AutoCloseable {
    private static final String NAME = ".lock";
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path file;
    private final FileChannel held;
    private final FileChannel seen;

    private FolderLock(Path file, FileChannel held, FileChannel seen) {
        this.file = file;
        this.held = held;
        this.seen = seen;
    }

    /**
     * Waits until no other writer is in the folder.
     *
     * @param folder an existing folder
     * @return the lock, to be closed
     * @throws NoSuchFileException if the folder is deleted meanwhile
     * @throws IOException if the folder can't be written to
     */
    public static FolderLock of(Path folder) throws IOException {
        THREADS.lock();
        FolderLock lock = null;
        try {
            while (lock == null) {
                lock = attempt(folder.resolve(NAME));
            }
            return lock;
        } finally {
            if (lock == null) {
                THREADS.unlock();
            }
        }
    }

    /**
     * Whether a file is the one that the lock is on.
     *
     * @param file a file of the folder
     * @return true if it is no content
     */
    public static boolean isLock(Path file) {
        return file.getFileName().toString().equals(NAME);
    }

    /** Null if the file was deleted by the writer before, who held the lock on it until then. */
    private static @Nullable FolderLock attempt(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "the lock " + file + " is no regular file; delete it");
        }
        FileChannel held = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileChannel seen = null;
        boolean mine = false;
        try {
            lock(held);
            // Is the locked file still the one of this name? It is if what is written to one is read from the other.
            ByteBuffer mark = mark();
            held.truncate(0).write(mark.duplicate(), 0);
            seen = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            ByteBuffer found = ByteBuffer.allocate(mark.remaining());
            seen.read(found, 0);
            mine = found.flip().equals(mark);
            return mine ? new FolderLock(file, held, seen) : null;
        } catch (NoSuchFileException e) {
            return null;
        } finally {
            if (!mine) {
                close(seen, held);
            }
        }
    }

    private static void lock(FileChannel held) throws IOException {
        try {
            held.lock();
        } catch (IOException e) {
            // No locks on this file system.
            return;
        }
    }

    private static ByteBuffer mark() {
        return ByteBuffer.wrap(String.format(Locale.ROOT, "%016x%016x", ProcessHandle.current().pid(),
                System.nanoTime()).getBytes(StandardCharsets.US_ASCII));
    }

    /** A system frees a lock when any channel of the process on the file is closed, so both are open to the end. */
    private static void close(@Nullable FileChannel seen, FileChannel held) throws IOException {
        try {
            if (seen != null) {
                seen.close();
            }
        } finally {
            held.close();
        }
    }

    /** Lets the next writer in. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            try {
                close(seen, held);
            } finally {
                THREADS.unlock();
            }
        }
    }
}
