package dev.factorizer.backend.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.WarmupCosine;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import dev.factorizer.reference.ReferenceBackendProvider;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The same training as on the reference backend, in double precision, step by step; both draw the same weights. */
class KernelsTrainingTest {
    private static final int STEPS = 20;
    private static final double RELATIVE = 1e-4;
    private static final Shape IMAGES = Shape.of(2, 2, 16, 16, 16);
    private static final Factorizer.Settings SMALL =
            Factorizer.Settings.swin(2, 1, List.of(16, 16, 16), List.of(8, 16)).withDropout(0.1);

    /** Noise with a bright corner in the first channel, and where the corner is. */
    private static Tensor[] corners(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int voxels = (int) IMAGES.spatial().elements();
        float[] images = new float[(int) IMAGES.elements()];
        float[] targets = new float[images.length / 2];
        for (int image = 0; image < 2; image++) {
            int size = 4 + random.nextInt(8);
            for (int i = 0; i < voxels; i++) {
                boolean inside = i / 256 < size && i / 16 % 16 < size && i % 16 < size;
                targets[image * voxels + i] = inside ? 1 : 0;
                images[2 * image * voxels + i] = (float) random.nextGaussian() * 0.3f + (inside ? 1 : 0);
                images[(2 * image + 1) * voxels + i] = (float) random.nextGaussian();
            }
        }
        return new Tensor[] {Tensor.of(IMAGES, images), Tensor.of(IMAGES.with(1, 1), targets)};
    }

    private static Trainer trainer(Backend backend) {
        return Training.of(new Factorizer(SMALL), new DiceCrossEntropy(), new AdamW(3e-3, 1e-2), new WarmupCosine(3, STEPS))
                .on(backend).withSeed(7).start(IMAGES);
    }

    @Test
    void twentyStepsAgree() {
        try (Backend reference = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
                Backend kernels = new HostProvider().open(BackendOptions.DEFAULT);
                Trainer expected = trainer(reference); Trainer found = trainer(kernels)) {
            double first = 0;
            double last = 0;
            for (int step = 0; step < STEPS; step++) {
                Tensor[] data = corners(step % 4);
                last = expected.step(data[0], data[1]).loss();
                first = step == 0 ? last : first;
                assertEquals(last, found.step(data[0], data[1]).loss(), RELATIVE * last, "loss of step " + step);
            }
            assertTrue(last < first, "it learned nothing: from " + first + " to " + last);
        }
    }
}
