package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A hidden folder in which files are made before they are renamed to their places in the folder above.
 *
 * <pre>
 * .factorizer.partial-7316…/lock        locked as long as its owner lives, so that others can tell it from a dead one
 *                          /0/a.nii.gz  under its own name, however long that is
 *                          /1/b.nii.gz
 * </pre>
 *
 * Several files become valid at once when the folder is renamed to {@code .factorizer.complete-7316…}: from then on the
 * next writer puts them in their places if their owner can't. The JDK draws the number in the name: a process number is the
 * same in two containers that share a folder.
 */
final class Staging implements AutoCloseable {
    static final String PARTIAL = ".factorizer.partial-";
    static final String COMPLETE = ".factorizer.complete-";
    private static final String LOCK = "lock";
    private static final int ATTEMPTS = 10;
    /** Those of this process: a lock does not keep out its own process, and testing it would even free it. */
    private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final FileChannel lock;
    private final List<Path> parts = new ArrayList<>();
    private Path place;
    private boolean settled;

    private Staging(Path target, Path place, FileChannel lock) {
        this.target = target;
        this.place = place;
        this.lock = lock;
    }

    /** Makes one in a folder, and takes care of what dead processes left there. One at a time: see {@link #LIVING}. */
    static Staging in(Path folder) throws IOException {
        synchronized (LIVING) {
            for (int attempt = 1;; attempt++) {
                try {
                    return attempt(folder);
                } catch (NoSuchFileException e) {
                    // Somebody took the empty folder for one that a dead process left.
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }
    }

    private static Staging attempt(Path folder) throws IOException {
        Path place = Files.createTempDirectory(folder, PARTIAL);
        LIVING.add(place);
        FileChannel lock = null;
        boolean made = false;
        try {
            Path file = place.resolve(LOCK);
            lock = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (!isLocked(lock) || !Files.exists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            Leftovers.settle(folder, place);
            made = true;
            return new Staging(folder, place, lock);
        } finally {
            if (!made) {
                discard(place, lock);
            }
        }
    }

    private static boolean isLocked(FileChannel lock) {
        try {
            return lock.tryLock() != null;
        } catch (IOException e) {
            // This file system has no locks, so others can't lock the file either and take its owner for living.
            return true;
        }
    }

    private static void discard(Path place, @Nullable FileChannel lock) throws IOException {
        try {
            Files.deleteIfExists(place.resolve(LOCK));
            Files.deleteIfExists(place);
        } finally {
            forget(place, lock);
        }
    }

    private static void forget(Path place, @Nullable FileChannel lock) throws IOException {
        LIVING.remove(place);
        if (lock != null) {
            lock.close();
        }
    }

    /** Whether a folder belongs to this process. */
    static boolean isLiving(Path place) {
        return LIVING.contains(place);
    }

    /** The lock of another process's folder: null if its owner lives, or can't be told from a living one. */
    static @Nullable FileChannel lockOfDead(Path place) throws IOException {
        Path file = place.resolve(LOCK);
        FileChannel channel;
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isRegularFile()) {
                return null;
            }
            channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // Nothing can be in it before the lock is, or after: deleting fails where there is no lock at all.
            Files.deleteIfExists(place);
            return null;
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (IOException | OverlappingFileLockException e) {
            // No locks on this file system, or another copy of this class in the same process.
            channel.close();
            return null;
        }
        channel.close();
        return null;
    }

    /** Where a file of a name is to be made. */
    Path part(Path name) throws IOException {
        Path part = Files.createDirectory(place.resolve(Integer.toString(parts.size()))).resolve(name.toString());
        parts.add(part);
        return part;
    }

    /** Puts all files in their places. One is renamed; several are declared complete first, so that they are never mixed. */
    void settle() throws IOException {
        if (parts.size() == 1) {
            move(parts.getFirst(), target.resolve(parts.getFirst().getFileName().toString()));
            sync(target);
            return;
        }
        for (Path part : parts) {
            dateAfter(part, target.resolve(part.getFileName().toString()));
            sync(Objects.requireNonNull(part.getParent(), "a part has a folder of its own"));
        }
        sync(place);
        List<Path> old = partsOf(place).stream().map(part -> target.resolve(part.getFileName().toString()))
                .filter(Files::exists).toList();
        Path partial = place;
        Path complete = place.resolveSibling(COMPLETE + place.getFileName().toString().substring(PARTIAL.length()));
        rename(complete);
        settled = true;
        try {
            sync(target);
            putInPlace(complete);
        } catch (IOException e) {
            if (partsOf(complete).size() == parts.size() && old.stream().allMatch(Files::exists)) {
                // Not even the first old file could be deleted: so all of them stay, rather than to be tried at again and again.
                rename(partial);
                settled = false;
                throw e;
            }
            throw new IOException(complete + " holds all files, but they are not all in their places (" + e.getMessage()
                    + "); the next writing here puts them there", e);
        }
    }

    /** A clock that was set back must not make the old file look like one of another program, see {@link #dropSuperseded}. */
    private static void dateAfter(Path part, Path old) throws IOException {
        if (Files.exists(old) && Files.getLastModifiedTime(old).compareTo(Files.getLastModifiedTime(part)) > 0) {
            Files.setLastModifiedTime(part, Files.getLastModifiedTime(old));
        }
    }

    private void rename(Path other) throws IOException {
        LIVING.add(other);
        move(place, other);
        LIVING.remove(place);
        place = other;
    }

    /**
     * Moves the files of a complete folder up. The old ones are deleted before, the last first: so a new one never stands
     * beside an old one, and where the last file is, all are.
     */
    static void putInPlace(Path complete) throws IOException {
        Path target = Objects.requireNonNull(complete.getParent(), "such a folder lies in another");
        List<Path> parts = partsOf(complete);
        for (Path part : parts.reversed()) {
            Files.deleteIfExists(target.resolve(part.getFileName().toString()));
        }
        for (Path part : parts) {
            move(part, target.resolve(part.getFileName().toString()));
        }
        sync(target);
    }

    /** Deletes those files of a complete folder whose places were written again since, by other programs. */
    static void dropSuperseded(Path complete) throws IOException {
        for (Path part : partsOf(complete)) {
            Path place = complete.resolveSibling(part.getFileName().toString());
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                    || Files.getLastModifiedTime(place).compareTo(Files.getLastModifiedTime(part)) > 0)) {
                Files.delete(part);
            }
        }
    }

    /** The files in such a folder, in their order. */
    static List<Path> partsOf(Path place) throws IOException {
        List<Path> folders = list(place).stream().filter(entry -> entry.getFileName().toString().matches("\\d{1,9}"))
                .sorted(Comparator.comparing(entry -> Integer.valueOf(entry.getFileName().toString()))).toList();
        List<Path> parts = new ArrayList<>();
        for (Path folder : folders) {
            parts.addAll(list(folder));
        }
        return parts;
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            found.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** Deletes such a folder, its lock last but one: what has no lock is empty. */
    static void remove(Path place) throws IOException {
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path part : partsOf(place)) {
            Files.deleteIfExists(part);
        }
        for (Path entry : list(place)) {
            if (!entry.getFileName().toString().equals(LOCK)) {
                Files.deleteIfExists(entry);
            }
        }
        Files.deleteIfExists(place.resolve(LOCK));
        Files.deleteIfExists(place);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A file that was renamed is safe from a power cut only when its folder is written, too. */
    static void sync(Path folder) throws IOException {
        FileChannel opened;
        try {
            opened = FileChannel.open(folder);
        } catch (FileSystemException e) {
            // Windows opens no folders, and one may be writable but not readable; there the rename alone has to do.
            return;
        }
        try (opened) {
            opened.force(true);
        }
    }

    /** Deletes what is left, unless it was declared complete: then what is not in place yet stays for the next writer. */
    @Override
    public void close() throws IOException {
        try {
            // Closed first: some systems keep a file that is open, and with it its folder. Others may only delete, too.
            lock.close();
            if (!settled || partsOf(place).isEmpty()) {
                remove(place);
            }
        } finally {
            LIVING.remove(place);
        }
    }
}
