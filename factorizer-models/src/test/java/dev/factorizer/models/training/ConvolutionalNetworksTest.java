package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.layers.InstanceNormalization;
import dev.factorizer.models.losses.BinaryCrossEntropy;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.SegResNet;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The convolutional networks from training to segmentation, with dropout and deep supervision, resumed in between. */
class ConvolutionalNetworksTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final List<Integer> SIZE = List.of(8, 4, 4);
    private static final Shape IMAGES = Shape.of(2, 1, 8, 4, 4);
    private static final int STEPS = 6;

    @TempDir
    private Path folder;

    private static Tensor[] batch() {
        SplittableRandom random = new SplittableRandom(3);
        float[] images = new float[(int) IMAGES.elements()];
        float[] targets = new float[images.length];
        for (int i = 0; i < images.length; i++) {
            targets[i] = i % 128 < 48 ? 1 : 0;
            images[i] = targets[i] + (float) (0.5 * random.nextGaussian());
        }
        return new Tensor[] {Tensor.of(IMAGES, images), Tensor.of(IMAGES, targets)};
    }

    /** Trains in one go and in two, then segments. This backend keeps more digits than a saved training has. */
    private void goesAllTheWay(NetworkSettings network, Loss loss) throws IOException {
        Training training = Training.of(network, loss, new AdamW(1e-2, 1e-3)).on(BACKEND).withSeed(5);
        Tensor[] batch = batch();
        Map<String, Tensor> weights;
        try (Trainer whole = training.start(IMAGES)) {
            double first = whole.step(batch[0], batch[1]).loss();
            double last = first;
            for (int i = 1; i < STEPS; i++) {
                if (i == 2) {
                    whole.save(folder);
                }
                last = whole.step(batch[0], batch[1]).loss();
            }
            assertTrue(last < 0.9 * first, "the loss falls from " + first + " to " + last);
            weights = whole.weights();
        }
        try (Trainer resumed = training.resume(folder)) {
            for (long i = resumed.steps(); i < STEPS; i++) {
                resumed.step(batch[0], batch[1]);
            }
            resumed.weights().forEach((name, tensor) ->
                    assertArrayEquals(weights.get(name).toFloats(), tensor.toFloats(), 1e-4f, name));
        }
        ModelRecipe recipe = new ModelRecipe(network, List.of("flair"), Preprocessing.none(), Labels.isles22());
        new TrainedModel(recipe, weights, Map.of()).write(folder.resolve("model.zip"));
        TrainedModel read = TrainedModel.read(folder.resolve("model.zip"));
        assertEquals(recipe, read.recipe());
        assertEquals(weights.keySet(), read.weights().keySet());
        Volume scan = new Volume(new Grid(10, 5, 4, Affine.diagonal(1, 1, 1)), 1, new float[200]);
        try (Segmenter segmenter = Segmenter.of(read, BACKEND)) {
            Segmentation found = segmenter.segment(scan);
            assertEquals(scan.grid(), found.labels().grid());
        }
    }

    @Test
    void dynUNetWithDeepSupervision() throws IOException {
        DynUNet.Settings settings = DynUNet.Settings.plain(1, 1, SIZE, List.of(4, 4, 6)).withDeepSupervisionHeads(1)
                .withBlocks(new DynUNet.Blocks(new InstanceNormalization(), true, 0.1));
        assertFalse(settings.sharedNames().isEmpty());
        goesAllTheWay(settings, DeepSupervision.halving(new BinaryCrossEntropy(), 2));
    }

    @Test
    void dynUNetWithBatchNormalization() throws IOException {
        goesAllTheWay(DynUNet.Settings.plain(1, 1, SIZE, List.of(4, 4, 6))
                .withBlocks(new DynUNet.Blocks(new BatchNormalization(), false, 0)), new BinaryCrossEntropy());
    }

    @Test
    void segResNet() throws IOException {
        goesAllTheWay(new SegResNet.Settings(1, 1, SIZE, 4, List.of(1, 1, 1), List.of(1, 1), 2, 0.2), new BinaryCrossEntropy());
    }
}
