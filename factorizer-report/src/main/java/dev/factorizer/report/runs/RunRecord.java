package dev.factorizer.report.runs;

import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in the folder of a training; what is not there is empty.
 *
 * @param folder where it was read
 * @param log of the steps
 * @param recipe the text of the resolved recipe
 * @param machine what {@code run.json} says: machine, versions, times, hashes of the inputs
 */
public record RunRecord(Path folder, Optional<TrainingLog> log, Optional<String> recipe, Optional<Map<String, Object>> machine) {
    private static final long MOST_BYTES = 4 << 20;

    /**
     * Reads a folder.
     *
     * @param folder that of one fold, such as {@code run/fold_0}, or that of a run with only one
     * @return what is in it
     * @throws IOException if it is no folder of a training, or a file in it can't be read
     */
    public static RunRecord read(Path folder) throws IOException {
        Path fold = fold(folder);
        Path log = fold.resolve("log.jsonl");
        Path machine = fold.resolve("run.json");
        Optional<Path> recipe = Stream.of(fold.resolve("recipe.yaml"), fold.toAbsolutePath().normalize().resolveSibling("recipe.yaml"))
                .filter(Files::isRegularFile).findFirst();
        return new RunRecord(fold, Files.isRegularFile(log) ? Optional.of(TrainingLog.read(log)) : Optional.empty(),
                recipe.isPresent() ? Optional.of(text(recipe.get())) : Optional.empty(), Files.isRegularFile(machine)
                ? Optional.of(JsonTree.parse(bytes(machine), machine, "a JSON object about a training")) : Optional.empty());
    }

    private static Path fold(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new MalformedFileException(folder, Files.exists(folder) ? "is no folder, expected that of a training"
                    : "does not exist, expected the folder of a training");
        }
        if (holdsRun(folder)) {
            return folder;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> folds = files.filter(file -> file.getFileName().toString().matches("fold_(\\d+|all)") && holdsRun(file)).sorted().toList();
            if (folds.size() == 1) {
                return folds.getFirst();
            }
            throw new MalformedFileException(folder, folds.isEmpty() ? "has neither log.jsonl nor run.json, expected the folder of a training"
                    : "has " + folds.size() + " folds, expected one of them, such as " + folds.getFirst());
        }
    }

    private static boolean holdsRun(Path folder) {
        return Files.isRegularFile(folder.resolve("log.jsonl")) || Files.isRegularFile(folder.resolve("run.json"));
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new MalformedFileException(file, "has " + Files.size(file) + " bytes, expected at most " + MOST_BYTES);
        }
        return Files.readAllBytes(file);
    }

    private static String text(Path file) throws IOException {
        bytes(file);
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "is not UTF-8 text", e);
        }
    }
}
