package dev.factorizer.io.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says, to all processes that use a cache, which of its files are being read: by locks on single bytes of the file {@code .use}, one
 * for each cached case. A reader shares its byte's lock, and only who has it alone may delete. The locks of a process that dies
 * are free again. On a file system without locks they keep out the other threads of this process only; there, a file that is
 * deleted while it is read may be read to its end all the same.
 */
final class EntryLocks {
    private static final String NAME = ".use";
    /** A system frees all locks that a process has on a file when any of its channels is closed: one for all, never closed. */
    private static final Map<Path, EntryLocks> ALL = new HashMap<>();

    private static final class Held {
        private final @Nullable FileLock lock;
        private int readers;

        Held(@Nullable FileLock lock, int readers) {
            this.lock = lock;
            this.readers = readers;
        }
    }

    private final @Nullable FileChannel channel;
    private final Object identity;
    private final boolean isWritable;
    private final Map<Long, Held> held = new HashMap<>();

    private EntryLocks(@Nullable FileChannel channel, Object identity, boolean isWritable) {
        this.channel = channel;
        this.identity = identity;
        this.isWritable = isWritable;
    }

    /** The locks of a folder. */
    static EntryLocks in(Path folder) throws IOException {
        synchronized (ALL) {
            Path real = folder.toRealPath();
            Path file = real.resolve(NAME);
            EntryLocks locks = ALL.get(real);
            if (locks == null || !Files.exists(file) || !locks.identity.equals(identity(file))) {
                locks = open(file);
                ALL.put(real, locks);
            }
            return locks;
        }
    }

    private static EntryLocks open(Path file) throws IOException {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new EntryLocks(channel, identity(file), true);
        } catch (IOException e) {
            if (!Files.isReadable(file)) {
                // A folder that can't be written to, without the file: readers can't say that they are there.
                return new EntryLocks(null, "", false);
            }
            return new EntryLocks(FileChannel.open(file, StandardOpenOption.READ), identity(file), false);
        }
    }

    private static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    /** The byte of a case; two cases may have the same, which keeps one a little longer than it must be. */
    private static long place(String key) {
        return Long.parseUnsignedLong(key.substring(0, 16), 16) >>> 2;
    }

    /** Whether a case may be read now; then {@link #release} must follow. */
    synchronized boolean share(String key) {
        Held mine = held.get(place(key));
        if (mine != null) {
            if (mine.readers > 0) {
                mine.readers++;
            }
            return mine.readers > 0;
        }
        return lock(key, true);
    }

    /** Whether a case may be deleted now; then {@link #release} must follow. */
    synchronized boolean seize(String key) {
        return isWritable && held.get(place(key)) == null && lock(key, false);
    }

    private boolean lock(String key, boolean isShared) {
        FileLock lock = null;
        if (channel != null) {
            try {
                lock = channel.tryLock(place(key), 1, isShared);
                if (lock == null) {
                    return false;
                }
            } catch (OverlappingFileLockException e) {
                // Held by another copy of this class in the same process.
                return false;
            } catch (IOException e) {
                // No locks on this file system: those of this process are counted below.
                lock = null;
            }
        }
        held.put(place(key), new Held(lock, isShared ? 1 : 0));
        return true;
    }

    synchronized void release(String key) throws IOException {
        Held mine = Objects.requireNonNull(held.get(place(key)), "the case was neither shared nor seized");
        if (--mine.readers <= 0) {
            held.remove(place(key));
            if (mine.lock != null) {
                mine.lock.release();
            }
        }
    }
}
