package dev.factorizer.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.Schedule;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A network like the one of ISLES 2022, smaller: the same bits with any number of threads. */
class ThreadCountTest {
    private static final Shape IMAGE = Shape.of(1, 2, 16, 16, 16);
    private static final Factorizer NETWORK = new Factorizer(Factorizer.Settings.swin(2, 1, List.of(16, 16, 16),
            List.of(8, 16, 32)));

    private static Tensor numbers(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(1 << 24) * 0x1p-24f;
        }
        return Tensor.of(shape, values);
    }

    private static void sameBits(Function<Backend, float[]> work) {
        float[] expected = null;
        for (int threads : new int[] {1, 2, 3, 5}) {
            try (Backend backend = Backends.named("jvm", new BackendOptions("", threads))) {
                float[] found = work.apply(backend);
                if (expected == null) {
                    expected = found;
                }
                assertArrayEquals(expected, found, 0f, threads + " threads");
            }
        }
        for (float number : expected) {
            assertTrue(Float.isFinite(number), "a result is " + number);
        }
    }

    @Test
    void inference() {
        sameBits(backend -> {
            try (Model model = Program.trace(NETWORK, IMAGE).on(backend)) {
                return model.run(numbers(IMAGE, 1)).toFloats();
            }
        });
    }

    @Test
    void training() {
        Tensor target = numbers(IMAGE.with(1, 1), 2);
        float[] mask = target.toFloats();
        for (int i = 0; i < mask.length; i++) {
            mask[i] = mask[i] > 0.8f ? 1 : 0;
        }
        sameBits(backend -> {
            try (Trainer trainer = Training.of(NETWORK, new DiceCrossEntropy(), new AdamW(1e-3, 1e-5), Schedule.CONSTANT)
                    .on(backend).withSeed(7).start(IMAGE)) {
                float[] losses = new float[3];
                for (int step = 0; step < losses.length; step++) {
                    losses[step] = (float) trainer.step(numbers(IMAGE, step), Tensor.of(target.shape(), mask)).loss();
                }
                assertTrue(losses[2] < losses[0], "loss " + Arrays.toString(losses));
                return losses;
            }
        });
    }
}
