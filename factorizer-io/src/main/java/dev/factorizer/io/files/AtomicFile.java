package dev.factorizer.io.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes files so that half of one is never seen: into a hidden folder beside them, synced to disk, read back where that
 * is asked for, then renamed. A link to a file is followed; what is neither a regular file nor free is refused.
 */
public final class AtomicFile {
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

        /**
         * Reads back what was written, before it comes to its place. Does nothing unless overridden.
         *
         * @param written the file as it is on disk, under another path
         * @throws IOException if it holds something else than was meant
         */
        default void check(Path written) throws IOException { }
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
     * Writes several files that belong together. None is changed before all are on disk. In one folder a new one never stands
     * beside an old one, not even for other programs: the old ones are deleted, the last first, then the new ones appear, the
     * last of the list last. A writer killed in between leaves them complete in a hidden folder, and the next writing in that
     * folder puts them in their places.
     *
     * @param files the files; those in different folders become visible folder by folder
     * @param contents what to write to each
     * @throws IOException if one can't be written; then none of them is changed, unless the message says so
     */
    public static void writeAll(List<Path> files, List<Content> contents) throws IOException {
        List<Target> targets = Overwriting.targets(files, List.of());
        Map<Path, Staging> stagings = new LinkedHashMap<>();
        try {
            for (int i = 0; i < targets.size(); i++) {
                stage(targets.get(i), contents.get(i), stagings);
            }
            for (Map.Entry<Path, Staging> staging : stagings.entrySet()) {
                settle(staging.getValue(), targets.stream().filter(target -> target.folder().equals(staging.getKey())).toList());
            }
        } finally {
            close(stagings.values());
        }
    }

    /**
     * Refuses, before any work is done for them, files that can't be written: each is tried with its own name.
     *
     * @param files what will be written
     * @param read files that are read, as inputs or as parts of a model; none of them may be written over
     * @throws IOException if one can't be written, two are the same, or one is also read
     */
    public static void requireWritable(List<Path> files, Collection<Path> read) throws IOException {
        Map<Path, Staging> stagings = new LinkedHashMap<>();
        try {
            for (Target target : Overwriting.targets(files, read)) {
                stage(target, out -> { }, stagings);
            }
        } finally {
            close(stagings.values());
        }
    }

    /**
     * Whether a file is the hidden folder of a writing, of a living process or a dead one.
     *
     * @param file any file
     * @return true if it is no content
     */
    public static boolean isUnfinished(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(Staging.PARTIAL) || name.startsWith(Staging.COMPLETE);
    }

    private static void stage(Target target, Content content, Map<Path, Staging> stagings) throws IOException {
        try {
            Staging staging = stagings.get(target.folder());
            if (staging == null) {
                staging = Staging.in(target.folder());
                stagings.put(target.folder(), staging);
            }
            writeSynced(staging.part(target.name()), content);
        } catch (IOException e) {
            throw WriteFailure.of(target.given(), e);
        }
    }

    private static void writeSynced(Path part, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new LeftOpen(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
        content.check(part);
    }

    private static void settle(Staging staging, List<Target> targets) throws IOException {
        try {
            staging.settle();
        } catch (IOException e) {
            String place = e instanceof FileSystemException failed ? failed.getFile() : null;
            throw WriteFailure.of(targets.stream().filter(target -> target.real().toString().equals(place)).findFirst()
                    .orElse(targets.getFirst()).given(), e);
        }
    }

    private static void close(Collection<Staging> stagings) {
        for (Staging staging : stagings) {
            try {
                staging.close();
            } catch (IOException e) {
                // What was written is in its place, or another failure is on its way; the next writing deletes the rest.
                continue;
            }
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
}
