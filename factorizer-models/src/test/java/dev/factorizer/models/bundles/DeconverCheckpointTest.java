package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.models.GoldenFile;
import dev.factorizer.models.layers.BlockNormalization;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Deconver;
import dev.factorizer.models.networks.DeconverBlocks;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/**
 * State dicts that the authors' Deconver saved, all the way: import, bundle, result, and 20 steps of training. The files beside this
 * test were written by {@code deconver_networks.py}, which says how and with which versions.
 */
class DeconverCheckpointTest {
    /** Environment: the Python to ask. */
    private static final String PYTHON = "PYTHON";
    private static final Backend BACKEND = new ReferenceBackend();
    private static final List<Integer> WIDTHS = List.of(4, 6, 8);
    private static final Map<String, Deconver.Settings> NETWORKS = Map.of(
            "deconver", Deconver.Settings.of(2, 1, List.of(8, 8, 8), WIDTHS),
            "deconver-options", Deconver.Settings.of(2, 1, List.of(12, 8), WIDTHS).withBlocks(new DeconverBlocks(
                    BlockNormalization.LAYER, new Deconvolution(List.of(5, 3), 2, 2, 2, 2, true, true), 4, 0)));

    @TempDir
    private Path folder;

    private Path copied(String name) throws IOException {
        try (InputStream in = DeconverCheckpointTest.class.getResourceAsStream(name)) {
            Path copy = folder.resolve(name);
            Files.copy(in, copy);
            return copy;
        }
    }

    private static Tensor tensor(Map<String, StoredTensor> tensors, String name) {
        return Tensor.of(Shape.of(tensors.get(name).shape()), tensors.get(name).floats());
    }

    private void check(String name, Path file) throws IOException {
        TrainedModel imported = CheckpointImport.read(file, new ModelRecipe(NETWORKS.get(name), List.of("dwi", "adc"),
                Preprocessing.none(), Labels.isles22()));
        Path bundle = folder.resolve(name + ".zip");
        imported.write(bundle);
        TrainedModel model = TrainedModel.read(bundle);
        Map<String, StoredTensor> sample = TorchCheckpoint.read(file, "sample").tensors();
        try (Model network = model.recipe().program().on(BACKEND).load(model.weights())) {
            double error = GoldenFile.error(network.run(tensor(sample, "x")).toFloats(), sample.get("y").doubles());
            assertTrue(error < 1e-5, name + ": the result is off by " + error);
        }
        Map<String, StoredTensor> training = TorchCheckpoint.read(file, "training").tensors();
        double[] losses = training.get("losses").doubles();
        assertEquals(20, losses.length);
        assertTrue(losses[19] < 0.9 * losses[0], "the losses fall");
        try (Trainer trainer = Training.of(NETWORKS.get(name), new DiceCrossEntropy(), new AdamW(3e-3, 1e-2)).on(BACKEND)
                .start(tensor(training, "images").shape())) {
            trainer.load(model.weights());
            for (double expected : losses) {
                assertEquals(expected, trainer.step(tensor(training, "images"), tensor(training, "targets")).loss(), 1e-4, name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deconver", "deconver-options"})
    void itsStateDictGivesItsResultsAndLosses(String name) throws IOException {
        check(name, copied(name + ".pt"));
    }

    @Test
    void soDoesWhatItSavesNow() throws IOException, InterruptedException {
        Path script = copied("deconver_networks.py");
        if (python("-c", "import factorizer, monai, torch") != 0) {
            throw new TestAbortedException("this Python has no factorizer, monai and torch; set " + PYTHON + " to one that has, and"
                    + " PYTHONPATH to the authors' package");
        }
        Path saved = Files.createDirectory(folder.resolve("saved"));
        assertEquals(0, python(script.toString(), saved.toString()), this::output);
        for (String name : NETWORKS.keySet()) {
            check(name, saved.resolve(name + ".pt"));
        }
    }

    private int python(String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        try {
            return new ProcessBuilder(Stream.concat(Stream.of(python), Stream.of(arguments)).toList()).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("output.txt").toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to one with the authors' package", e);
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
