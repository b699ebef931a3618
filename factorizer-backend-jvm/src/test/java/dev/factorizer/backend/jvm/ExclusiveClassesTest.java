package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Polynomial;
import dev.factorizer.models.optimizers.StochasticGradientDescent;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nnU-Net's training on label maps: from images and class numbers to a bundle whose labels are those of the map. */
class ExclusiveClassesTest extends JvmTest {
    private static final int SIZE = 16;
    private static final int STEPS = 200;
    private static final Shape IMAGES = Shape.of(2, 1, SIZE, SIZE);
    private static final Loss LOSS = DeepSupervision.nnUNet(ExclusiveClasses.nnUNet(true), 3);

    private static NetworkSettings network() {
        return NetworkKinds.installed().read("dynUNet", Map.of("inputChannels", 1, "outputChannels", 3, "spatialSize",
                List.of(SIZE, SIZE), "widths", List.of(8, 8, 16, 16), "kernels", List.of(3, 3, 3, 3), "strides", List.of(1, 2, 2, 2),
                "normalization", "instance", "affine", true, "deepSupervisionHeads", 2));
    }

    private static Training training() {
        return Training.of(network(), LOSS, StochasticGradientDescent.nnUNet(), new Polynomial(STEPS))
                .withClipping(new GradientClipping(12)).withSeed(4);
    }

    /** In each image a dark and a bright rectangle: the classes 1 and 2. */
    private static Tensor[] rectangles() {
        SplittableRandom random = new SplittableRandom(6);
        float[] images = new float[2 * SIZE * SIZE];
        float[] classes = new float[images.length];
        for (int i = 0; i < images.length; i++) {
            int y = i / SIZE % SIZE;
            int x = i % SIZE;
            boolean top = i < SIZE * SIZE ? y >= 2 && y < 7 && x >= 3 && x < 12 : y >= 3 && y < 7 && x >= 1 && x < 8;
            boolean bottom = y >= 9 && y < 14 && x >= 5 && x < 14;
            classes[i] = top ? 1 : bottom ? 2 : 0;
            images[i] = (top ? -1 : bottom ? 1 : 0) + (float) (0.3 * random.nextGaussian());
        }
        return new Tensor[] {Tensor.of(IMAGES, images), Tensor.of(IMAGES, classes)};
    }

    @Test
    void aBundleGivesTheLabelsItWasTrainedOn(@TempDir Path folder) throws IOException {
        Tensor[] data = rectangles();
        Map<String, Tensor> weights;
        try (Trainer trainer = training().on(backend()).start(IMAGES)) {
            double first = trainer.step(data[0], data[1]).loss();
            double last = first;
            while (trainer.steps() < STEPS) {
                last = trainer.step(data[0], data[1]).loss();
            }
            assertTrue(last < 0.25 * first, "loss " + first + " became " + last);
            weights = trainer.weights();
        }
        Labels labels = Labels.exclusive(List.of(new Region("background", 0), new Region("dark", 1), new Region("bright", 2)));
        Path bundle = folder.resolve("rectangles.bundle");
        new TrainedModel(new ModelRecipe(network(), List.of("image"), Preprocessing.none(), labels), weights, Map.of()).write(bundle);
        float[] image = Arrays.copyOf(data[0].toFloats(), SIZE * SIZE);
        float[] found;
        try (Segmenter segmenter = Segmenter.open(bundle, backend())) {
            found = segmenter.segment(new Volume(new Grid(SIZE, SIZE, 1, Affine.diagonal(1, 1, 1)), 1, image)).labels().voxels();
        }
        int wrong = 0;
        for (int i = 0; i < found.length; i++) {
            wrong += found[i] == data[1].toFloats()[i] ? 0 : 1;
        }
        assertTrue(wrong <= found.length / 50, wrong + " of " + found.length + " voxels have another class");
    }

    @Test
    void labelsBeyondTheClassesAreRefusedBeforeTheStep() {
        Tensor[] data = rectangles();
        try (Trainer trainer = training().on(backend()).start(IMAGES)) {
            float[] classes = data[1].toFloats();
            classes[7] = 3;
            assertEquals("exclusive classes: label map has 3.0 at element 7, expected whole numbers from 0 to 2, as the network has 3"
                    + " channels", assertThrows(IllegalArgumentException.class, () ->
                            trainer.step(data[0], Tensor.of(IMAGES, classes))).getMessage());
            assertEquals(0, trainer.steps());
        }
    }

    @Test
    void itIsResumedAsIfItNeverStopped(@TempDir Path folder) throws IOException {
        Tensor[] data = rectangles();
        float[] expected;
        try (Trainer trainer = training().on(backend()).start(IMAGES)) {
            trainer.step(data[0], data[1]);
            trainer.save(folder);
            trainer.step(data[0], data[1]);
            expected = trainer.weights().values().iterator().next().toFloats();
        }
        try (Trainer trainer = training().on(backend()).resume(folder)) {
            trainer.step(data[0], data[1]);
            assertArrayEquals(expected, trainer.weights().values().iterator().next().toFloats(), 0f);
        }
    }
}
