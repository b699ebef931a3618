package dev.factorizer.report.runs;

import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.models.curves.TrainingCurves;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in the folder of a training; what is not there is empty.
 *
 * @param folder where it was read
 * @param log of the steps, of all folds
 * @param recipes by fold, the text of the recipe that it was trained with
 * @param machines by fold, what {@code run.json} says: machine, versions, times, hashes of the inputs
 */
public record RunRecord(Path folder, Optional<TrainingLog> log, Map<String, String> recipes, Map<String, Map<String, Object>> machines) {
    private static final long MOST_BYTES = 4 << 20;

    /** Copies the maps in their order. */
    public RunRecord {
        recipes = Collections.unmodifiableMap(new LinkedHashMap<>(recipes));
        machines = Collections.unmodifiableMap(new LinkedHashMap<>(machines));
    }

    /**
     * Reads a folder.
     *
     * @param folder that of a run, with all its folds, or that of one fold, such as {@code run/fold_0}
     * @return what is in it
     * @throws IOException if it is no folder of a training, or a file in it can't be read
     */
    public static RunRecord read(Path folder) throws IOException {
        Map<String, TrainingLog> logs = new LinkedHashMap<>();
        Map<String, String> recipes = new LinkedHashMap<>();
        Map<String, Map<String, Object>> machines = new LinkedHashMap<>();
        for (Path fold : folds(folder)) {
            String name = String.valueOf(fold.toAbsolutePath().normalize().getFileName()).replace('_', ' ');
            Path log = fold.resolve("log.jsonl");
            Path recipe = fold.resolve("recipe.yaml");
            Path machine = fold.resolve("run.json");
            if (Files.isRegularFile(log)) {
                logs.put(name, TrainingLog.of(TrainingCurves.read(log)));
            }
            if (Files.isRegularFile(recipe)) {
                recipes.put(name, text(recipe));
            }
            if (Files.isRegularFile(machine)) {
                machines.put(name, JsonTree.parse(bytes(machine), machine, "a JSON object about a training"));
            }
        }
        return new RunRecord(folder, logs.isEmpty() ? Optional.empty() : Optional.of(TrainingLog.of(logs)), recipes, machines);
    }

    private static List<Path> folds(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new MalformedFileException(folder, Files.exists(folder) ? "is no folder, expected that of a training"
                    : "does not exist, expected the folder of a training");
        }
        if (holdsRun(folder)) {
            return List.of(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            // By number: 2 before 10.
            List<Path> folds = files.filter(file -> file.getFileName().toString().matches("fold_(\\d{1,9}|all)") && holdsRun(file))
                    .sorted(Comparator.comparingInt((Path file) -> file.toString().length()).thenComparing(Comparator.naturalOrder())).toList();
            if (folds.isEmpty()) {
                throw new MalformedFileException(folder, "has neither log.jsonl nor run.json, expected the folder of a training");
            }
            return folds;
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
