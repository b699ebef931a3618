package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.models.GoldenFile;
import dev.factorizer.models.PythonProgram;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.layers.BlockNormalization;
import dev.factorizer.models.layers.GroupNormalization;
import dev.factorizer.models.layers.InstanceNormalization;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.ConvolutionStages;
import dev.factorizer.models.networks.Deconver;
import dev.factorizer.models.networks.DeconverBlocks;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State dicts that MONAI and the authors' package saved, all the way: import, bundle, result, and 20 steps of training. The files beside
 * this test were written by {@code monai_networks.py} and {@code deconver_networks.py}, which say how and with which versions.
 */
class OriginalNetworksTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final List<Integer> WIDTHS = List.of(4, 6, 8);
    private static final List<List<Integer>> HALVED = List.of(List.of(1), List.of(2), List.of(2));
    private static final Map<String, NetworkSettings> MONAI = Map.of(
            "dynunet-residual", new DynUNet.Settings(2, 1, List.of(8, 8, 4), new ConvolutionStages(WIDTHS,
                    List.of(List.of(3), List.of(3), List.of(3, 3, 1)), List.of(List.of(1), List.of(2), List.of(2, 2, 1))),
                    new DynUNet.Blocks(new InstanceNormalization(), true, 0), 1, true),
            "dynunet-batch", DynUNet.Settings.plain(2, 1, List.of(12, 8), WIDTHS).withStages(new ConvolutionStages(WIDTHS,
                    List.of(List.of(3), List.of(5, 3), List.of(3)), HALVED))
                    .withBlocks(new DynUNet.Blocks(new BatchNormalization(), false, 0)),
            "dynunet-group", DynUNet.Settings.plain(2, 1, List.of(8, 8), WIDTHS)
                    .withBlocks(new DynUNet.Blocks(new GroupNormalization(2), false, 0)),
            "segresnet", new SegResNet.Settings(2, 1, List.of(8, 12), 8, List.of(1, 2), List.of(1), 8, 0));
    private static final Map<String, NetworkSettings> AUTHORS = Map.of(
            "deconver", Deconver.Settings.of(2, 1, List.of(8, 8, 8), WIDTHS),
            "deconver-options", Deconver.Settings.of(2, 1, List.of(12, 8), WIDTHS).withBlocks(new DeconverBlocks(
                    BlockNormalization.LAYER, new Deconvolution(List.of(5, 3), 2, 2, 2, 2, true, true), 4, 0)));

    @TempDir
    private Path folder;

    private static Tensor tensor(Map<String, StoredTensor> tensors, String name) {
        return Tensor.of(Shape.of(tensors.get(name).shape()), tensors.get(name).floats());
    }

    private void check(String name, NetworkSettings settings, Path file) throws IOException {
        TrainedModel imported = CheckpointImport.read(file, new ModelRecipe(settings, List.of("dwi", "adc"), Preprocessing.none(),
                Labels.isles22()));
        Path bundle = folder.resolve(name + ".zip");
        imported.write(bundle);
        TrainedModel model = TrainedModel.read(bundle);
        Map<String, StoredTensor> sample = TorchCheckpoint.read(file, "sample").tensors();
        try (Model network = model.recipe().program().on(BACKEND).load(model.weights())) {
            double error = GoldenFile.error(network.run(tensor(sample, "x")).toFloats(), sample.get("y").doubles());
            assertTrue(error < 1e-5, name + ": the result is off by " + error);
        }
        train(name, settings, model, TorchCheckpoint.read(file, "training").tensors());
    }

    private static void train(String name, NetworkSettings settings, TrainedModel model, Map<String, StoredTensor> training) {
        boolean supervised = settings instanceof DynUNet.Settings unet && unet.deepSupervisionHeads() > 0;
        Loss loss = supervised ? DeepSupervision.halving(new DiceCrossEntropy(), 2) : new DiceCrossEntropy();
        double[] losses = training.get("losses").doubles();
        assertEquals(20, losses.length);
        assertTrue(losses[19] < 0.95 * losses[0], name + ": the losses don't fall");
        try (Trainer trainer = Training.of(settings.network(), loss, new AdamW(3e-3, 1e-2)).on(BACKEND)
                .start(tensor(training, "images").shape())) {
            trainer.load(model.weights());
            for (double expected : losses) {
                assertEquals(expected, trainer.step(tensor(training, "images"), tensor(training, "targets")).loss(), 1e-4, name);
            }
        }
    }

    static Stream<Arguments> networks() {
        return Stream.of(MONAI, AUTHORS).flatMap(networks -> networks.entrySet().stream())
                .map(network -> arguments(network.getKey(), network.getValue()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aStateDictGivesItsResultsAndLosses(String name, NetworkSettings settings) throws IOException {
        Path copy = folder.resolve(name + ".pt");
        try (InputStream in = OriginalNetworksTest.class.getResourceAsStream(name + ".pt")) {
            Files.copy(in, copy);
        }
        check(name, settings, copy);
    }

    @Test
    void soDoesWhatMonaiSavesNow() throws IOException, InterruptedException {
        savedNow(new PythonProgram(OriginalNetworksTest.class, "monai_networks.py", List.of("monai", "torch")), MONAI);
    }

    @Test
    void soDoesWhatTheAuthorsPackageSavesNow() throws IOException, InterruptedException {
        savedNow(new PythonProgram(OriginalNetworksTest.class, "deconver_networks.py", List.of("factorizer", "monai", "torch")), AUTHORS);
    }

    private void savedNow(PythonProgram program, Map<String, NetworkSettings> networks) throws IOException, InterruptedException {
        Path saved = Files.createDirectory(folder.resolve("saved"));
        program.run(saved);
        for (Map.Entry<String, NetworkSettings> network : networks.entrySet()) {
            check(network.getKey(), network.getValue(), saved.resolve(network.getKey() + ".pt"));
        }
    }
}
