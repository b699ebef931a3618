package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.WarmupCosine;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The same training as on the backend {@code jvm}, step by step, from the same weights. */
class TrainingTest {
    private static final int STEPS = 20;
    private static final double RELATIVE = 1e-4;
    /** Numbers of bfloat16 have 8 bits; a step more or less in one product changes all that comes after. */
    private static final double ROUNDED = 0.02;
    private static final Shape IMAGES = Shape.of(2, 2, 16, 16, 16);
    private static final Factorizer.Settings SMALL =
            Factorizer.Settings.swin(2, 1, List.of(16, 16, 16), List.of(8, 16)).withDropout(0.1);

    /** Noise with a bright cube in the first channel, and where the cube is. */
    private static Tensor[] cubes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] images = new float[(int) IMAGES.elements()];
        float[] targets = new float[images.length / 2];
        int voxels = 16 * 16 * 16;
        for (int image = 0; image < 2; image++) {
            int corner = random.nextInt(8);
            for (int i = 0; i < voxels; i++) {
                boolean inside = i / 256 - corner >>> 3 == 0 && i / 16 % 16 - corner >>> 3 == 0 && i % 16 - corner >>> 3 == 0;
                targets[image * voxels + i] = inside ? 1 : 0;
                images[2 * image * voxels + i] = (float) random.nextGaussian() * 0.3f + (inside ? 1 : 0);
                images[(2 * image + 1) * voxels + i] = (float) random.nextGaussian();
            }
        }
        return new Tensor[] {Tensor.of(IMAGES, images), Tensor.of(IMAGES.with(1, 1), targets)};
    }

    private static Trainer trainer(Backend backend) {
        return trainer(backend, MatmulPrecision.FLOAT32);
    }

    private static Trainer trainer(Backend backend, MatmulPrecision products) {
        return Training.of(new Factorizer(SMALL), new DiceCrossEntropy(), new AdamW(3e-3, 1e-2), new WarmupCosine(3, STEPS))
                .on(backend).withOptions(CompileOptions.DEFAULT.withMatmulPrecision(products)).withSeed(7).start(IMAGES);
    }

    private static void agree(BackendProvider provider, MatmulPrecision products, double relative) {
        try (Backend jvm = Backends.named("jvm"); Backend djl = provider.open(BackendOptions.DEFAULT);
                Trainer expected = trainer(jvm); Trainer found = trainer(djl, products)) {
            found.load(expected.weights());
            double first = 0;
            double last = 0;
            for (int step = 0; step < STEPS; step++) {
                Tensor[] data = cubes(step % 4);
                last = expected.step(data[0], data[1]).loss();
                first = step == 0 ? last : first;
                assertEquals(last, found.step(data[0], data[1]).loss(), relative * last, "loss of step " + step);
            }
            assertTrue(last < first, "it learned nothing: from " + first + " to " + last);
            assertTrue(found.weights().values().stream().anyMatch(TrainingTest::hasAllBits), "parameters stay float32");
        }
    }

    /** Whether it holds a number that bfloat16 does not have. */
    private static boolean hasAllBits(Tensor tensor) {
        for (float number : tensor.toFloats()) {
            if ((Float.floatToRawIntBits(number) & 0xFFFF) != 0) {
                return true;
            }
        }
        return false;
    }

    @Test
    void twentyStepsAgree() {
        agree(new DjlBackendProvider(), MatmulPrecision.FLOAT32, RELATIVE);
    }

    @Test
    void productsInBfloat16LearnTheSame() {
        agree(new DjlBackendProvider(), MatmulPrecision.BFLOAT16, ROUNDED);
    }

    @Test
    void twentyStepsAgreeWithoutKernelsInJava() {
        agree(new ScriptsOnly(), MatmulPrecision.FLOAT32, RELATIVE);
    }
}
