package dev.factorizer.models.training;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.weights.SealedWeights;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoints of one training, the last two of which are kept: a file for each step it was saved at.
 *
 * @param folder where they are
 */
record CheckpointFolder(Path folder) {
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})\\.safetensors");

    /**
     * The newest whole checkpoint.
     *
     * @param checkpoint the checkpoint
     * @param file where it is
     * @param damaged what is wrong with newer ones
     */
    record Found(Checkpoint checkpoint, Path file, List<String> damaged) { }

    Path file(long step) {
        return folder.resolve("checkpoint-" + step + ".safetensors");
    }

    /** Files by step; none if there is no folder. */
    SortedMap<Long, Path> files() throws IOException {
        SortedMap<Long, Path> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.matches()) {
                    files.put(Long.parseLong(name.group(1)), entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Reads the newest that is whole. One of a newer version is not damaged: it is an error. */
    Found newest() throws IOException {
        List<Path> files = new ArrayList<>(files().values());
        if (files.isEmpty()) {
            throw new NoSuchFileException(folder.toString(), null, "no training was saved here, expected a file checkpoint-STEP.safetensors");
        }
        List<String> damaged = new ArrayList<>();
        List<MalformedFileException> failures = new ArrayList<>();
        for (Path file : files.reversed()) {
            try {
                return new Found(whole(file), file, damaged);
            } catch (MalformedFileException e) {
                damaged.add(e.getMessage());
                failures.add(e);
            }
        }
        if (files.size() == 1) {
            throw failures.getFirst();
        }
        throw new MalformedFileException(folder, "none of its checkpoints can be read: " + String.join("; ", damaged), failures.getFirst());
    }

    private static Checkpoint whole(Path file) throws IOException {
        SealedWeights contents = SealedWeights.open(file);
        Checkpoint.requireNotNewer(contents.metadata(), file);
        contents.requireWhole();
        return Checkpoint.of(contents, file);
    }

    /**
     * Deletes all but one checkpoint and the one before it. Those of later steps were damaged, and are what a training that went on from
     * an earlier one replaces.
     *
     * @param step of the checkpoint that was just written
     */
    void keepTwo(long step) throws IOException {
        SortedMap<Long, Path> files = files();
        SortedMap<Long, Path> earlier = files.headMap(step);
        for (long other : files.keySet()) {
            if (other != step && (earlier.isEmpty() || other != earlier.lastKey())) {
                Files.deleteIfExists(files.get(other));
            }
        }
    }
}
