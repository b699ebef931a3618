package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.layers.InstanceNormalization;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.SegResNet;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training of convolutional networks: the same bits for any number of threads, and when it is resumed. */
class ConvolutionalTrainingBitsTest extends JvmTest {
    private static final Shape IMAGES = Shape.of(2, 1, 8, 8, 8);
    private static final List<Integer> SIZE = List.of(8, 8, 8);

    @TempDir
    private Path folder;

    private static void run(Trainer trainer, long last) {
        SplittableRandom random = new SplittableRandom(3);
        float[] images = new float[(int) IMAGES.elements()];
        float[] targets = new float[images.length];
        for (int i = 0; i < images.length; i++) {
            targets[i] = i % 512 < 200 ? 1 : 0;
            images[i] = targets[i] + (float) (0.5 * random.nextGaussian());
        }
        while (trainer.steps() < last) {
            trainer.step(Tensor.of(IMAGES, images), Tensor.of(IMAGES, targets));
        }
    }

    private static void assertSame(Map<String, Tensor> expected, Trainer found, String what) {
        assertEquals(expected.keySet(), found.weights().keySet());
        found.weights().forEach((name, tensor) ->
                assertArrayEquals(expected.get(name).toFloats(), tensor.toFloats(), 0f, what + ": " + name));
    }

    private void check(NetworkSettings network, Loss loss) throws IOException {
        Training training = Training.of(network, loss, new AdamW(1e-2, 1e-3)).withSeed(5);
        Map<String, Tensor> expected;
        try (Trainer whole = training.on(backend()).start(IMAGES)) {
            run(whole, 5);
            expected = whole.weights();
        }
        try (Trainer part = training.on(backend()).start(IMAGES)) {
            run(part, 2);
            part.save(folder);
        }
        try (Trainer resumed = training.on(backend()).resume(folder)) {
            assertEquals(2, resumed.steps());
            run(resumed, 5);
            assertSame(expected, resumed, "resumed");
        }
        for (int threads = 1; threads <= 3; threads += 2) {
            try (Backend backend = new JvmBackendProvider().open(new BackendOptions("", threads));
                    Trainer trainer = training.on(backend).start(IMAGES)) {
                run(trainer, 5);
                assertSame(expected, trainer, threads + " threads");
            }
        }
    }

    @Test
    void dynUNetWithDeepSupervision() throws IOException {
        check(DynUNet.Settings.plain(1, 1, SIZE, List.of(4, 6, 8)).withDeepSupervisionHeads(1)
                .withBlocks(new DynUNet.Blocks(new InstanceNormalization(), true, 0.1)),
                DeepSupervision.halving(new DiceCrossEntropy(), 2));
    }

    @Test
    void dynUNetWithBatchNormalization() throws IOException {
        check(DynUNet.Settings.plain(1, 1, SIZE, List.of(4, 6, 8))
                .withBlocks(new DynUNet.Blocks(new BatchNormalization(), false, 0)), new DiceCrossEntropy());
    }

    @Test
    void segResNet() throws IOException {
        check(new SegResNet.Settings(1, 1, SIZE, 8, List.of(1, 1), List.of(1), 4, 0.2), new DiceCrossEntropy());
    }
}
