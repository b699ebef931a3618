package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.layers.BlockNormalization;
import dev.factorizer.models.losses.BinaryCrossEntropy;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.Deconver;
import dev.factorizer.models.networks.DeconverBlocks;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Deconver from training to segmentation, resumed in between, and with other iterations afterwards. */
class DeconverTrainingTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final Shape IMAGES = Shape.of(2, 1, 8, 4, 4);
    private static final int STEPS = 6;
    private static final Deconver.Settings SMALL = Deconver.Settings.of(1, 1, List.of(8, 4, 4), List.of(4, 6));

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

    /** Trains in one go and in two. This backend keeps more digits than a saved training has. */
    private Map<String, Tensor> trained(Deconver.Settings network, Loss loss) throws IOException {
        Training training = Training.of(network, loss, new AdamW(1e-2, 1e-3)).on(BACKEND).withSeed(5);
        Tensor[] batch = batch();
        Path saved = Files.createTempDirectory(folder, "training");
        Map<String, Tensor> weights;
        try (Trainer whole = training.start(IMAGES)) {
            double first = whole.step(batch[0], batch[1]).loss();
            double last = first;
            for (int i = 1; i < STEPS; i++) {
                if (i == 2) {
                    whole.save(saved);
                }
                last = whole.step(batch[0], batch[1]).loss();
            }
            assertTrue(last < 0.9 * first, "the loss falls from " + first + " to " + last);
            weights = whole.weights();
        }
        try (Trainer resumed = training.resume(saved)) {
            for (long i = resumed.steps(); i < STEPS; i++) {
                resumed.step(batch[0], batch[1]);
            }
            resumed.weights().forEach((name, tensor) ->
                    assertArrayEquals(weights.get(name).toFloats(), tensor.toFloats(), 1e-4f, name));
        }
        return weights;
    }

    @Test
    void trainsBundlesAndSegmentsWithAnyIterations() throws IOException {
        Map<String, Tensor> weights = trained(SMALL, new BinaryCrossEntropy());
        ModelRecipe recipe = new ModelRecipe(SMALL, List.of("flair"), Preprocessing.none(), Labels.isles22());
        new TrainedModel(recipe, weights, Map.of()).write(folder.resolve("model.zip"));
        TrainedModel read = TrainedModel.read(folder.resolve("model.zip"));
        assertEquals(recipe, read.recipe());
        assertEquals(weights.keySet(), read.weights().keySet());
        float[] voxels = Arrays.copyOf(batch()[0].toFloats(), 200);
        Volume scan = new Volume(new Grid(10, 5, 4, Affine.diagonal(1, 1, 1)), 1, voxels);
        try (Segmenter once = Segmenter.of(read, BACKEND); Segmenter never = once.withIterations(0);
                Segmenter again = never.withIterations(1)) {
            float[] expected = probabilities(once, scan);
            assertEquals(scan.grid(), once.segment(scan).labels().grid());
            assertArrayEquals(expected, probabilities(again, scan));
            assertFalse(Arrays.equals(expected, probabilities(never, scan)));
        }
    }

    private static float[] probabilities(Segmenter segmenter, Volume scan) {
        return segmenter.segment(scan, SegmentationSettings.DEFAULT.withProbabilities(), progress -> { }).probabilities().voxels();
    }

    @Test
    void trainsWithEveryOption() throws IOException {
        trained(SMALL.withDeconvolution(SMALL.blocks().deconvolution().withGroups(2).withRatio(2).withIterations(2)
                .withUpdates(true, true)).withDeepSupervisionHeads(2), DeepSupervision.halving(new BinaryCrossEntropy(), 2));
        trained(SMALL.withBlocks(new DeconverBlocks(BlockNormalization.LAYER, SMALL.blocks().deconvolution().withIterations(2)
                .withGradientIterations(1), 2, 0.1)), new BinaryCrossEntropy());
    }
}
