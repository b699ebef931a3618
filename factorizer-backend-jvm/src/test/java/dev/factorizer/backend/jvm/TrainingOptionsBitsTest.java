package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.WarmupCosine;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several batches for a step, averages and frozen parts on real kernels: bits depend on seed and data alone. */
class TrainingOptionsBitsTest extends JvmTest {
    private static final Shape BATCH = Shape.of(1, 1, 8, 8, 8);
    private static final int BATCHES = 3;

    private static Tensor noise(long seed, Shape shape, boolean mask) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            double value = random.nextGaussian();
            values[i] = mask ? value > 0.8 ? 1 : 0 : (float) value;
        }
        return Tensor.of(shape, values);
    }

    /** With dropout: each batch of a step has random numbers of its own. */
    private static Training training() {
        return Training.of(Factorizer.Settings.swin(1, 1, List.of(8, 8, 8), List.of(8, 16)).withDropout(0.1), new DiceCrossEntropy(),
                new AdamW(3e-3, 1e-2), new WarmupCosine(3, 20)).withClipping(new GradientClipping(1)).withSeed(11).withAccumulation(BATCHES)
                .withAverage(0.9).withFrozen(List.of("stem"));
    }

    private static void steps(Trainer trainer, int until) {
        while (trainer.steps() < until) {
            long batch = trainer.batches();
            assertEquals(batch % BATCHES == BATCHES - 1,
                    trainer.accumulate(noise(batch, BATCH, false), noise(batch, BATCH, true)).isPresent());
        }
    }

    private static void same(Map<String, Tensor> expected, Map<String, Tensor> found, float tolerance, String what) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
        expected.forEach((name, tensor) -> assertArrayEquals(tensor.toFloats(), found.get(name).toFloats(), tolerance, what + " " + name));
    }

    @Test
    void theBitsDependOnSeedAndDataAloneAlsoAfterAResume(@TempDir Path folder) throws IOException {
        try (Trainer whole = training().on(backend()).start(BATCH)) {
            Map<String, Tensor> start = whole.weights();
            steps(whole, 4);
            assertTrue(Arrays.equals(start.get("stem.weight").toFloats(), whole.weights().get("stem.weight").toFloats()));
            assertTrue(!Arrays.equals(start.get("head.weight").toFloats(), whole.weights().get("head.weight").toFloats()));
            assertTrue(!Arrays.equals(whole.averagedWeights().get("head.weight").toFloats(),
                    whole.weights().get("head.weight").toFloats()));
            for (int threads = 1; threads <= 3; threads++) {
                Path saved = folder.resolve("threads" + threads);
                try (Backend backend = new JvmBackendProvider().open(new BackendOptions("", threads))) {
                    try (Trainer first = training().on(backend).start(BATCH)) {
                        steps(first, 2);
                        first.save(saved);
                    }
                    try (Trainer second = training().on(backend).resume(saved)) {
                        assertEquals(2 * BATCHES, second.batches());
                        steps(second, 4);
                        same(whole.weights(), second.weights(), 0f, threads + " threads");
                        same(whole.averagedWeights(), second.averagedWeights(), 0f, threads + " threads, average");
                    }
                }
            }
        }
    }

    @Test
    void smallBatchesAreOneLarge() {
        Training training = Training.of(DynUNet.Settings.plain(1, 1, List.of(8, 8, 8), List.of(4, 8, 8)), new DiceCrossEntropy(),
                new AdamW(1e-2, 1e-3)).withSeed(2).on(backend());
        try (Trainer large = training.start(BATCH.with(0, BATCHES)); Trainer small = training.withAccumulation(BATCHES).start(BATCH)) {
            for (int step = 0; step < 3; step++) {
                long first = 100 * step;
                double loss = large.step(joined(first, false), joined(first, true)).loss();
                double found = IntStream.range(0, BATCHES).mapToObj(i -> small.accumulate(noise(first + i, BATCH, false),
                        noise(first + i, BATCH, true))).toList().getLast().orElseThrow().loss();
                assertEquals(loss, found, 2e-5 * loss, "step " + step);
            }
            same(large.weights(), small.weights(), 1e-3f, "three steps");
            assertTrue(small.memory().arenaBytes() < large.memory().arenaBytes(), "one batch at a time is in memory");
        }
    }

    private static Tensor joined(long first, boolean mask) {
        float[] all = new float[(int) BATCH.elements() * BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            System.arraycopy(noise(first + i, BATCH, mask).toFloats(), 0, all, i * (int) BATCH.elements(), (int) BATCH.elements());
        }
        return Tensor.of(BATCH.with(0, BATCHES), all);
    }
}
