package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.OneCycle;
import dev.factorizer.models.optimizers.WarmupCosine;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on real kernels: what it learns, and that its bits depend on seed and data alone. */
class TrainingBitsTest extends JvmTest {
    private static final Shape IMAGES = Shape.of(2, 1, 16, 16);
    private static final Factorizer.Settings SMALL = Factorizer.Settings.swin(1, 1, List.of(16, 16), List.of(8, 16));

    /** Noise with a bright square in each image, and where the square is. */
    private static Tensor[] squares() {
        SplittableRandom random = new SplittableRandom(5);
        float[] images = new float[2 * 256];
        float[] targets = new float[2 * 256];
        for (int i = 0; i < images.length; i++) {
            int y = i / 16 % 16;
            int x = i % 16;
            boolean inside = i < 256 ? y >= 2 && y < 8 && x >= 3 && x < 9 : y >= 7 && y < 12 && x >= 9 && x < 15;
            targets[i] = inside ? 1 : 0;
            images[i] = targets[i] + (float) (0.6 * random.nextGaussian());
        }
        return new Tensor[] {Tensor.of(IMAGES, images), Tensor.of(IMAGES, targets)};
    }

    private static Training small() {
        return Training.of(new Factorizer(SMALL.withDropout(0.1)), new DiceCrossEntropy(), new AdamW(3e-3, 1e-2),
                new WarmupCosine(3, 20)).withClipping(new GradientClipping(1)).withSeed(11);
    }

    private static float[] bits(Trainer trainer) {
        int count = trainer.weights().values().stream().mapToInt(tensor -> (int) tensor.shape().elements()).sum();
        float[] all = new float[count];
        int at = 0;
        for (Tensor tensor : trainer.weights().values()) {
            float[] values = tensor.toFloats();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return all;
    }

    private static float[] run(Trainer trainer, int steps) {
        Tensor[] data = squares();
        for (int i = 0; i < steps; i++) {
            trainer.step(data[0], data[1]);
        }
        return bits(trainer);
    }

    @Test
    void aSmallFactorizerLearnsTwoCasesByHeart() {
        Tensor[] data = squares();
        try (Trainer trainer = Training.of(new Factorizer(SMALL), new DiceCrossEntropy(), new AdamW(1e-2, 1e-5),
                new OneCycle(120)).on(backend()).withSeed(3).start(IMAGES)) {
            double first = trainer.step(data[0], data[1]).loss();
            double last = first;
            while (trainer.steps() < 120) {
                last = trainer.step(data[0], data[1]).loss();
            }
            assertTrue(last < 0.1 * first, "loss " + first + " became " + last);
            try (Model model = Program.trace(new Factorizer(SMALL), IMAGES).on(backend())) {
                float[] found = model.load(trainer.weights()).run(data[0]).toFloats();
                for (int i = 0; i < found.length; i++) {
                    found[i] = found[i] >= 0 ? 1 : 0;
                }
                double score = new Dice().of(found, data[1].toFloats());
                assertTrue(score > 0.97, "Dice " + score);
            }
        }
    }

    @Test
    void theBitsDependOnSeedAndDataAlone() {
        float[] first = null;
        for (int threads = 1; threads <= 3; threads++) {
            try (Backend backend = new JvmBackendProvider().open(new BackendOptions("", threads));
                    Trainer trainer = small().on(backend).start(IMAGES)) {
                float[] found = run(trainer, 5);
                first = first == null ? found : first;
                assertArrayEquals(first, found, 0f, threads + " threads");
            }
        }
        try (Trainer again = small().on(backend()).start(IMAGES);
                Trainer other = small().withSeed(12).on(backend()).start(IMAGES)) {
            assertArrayEquals(first, run(again, 5), 0f, "a second run");
            assertTrue(!Arrays.equals(first, run(other, 5)), "another seed gives other bits");
        }
    }

    @Test
    void resumedIsAsIfNeverStopped(@TempDir Path folder) throws IOException {
        float[] uninterrupted;
        try (Trainer trainer = small().on(backend()).start(IMAGES)) {
            uninterrupted = run(trainer, 7);
        }
        try (Trainer trainer = small().on(backend()).start(IMAGES)) {
            run(trainer, 2);
            trainer.save(folder);
            run(trainer, 2);
            trainer.save(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("checkpoint-2.safetensors", "checkpoint-4.safetensors"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        try (Trainer trainer = small().on(backend()).resume(folder)) {
            assertEquals(4, trainer.steps());
            assertArrayEquals(uninterrupted, run(trainer, 3), 0f);
        }
    }
}
