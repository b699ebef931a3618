package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    @TempDir
    private Path folder;
    private Path bundle;
    private Path scan;
    private Path truth;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        scan = TinyCase.scan(folder.resolve("one.nii.gz"), 1);
        assertEquals(0, predict(bundle, "found").code());
        // What the model finds, but for a tenth of the voxels: it is right more often than it says, or less.
        float[] labels = Volumes.read(folder.resolve("found/one_seg.nii.gz")).voxels().clone();
        for (int i = 0; i < labels.length; i += 10) {
            labels[i] = 1 - labels[i];
        }
        truth = folder.resolve("one_truth.nii.gz");
        Volumes.writeLabels(Volumes.read(folder.resolve("found/one_seg.nii.gz")).withVoxels(1, labels), truth);
    }

    private CommandRun predict(Path model, String name) {
        return CommandRun.of("predict", "--model", model, "--input", scan, "--output", folder.resolve(name), "--probabilities");
    }

    private float[] found(String file) throws IOException {
        return Volumes.read(folder.resolve(file)).voxels();
    }

    @Test
    void theTemperatureGoesIntoACopyOfTheModel() throws IOException {
        Path calibrated = folder.resolve("calibrated.bundle");
        Path json = folder.resolve("curves.json");
        CommandRun run = CommandRun.of("calibrate", "--model", bundle, "--input", scan, "--truth", truth, "--output", calibrated, "--curves",
                json);
        assertEquals(0, run.code(), run.err());
        JsonNode record = new JsonMapper().readTree(json.toFile());
        double temperature = record.get("temperature").doubleValue();
        assertEquals(temperature, TrainedModel.read(calibrated).recipe().temperature());
        assertEquals(1, TrainedModel.read(bundle).recipe().temperature());
        assertNotEquals(1, temperature, 0.01);
        assertTrue(record.get("negativeLogLikelihood").get("after").doubleValue()
                < record.get("negativeLogLikelihood").get("before").doubleValue());
        assertTrue(record.get("after").get(0).get("expectedCalibrationError").doubleValue()
                < record.get("before").get(0).get("expectedCalibrationError").doubleValue());
        assertEquals(15, record.get("before").get(0).get("bins").size());
        assertTrue(run.out().contains("lesion: expected calibration error"), run.out());
        // Probabilities change; labels only where they were interpolated near the threshold, for the scan's grid is another one.
        assertEquals(0, predict(calibrated, "again").code());
        float[] before = found("found/one_probabilities.nii.gz");
        float[] after = found("again/one_probabilities.nii.gz");
        int changed = 0;
        for (int i = 0; i < before.length; i++) {
            if (before[i] >= 0.5 != after[i] >= 0.5) {
                assertEquals(0.5, before[i], 0.1);
            }
            changed += Math.abs(before[i] - after[i]) > 0.01 ? 1 : 0;
        }
        assertTrue(changed > before.length / 10, changed + " probabilities changed");
        // A calibrated model is calibrated to the same.
        Path twice = folder.resolve("twice.zip");
        assertEquals(0, CommandRun.of("calibrate", "--model", calibrated, "--input", scan, "--truth", truth, "--output", twice).code());
        assertEquals(temperature, TrainedModel.read(twice).recipe().temperature());
    }

    @Test
    void theWindowsAreThoseThatTheModelIsUsedWith() throws IOException {
        Path usual = folder.resolve("usual.bundle");
        Path flipped = folder.resolve("flipped.bundle");
        assertEquals(0, CommandRun.of("calibrate", "--model", bundle, "--input", scan, "--truth", truth, "--output", usual).code());
        assertEquals(0, CommandRun.of("calibrate", "--model", bundle, "--input", scan, "--truth", truth, "--output", flipped, "--flips", "x",
                "--overlap", 0).code());
        assertNotEquals(TrainedModel.read(usual).recipe().temperature(), TrainedModel.read(flipped).recipe().temperature());
        assertEquals(2, CommandRun.of("calibrate", "--model", bundle, "--output", flipped, "--window-weights", "none").code());
    }

    @Test
    void mistakesAreSaidInOneLine() throws IOException {
        CommandRun run = CommandRun.of("calibrate", "--model", bundle, "--output", folder.resolve("out"));
        assertEquals(2, run.code());
        assertTrue(run.complaint().startsWith("factorizer: found no case, expected a data set, or --input with --truth"), run.err());
        // A truth that is what was found: no temperature is cold enough.
        run = CommandRun.of("calibrate", "--model", bundle, "--input", scan, "--truth", folder.resolve("found/one_seg.nii.gz"), "--output",
                folder.resolve("out"));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("factorizer: calibration: the best temperature lies beyond 0.05"), run.err());
        assertFalse(Files.exists(folder.resolve("out")));
    }
}
