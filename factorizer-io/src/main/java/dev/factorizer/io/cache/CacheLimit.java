package dev.factorizer.io.cache;

import dev.factorizer.io.files.FolderLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps a folder of cached cases below a number of bytes: those that were not used for the longest time are deleted, but none that is
 * being read, by whatever process.
 *
 * @param folder the folder
 * @param bytes the most that all cases take together
 */
record CacheLimit(Path folder, long bytes) {
    static final String ENDING = ".case";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\" + ENDING);

    private record Entry(Path file, String key, long size, FileTime used) { }

    /**
     * Makes room.
     *
     * @param needed the bytes that will be written
     * @param locks says which cases are being read
     * @return whether there is room now
     */
    boolean makeRoom(long needed, EntryLocks locks) throws IOException {
        if (needed > bytes) {
            return false;
        }
        try (FolderLock _ = FolderLock.of(folder)) {
            List<Entry> entries = entries();
            long used = entries.stream().mapToLong(Entry::size).sum();
            for (Entry entry : entries) {
                if (used + needed <= bytes) {
                    break;
                }
                used -= delete(entry, locks) ? entry.size() : 0;
            }
            return used + needed <= bytes;
        }
    }

    /** Those that were used last come last. */
    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, CacheLimit::isEntry)) {
            for (Path file : files) {
                add(entries, file);
            }
        }
        entries.sort(Comparator.comparing(Entry::used).thenComparing(Entry::key));
        return entries;
    }

    private static boolean isEntry(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    private static void add(List<Entry> entries, Path file) throws IOException {
        String name = file.getFileName().toString();
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            entries.add(new Entry(file, name.substring(0, name.length() - ENDING.length()), found.size(), found.lastModifiedTime()));
        } catch (NoSuchFileException e) {
            // Another process has just replaced or deleted it.
            return;
        }
    }

    private static boolean delete(Entry entry, EntryLocks locks) throws IOException {
        if (!locks.seize(entry.key())) {
            return false;
        }
        try {
            // Used since it was listed: it is no longer the oldest.
            boolean isUnused = Files.exists(entry.file()) && Files.getLastModifiedTime(entry.file()).equals(entry.used());
            return isUnused && Files.deleteIfExists(entry.file());
        } finally {
            locks.release(entry.key());
        }
    }
}
