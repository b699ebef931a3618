package dev.factorizer.models.runs;

import dev.factorizer.io.files.Printable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps a second process out of a training's folder. The system frees the lock of a process that dies, however it dies. */
final class RunLock implements AutoCloseable {
    private static final int LONGEST = 500;
    private static final long PAUSE_MILLISECONDS = 20;
    /** By this process, and who it is: locks are the process's, and closing any channel on a locked file would give its lock back. */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();
    /** On files that this process has locked under another name, and so not closed. */
    private static final Map<Path, FileChannel> LEFT_OPEN = new ConcurrentHashMap<>();

    private final Path key;
    private final FileChannel channel;

    private RunLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes a lock.
     *
     * @param file what is locked; made if it is missing
     * @return the lock, to be closed
     * @throws IOException saying who holds it, or that it can't be taken here
     */
    static RunLock take(Path file) throws IOException {
        RunLock lock = attempt(file);
        if (lock == null) {
            throw new IOException(Printable.of(file + ": another training is in this folder (" + holder(file) + "); wait for its end, stop"
                    + " it by a file STOP, or choose another folder"));
        }
        return lock;
    }

    /**
     * Takes a lock that is held for moments only.
     *
     * @param file what is locked; made if it is missing
     * @return the lock, to be closed
     * @throws IOException if it can't be taken here
     */
    static RunLock await(Path file) throws IOException {
        RunLock lock;
        while ((lock = attempt(file)) == null) {
            try {
                Thread.sleep(PAUSE_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(Printable.of(file + ": interrupted while another process held it"));
            }
        }
        return lock;
    }

    /** Whether a training holds it now. */
    static boolean isHeld(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (RunLock lock = attempt(file)) {
            return lock == null;
        }
    }

    /** Null if it is held. */
    private static @Nullable RunLock attempt(Path file) throws IOException {
        Path key = key(file);
        String who = "process " + ProcessHandle.current().pid() + ", since " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        if (HELD.putIfAbsent(key, who) != null) {
            return null;
        }
        FileChannel channel = LEFT_OPEN.remove(key);
        boolean taken = false;
        boolean ours = false;
        try {
            if (channel == null) {
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            }
            if (lock(channel, file) == null) {
                return null;
            }
            channel.truncate(0).write(ByteBuffer.wrap(who.getBytes(StandardCharsets.UTF_8)), 0);
            taken = true;
            return new RunLock(key, channel);
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.put(key, channel);
            ours = true;
            return null;
        } finally {
            if (!taken) {
                if (channel != null && !ours) {
                    channel.close();
                }
                HELD.remove(key);
            }
        }
    }

    /** Null if another process has locked it. */
    private static @Nullable FileLock lock(FileChannel channel, Path file) throws IOException {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            throw new IOException(Printable.of(file + ": can't be locked on this file system (" + e.getMessage() + "); choose a folder on"
                    + " a disk of this machine"), e);
        }
    }

    private static Path key(Path file) throws IOException {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file in a folder").toRealPath().resolve(file.getFileName());
    }

    /** The file is read only if another process has locked it. */
    private static String holder(Path file) throws IOException {
        Path key = key(file);
        String here = HELD.get(key);
        if (here != null || LEFT_OPEN.containsKey(key)) {
            return here != null ? here : "of this process, under another name";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer text = ByteBuffer.allocate(LONGEST);
            channel.read(text, 0);
            String who = StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
            return who.isEmpty() ? "of an unknown process" : who;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(key);
        }
    }
}
