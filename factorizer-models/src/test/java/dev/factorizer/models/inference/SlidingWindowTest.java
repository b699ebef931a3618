package dev.factorizer.models.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.models.GoldenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
    @ParameterizedTest
    @ValueSource(strings = {"13x9-window6x6-overlap0.5-gaussian-flips", "9x11x8-window6x6x6-overlap0.5-gaussian-flips",
        "5x9x4-window8x6x7-overlap0.5-gaussian", "5x17-window8x7-overlap0.25-constant",
        "12x6x9-window6x6x6-overlap0.625-constant"})
    void givesTheReferencesResult(String name) throws IOException {
        GoldenFile golden = GoldenFile.read(SlidingWindowTest.class, name + ".safetensors");
        SlidingWindow settings = settings(golden);
        Tensor image = Tensor.of(Shape.of(golden.shape("input.x")), golden.floats("input.x"));
        List<Integer> percents = new ArrayList<>();
        Tensor result = settings.run(image, window -> convolved(window, golden), progress -> percents.add(progress.percent()));
        assertEquals(Shape.of(golden.shape("output.y")), result.shape());
        double error = GoldenFile.error(result.toFloats(), golden.doubles("output.y"));
        assertTrue(error <= 2.5e-6, "error " + error);
        List<List<Integer>> starts = new ArrayList<>();
        for (JsonNode start : golden.config().get("starts")) {
            List<Integer> at = new ArrayList<>();
            start.forEach(number -> at.add(number.intValue()));
            starts.add(at);
        }
        assertEquals(starts, settings.starts(image.shape().spatial()).stream().map(SlidingWindowTest::list).toList());
        assertEquals(starts.size() * settings.flips().size() * image.shape().size(0), percents.size());
        assertEquals(100, percents.getLast());
    }

    private static List<Integer> list(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static SlidingWindow settings(GoldenFile golden) {
        JsonNode config = golden.config();
        List<Double> overlap = new ArrayList<>();
        config.get("overlap").forEach(share -> overlap.add(share.doubleValue()));
        List<List<Integer>> flips = new ArrayList<>();
        for (JsonNode axes : config.get("flips")) {
            List<Integer> flip = new ArrayList<>();
            axes.forEach(axis -> flip.add(axis.intValue()));
            flips.add(flip);
        }
        return new SlidingWindow(golden.integers("window"), overlap, config.get("mode").textValue().equals("gaussian")
                ? WindowWeights.GAUSSIAN : WindowWeights.CONSTANT, config.get("sigmaScale").doubleValue(), flips);
    }

    /** The golden network: z + z²/4, z a convolution of kernel 3 with zeros around the window. */
    private static Tensor convolved(Tensor window, GoldenFile golden) {
        float[] x = window.toFloats();
        float[] weight = golden.floats("param.weight");
        float[] bias = golden.floats("param.bias");
        int[] size = window.shape().spatial().sizes();
        int volume = x.length / window.shape().size(1);
        int kernel = (int) Math.pow(3, size.length);
        float[] y = new float[bias.length * volume];
        for (int i = 0; i < y.length; i++) {
            double z = bias[i / volume];
            for (int c = 0; c < window.shape().size(1); c++) {
                for (int k = 0; k < kernel; k++) {
                    int at = neighbor(i % volume, k, size);
                    int w = (i / volume * window.shape().size(1) + c) * kernel + k;
                    z += at < 0 ? 0 : weight[w] * (double) x[c * volume + at];
                }
            }
            y[i] = (float) (z + z * z / 4);
        }
        return Tensor.of(Shape.of(1, bias.length).append(size), y);
    }

    private static int neighbor(int voxel, int tap, int[] size) {
        int at = 0;
        int stride = 1;
        for (int axis = size.length - 1; axis >= 0; axis--) {
            int place = voxel % size[axis] + tap % 3 - 1;
            if (place < 0 || place >= size[axis]) {
                return -1;
            }
            at += stride * place;
            stride *= size[axis];
            voxel /= size[axis];
            tap /= 3;
        }
        return at;
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights-5x8x4", "weights-6x6x6"})
    void weightsAreTheReferences(String name) throws IOException {
        GoldenFile golden = GoldenFile.read(SlidingWindowTest.class, name + ".safetensors");
        double error = GoldenFile.error(SlidingWindow.gaussian(golden.integers("window")).weights(),
                golden.doubles("output.weights"));
        assertTrue(error <= 1e-7, "error " + error);
    }

    @Test
    void windowsOfTheIdentityGiveTheImageBack() {
        float[] voxels = new float[2 * 3 * 11 * 7];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i % 97 - 40;
        }
        Tensor image = Tensor.of(Shape.of(2, 3, 11, 7), voxels);
        SlidingWindow settings = new SlidingWindow(List.of(4, 9), List.of(0.5, 0.25), WindowWeights.GAUSSIAN, 0.125,
                List.of(List.of(), List.of(0), List.of(1), List.of(0, 1)));
        assertArrayEquals(voxels, settings.run(image, window -> Tensor.of(window.shape(), window.toFloats())).toFloats(),
                2e-5f);
    }

    @Test
    void windowsOfAnySizeCoverEveryVoxel() {
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int rank = 1 + random.nextInt(3);
            List<Integer> window = new ArrayList<>();
            List<Double> overlap = new ArrayList<>();
            int[] sizes = new int[rank];
            for (int axis = 0; axis < rank; axis++) {
                window.add(1 + random.nextInt(8));
                overlap.add(random.nextInt(100) / 100.0);
                sizes[axis] = 1 + random.nextInt(13);
            }
            List<Integer> flip = IntStream.range(0, rank).filter(axis -> random.nextBoolean()).boxed().toList();
            SlidingWindow settings = new SlidingWindow(window, overlap, random.nextBoolean() ? WindowWeights.GAUSSIAN
                    : WindowWeights.CONSTANT, 0.125, List.of(flip));
            Shape shape = Shape.of(1 + random.nextInt(2), 2).append(sizes);
            float[] voxels = new float[(int) shape.elements()];
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = random.nextInt(2001) - 1000;
            }
            float[] found = settings.run(Tensor.of(shape, voxels), cut -> Tensor.of(cut.shape(), cut.toFloats())).toFloats();
            assertArrayEquals(voxels, found, 0.01f, "seed " + seed + ": " + settings + " over " + shape);
        }
    }

    @Test
    void mistakesAreNamed() {
        Tensor image = Tensor.of(Shape.of(1, 1, 4, 4), new float[16]);
        SlidingWindow settings = SlidingWindow.gaussian(List.of(2, 2));
        assertEquals("sliding window: the network's result has shape 1×1×2×3, expected 1×channels and the window 2×2",
                assertThrows(ShapeException.class, () -> settings.run(image,
                        window -> Tensor.of(Shape.of(1, 1, 2, 3), new float[6]))).getMessage());
        assertEquals("sliding window: image is float32 1×4×4, expected float32 batch×channels and 2 spatial axes of at"
                + " least 1", assertThrows(ShapeException.class, () -> settings.run(Tensor.of(Shape.of(1, 4, 4),
                        new float[16]), window -> window)).getMessage());
        assertEquals("sliding window: window [4, 0] and overlap [0.5, 0.5], expected 1 to 3 sizes of at least 1 and for each"
                + " a share of at least 0 and below 1", assertThrows(IllegalArgumentException.class,
                        () -> SlidingWindow.gaussian(List.of(4, 0))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new SlidingWindow(List.of(4), List.of(1.0),
                WindowWeights.CONSTANT, 0.125, List.of(List.of())));
        assertThrows(IllegalArgumentException.class, () -> new SlidingWindow(List.of(4), List.of(0.5),
                WindowWeights.CONSTANT, 0, List.of(List.of())));
        assertThrows(IllegalArgumentException.class, () -> new SlidingWindow(List.of(4), List.of(0.5),
                WindowWeights.CONSTANT, 0.125, List.of(List.of(1))));
    }
}
