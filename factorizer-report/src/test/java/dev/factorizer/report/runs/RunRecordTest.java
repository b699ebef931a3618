package dev.factorizer.report.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        TrainingLog log = TrainingLog.read(log("{\"event\":\"start\",\"step\":0,\"seconds\":0}",
                "{\"event\":\"step\",\"step\":1,\"seconds\":2,\"loss\":0.9,\"learningRate\":0.1,\"stepSeconds\":2}",
                "{\"event\":\"step\",\"step\":2,\"seconds\":4,\"loss\":\"NaN\",\"learningRate\":0.05,\"stepSeconds\":2}",
                "{\"event\":\"epoch\",\"step\":2,\"seconds\":4,\"meanLoss\":0.85,\"memoryBytes\":1000,\"waitedShare\":0.01}",
                "{\"event\":\"validation\",\"step\":2,\"seconds\":5,\"meanDice\":0.7,\"dice\":{\"<b>\":0.8,\"core\":0.6}}",
                "{\"event\":\"new kind\",\"step\":3}", "{\"event\":\"st"));
        assertEquals(List.of("loss of a step", "mean of an epoch"), log.loss().stream().map(Series::name).toList());
        assertEquals(List.of("mean", "<b>", "core"), log.dice().stream().map(Series::name).toList());
        assertTrue(Double.isNaN(log.loss().getFirst().points().get(1).y()));
        assertEquals(new Series.Point(2, 0.05), log.learningRate().orElseThrow().points().get(1));
        assertEquals(5, log.seconds());
        assertEquals(3, log.steps());
    }

    @Test
    void anotherLineThatIsNoObjectIsNamed() throws IOException {
        Path damaged = log("{\"event\":\"step\",\"step\":1}", "{\"event\":", "{}");
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> TrainingLog.read(damaged));
        assertTrue(e.getMessage().contains("line 2 is no JSON object"), e.getMessage());
        Path list = log("[1]", "{}");
        assertThrows(MalformedFileException.class, () -> TrainingLog.read(list));
        Path binary = Files.write(folder.resolve("log.jsonl"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertTrue(assertThrows(MalformedFileException.class, () -> TrainingLog.read(binary)).getMessage().contains("UTF-8"));
    }

    @Test
    void anEmptyLogHasNoCurves() throws IOException {
        assertEquals(List.of(), TrainingLog.read(log("")).loss());
    }

    @Test
    void longCurvesAreThinned() {
        List<Series.Point> points = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            points.add(new Series.Point(i, i));
        }
        Series thin = new Series("x", points).thinned(100);
        assertEquals(100, thin.points().size());
        assertEquals(new Series.Point(10, 5.5), thin.points().getFirst());
        assertEquals(new Series("x", points), new Series("x", points).thinned(1000));
    }

    @Test
    void theOnlyFoldIsFoundAndTheRecipeAboveIt() throws IOException {
        Path fold = Files.createDirectories(folder.resolve("fold_all"));
        Files.writeString(fold.resolve("run.json"), "{\"seconds\": 3}");
        Files.writeString(folder.resolve("recipe.yaml"), "name: x");
        RunRecord run = RunRecord.read(folder);
        assertEquals(Optional.of("name: x"), run.recipe());
        assertEquals(Optional.of(Map.of("seconds", 3)), run.machine());
        assertEquals(Optional.empty(), run.log());
        Files.writeString(Files.createDirectories(folder.resolve("fold_0")).resolve("log.jsonl"), "");
        assertTrue(assertThrows(MalformedFileException.class, () -> RunRecord.read(folder)).getMessage().contains("has 2 folds"));
    }

    @Test
    void anotherFolderIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertTrue(assertThrows(MalformedFileException.class, () -> RunRecord.read(empty)).getMessage().contains("neither log.jsonl nor run.json"));
        Path missing = folder.resolve("missing");
        assertTrue(assertThrows(MalformedFileException.class, () -> RunRecord.read(missing)).getMessage().contains("does not exist"));
    }
}
