package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.models.PythonProgram;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.layers.PatchMerging;
import dev.factorizer.models.losses.BinaryCrossEntropy;
import dev.factorizer.models.networks.StateDict;
import dev.factorizer.models.networks.SwinUNETR;
import dev.factorizer.models.networks.UNETR;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** UNETR and Swin UNETR all the way: training, bundle, import, segmenter. */
class TransformerNetworksTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final UNETR.Settings UNETR_PLANE = new UNETR.Settings(2, 1, List.of(32, 16), 2, 6, 8, 3);
    private static final SwinUNETR.Settings SWIN_PLANE = new SwinUNETR.Settings(2, 1, List.of(64, 32), 4, new SwinUNETR.Stages(
            List.of(2, 1, 1, 1), List.of(2, 2, 4, 4), 3, 2, PatchMerging.Corners.EIGHT, true));

    @TempDir
    private Path folder;

    static List<NetworkSettings> networks() {
        return List.of(UNETR_PLANE, SWIN_PLANE);
    }

    private static ModelRecipe recipe(NetworkSettings network) {
        return new ModelRecipe(network, List.of("dwi", "adc"), Preprocessing.none(), Labels.isles22());
    }

    private static Tensor drawn(Shape shape) {
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 31 % 17 / 8f - 1;
        }
        return Tensor.of(shape, values);
    }

    private Map<String, Tensor> trained(NetworkSettings network) throws IOException {
        Training training = Training.of(network, new BinaryCrossEntropy(), new AdamW(1e-3, 0)).on(BACKEND).withSeed(2);
        Shape images = Shape.of(1, 2).append(network.window().get(0), network.window().get(1));
        Tensor x = drawn(images);
        Tensor target = Tensor.of(images.with(1, 1), new float[(int) images.elements() / 2]);
        double first;
        try (Trainer trainer = training.start(images)) {
            first = trainer.step(x, target).loss();
            trainer.step(x, target);
            trainer.save(folder.resolve("run"));
        }
        try (Trainer resumed = training.resume(folder.resolve("run"))) {
            double last = resumed.step(x, target).loss();
            assertTrue(last < first, "the loss was " + first + " and is " + last);
            return resumed.weights();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void goesAllTheWay(NetworkSettings network) throws IOException {
        Map<String, Tensor> weights = trained(network);
        TrainedModel model = new TrainedModel(recipe(network), weights, Map.of());
        model.write(folder.resolve("model.zip"));
        TrainedModel read = TrainedModel.read(folder.resolve("model.zip"));
        assertEquals(model.recipe(), read.recipe());
        StateDict.toWeights(weights, Map.of()).write(folder.resolve("model.safetensors"));
        TrainedModel imported = CheckpointImport.read(folder.resolve("model.safetensors"), recipe(network));
        weights.forEach((name, tensor) -> {
            assertArrayEquals(tensor.toFloats(), read.weights().get(name).toFloats(), name);
            assertArrayEquals(tensor.toFloats(), imported.weights().get(name).toFloats(), name);
        });
        Grid grid = new Grid(40, 20, 1, Affine.diagonal(1, 1, 1));
        try (Segmenter segmenter = Segmenter.of(read, BACKEND)) {
            Segmentation found = segmenter.segment(new Volume(grid, 2, drawn(Shape.of(2, 40, 20)).toFloats()));
            assertEquals(grid, found.labels().grid());
        }
    }

    @Test
    void whatMonaiSavesGivesWhatMonaiComputes() throws IOException, InterruptedException {
        new PythonProgram(TransformerNetworksTest.class, "monai_transformers.py", List.of("einops", "monai", "torch")).run(folder);
        compare("unetr", new UNETR.Settings(2, 1, List.of(32, 48), 4, 12, 20, 3));
        compare("swinUNETR", new SwinUNETR.Settings(2, 1, List.of(64, 64), 12, new SwinUNETR.Stages(List.of(2, 2, 1, 1),
                List.of(1, 2, 3, 4), 5, 1.5, PatchMerging.Corners.EIGHT, false)));
    }

    private void compare(String name, NetworkSettings network) throws IOException {
        TrainedModel model = CheckpointImport.read(folder.resolve(name + ".pt"), recipe(network));
        Map<String, StoredTensor> sample = TorchCheckpoint.read(folder.resolve(name + "-sample.pt")).tensors();
        Tensor x = Tensor.of(Shape.of(sample.get("x").shape()), sample.get("x").floats());
        float[] expected = sample.get("y").floats();
        float largest = 0;
        for (float number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        try (Model running = model.recipe().program().on(BACKEND)) {
            assertArrayEquals(expected, running.load(model.weights()).run(x).toFloats(), 1e-5f * largest, name);
        }
    }
}
