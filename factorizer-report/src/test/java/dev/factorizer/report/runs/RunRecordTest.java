package dev.factorizer.report.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.models.curves.TrainingCurves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
    @TempDir
    Path folder;

    private Path log(String... lines) throws IOException {
        return Files.writeString(folder.resolve("log.jsonl"), String.join("\n", lines));
    }

    @Test
    void aLogHasACurveForEachNumber() throws IOException {
        TrainingLog log = TrainingLog.of(TrainingCurves.read(log("{\"event\":\"start\",\"step\":0,\"seconds\":0}",
                "{\"event\":\"step\",\"step\":1,\"seconds\":2,\"loss\":0.9,\"learningRate\":0.1,\"stepSeconds\":2,\"waitedSeconds\":0}",
                "{\"event\":\"step\",\"step\":2,\"seconds\":4,\"loss\":null,\"learningRate\":0.05,\"stepSeconds\":2,\"waitedSeconds\":0}",
                "{\"event\":\"epoch\",\"step\":2,\"seconds\":4,\"meanLoss\":0.85,\"memoryBytes\":null,\"waitedShare\":0.01}",
                "{\"event\":\"validation\",\"step\":2,\"seconds\":5,\"meanDice\":0.7,\"dice\":{\"<b>\":0.8,\"core\":0.6}}",
                "{\"event\":\"new kind\",\"step\":3}", "{\"event\":\"st")));
        assertEquals(List.of("loss of a step", "mean of an epoch"), log.loss().stream().map(Series::name).toList());
        assertEquals(List.of("mean", "<b>", "core"), log.dice().stream().map(Series::name).toList());
        assertTrue(Double.isNaN(log.loss().getFirst().points().get(1).y()));
        assertEquals(new Series.Point(2, 0.05), log.learningRate().getFirst().points().get(1));
        assertEquals(List.of(), log.memory(), "a machine that doesn't know its memory");
        assertEquals(5, log.seconds());
        assertEquals(2, log.steps());
    }

    @Test
    void anEmptyLogHasNoCurves() throws IOException {
        assertEquals(List.of(), TrainingLog.of(TrainingCurves.read(log(""))).loss());
    }

    private void fold(String name, int steps) throws IOException {
        StringBuilder log = new StringBuilder();
        for (int step = 1; step <= steps; step++) {
            log.append("{\"event\":\"step\",\"step\":").append(step).append(",\"seconds\":").append(10 * step)
                    .append(",\"loss\":0.9,\"learningRate\":0.1,\"stepSeconds\":2,\"waitedSeconds\":0}\n");
        }
        log.append("{\"event\":\"validation\",\"step\":").append(steps).append(",\"meanDice\":0.7,\"dice\":{\"core\":0.6}}\n");
        Path fold = Files.createDirectories(folder.resolve(name));
        Files.writeString(fold.resolve("log.jsonl"), log);
        Files.writeString(fold.resolve("run.json"), "{\"steps\": " + steps + "}");
    }

    @Test
    void allFoldsOfARunAreRead() throws IOException {
        fold("fold_10", 4);
        fold("fold_2", 3);
        fold("fold_0", 2);
        Files.createDirectories(folder.resolve("fold_5"));
        RunRecord run = RunRecord.read(folder);
        TrainingLog log = run.log().orElseThrow();
        List<String> folds = List.of("fold 0", "fold 2", "fold 10");
        assertEquals(folds, log.loss().stream().map(Series::name).toList());
        assertEquals(folds, log.dice().stream().map(Series::name).toList());
        assertEquals(List.of(new Series.Point(3, 0.7)), log.dice().get(1).points(), "the mean, not a region");
        assertEquals(90, log.seconds());
        assertEquals(9, log.steps());
        assertEquals(folds, List.copyOf(run.machines().keySet()));
        assertEquals(List.of("loss of a step"), RunRecord.read(folder.resolve("fold_2")).log().orElseThrow().loss().stream().map(Series::name).toList());
    }

    @Test
    void theOnlyFoldIsFound() throws IOException {
        Path fold = Files.createDirectories(folder.resolve("fold_all"));
        Files.writeString(fold.resolve("run.json"), "{\"seconds\": 3}");
        Files.writeString(fold.resolve("recipe.yaml"), "name: x");
        RunRecord run = RunRecord.read(folder);
        assertEquals(Map.of("fold all", "name: x"), run.recipes());
        assertEquals(Map.of("fold all", Map.of("seconds", 3)), run.machines());
        assertEquals(Optional.empty(), run.log());
    }

    @Test
    void anotherFolderIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertTrue(assertThrows(MalformedFileException.class, () -> RunRecord.read(empty)).getMessage().contains("neither log.jsonl nor run.json"));
        Path missing = folder.resolve("missing");
        assertTrue(assertThrows(MalformedFileException.class, () -> RunRecord.read(missing)).getMessage().contains("does not exist"));
    }
}
