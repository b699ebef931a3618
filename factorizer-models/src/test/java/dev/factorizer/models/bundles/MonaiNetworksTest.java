package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.models.GoldenFile;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.layers.GroupNormalization;
import dev.factorizer.models.layers.InstanceNormalization;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.ConvolutionStages;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.SegResNet;
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
 * State dicts that MONAI's own networks saved, all the way: import, bundle, result, and 20 steps of training. The files beside
 * this test were written by {@code monai_networks.py}, which says how and with which versions.
 */
class MonaiNetworksTest {
    /** Environment: the Python to ask. */
    private static final String PYTHON = "PYTHON";
    private static final Backend BACKEND = new ReferenceBackend();
    private static final List<Integer> WIDTHS = List.of(4, 6, 8);
    private static final List<List<Integer>> HALVED = List.of(List.of(1), List.of(2), List.of(2));
    private static final Map<String, NetworkSettings> NETWORKS = Map.of(
            "dynunet-residual", new DynUNet.Settings(2, 1, List.of(8, 8, 4), new ConvolutionStages(WIDTHS,
                    List.of(List.of(3), List.of(3), List.of(3, 3, 1)), List.of(List.of(1), List.of(2), List.of(2, 2, 1))),
                    new DynUNet.Blocks(new InstanceNormalization(), true, 0), 1, true),
            "dynunet-batch", DynUNet.Settings.plain(2, 1, List.of(12, 8), WIDTHS).withStages(new ConvolutionStages(WIDTHS,
                    List.of(List.of(3), List.of(5, 3), List.of(3)), HALVED))
                    .withBlocks(new DynUNet.Blocks(new BatchNormalization(), false, 0)),
            "dynunet-group", DynUNet.Settings.plain(2, 1, List.of(8, 8), WIDTHS)
                    .withBlocks(new DynUNet.Blocks(new GroupNormalization(2), false, 0)),
            "segresnet", new SegResNet.Settings(2, 1, List.of(8, 12), 8, List.of(1, 2), List.of(1), 8, 0));

    @TempDir
    private Path folder;

    private Path copied(String name) throws IOException {
        try (InputStream in = MonaiNetworksTest.class.getResourceAsStream(name)) {
            Path copy = folder.resolve(name);
            Files.copy(in, copy);
            return copy;
        }
    }

    private static Tensor tensor(Map<String, StoredTensor> tensors, String name) {
        return Tensor.of(Shape.of(tensors.get(name).shape()), tensors.get(name).floats());
    }

    private TrainedModel bundled(String name, Path file) throws IOException {
        TrainedModel imported = CheckpointImport.read(file, new ModelRecipe(NETWORKS.get(name), List.of("dwi", "adc"),
                Preprocessing.none(), Labels.isles22()));
        Path bundle = folder.resolve(name + ".zip");
        imported.write(bundle);
        return TrainedModel.read(bundle);
    }

    private void check(String name, Path file) throws IOException {
        TrainedModel model = bundled(name, file);
        Map<String, StoredTensor> sample = TorchCheckpoint.read(file, "sample").tensors();
        try (Model network = model.recipe().program().on(BACKEND).load(model.weights())) {
            double error = GoldenFile.error(network.run(tensor(sample, "x")).toFloats(), sample.get("y").doubles());
            assertTrue(error < 1e-5, name + ": the result is off by " + error);
        }
        Map<String, StoredTensor> training = TorchCheckpoint.read(file, "training").tensors();
        boolean supervised = NETWORKS.get(name) instanceof DynUNet.Settings settings && settings.deepSupervisionHeads() > 0;
        Loss loss = supervised ? DeepSupervision.halving(new DiceCrossEntropy(), 2) : new DiceCrossEntropy();
        double[] losses = training.get("losses").doubles();
        assertEquals(20, losses.length);
        try (Trainer trainer = Training.of(NETWORKS.get(name), loss, new AdamW(3e-3, 1e-2)).on(BACKEND)
                .start(tensor(training, "images").shape())) {
            trainer.load(model.weights());
            for (double expected : losses) {
                assertEquals(expected, trainer.step(tensor(training, "images"), tensor(training, "targets")).loss(), 1e-4, name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynunet-residual", "dynunet-batch", "dynunet-group", "segresnet"})
    void itsStateDictGivesItsResultsAndLosses(String name) throws IOException {
        check(name, copied(name + ".pt"));
    }

    @Test
    void soDoesWhatItSavesNow() throws IOException, InterruptedException {
        Path script = copied("monai_networks.py");
        if (python("-c", "import monai, torch") != 0) {
            throw new TestAbortedException("this Python has no monai and torch; set " + PYTHON + " to one that has");
        }
        Path saved = Files.createDirectory(folder.resolve("saved"));
        assertEquals(0, python(script.toString(), saved.toString()), () -> output());
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
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to one with MONAI", e);
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
