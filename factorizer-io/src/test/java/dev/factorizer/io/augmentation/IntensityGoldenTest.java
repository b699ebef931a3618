package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.transforms.AffineTransform;
import dev.factorizer.io.transforms.Flip;
import dev.factorizer.io.transforms.GaussianSmooth;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.transforms.Interpolation;
import dev.factorizer.io.transforms.ScaleIntensity;
import dev.factorizer.io.transforms.ShiftIntensity;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What changes values, held against MONAI and PyTorch; {@code monai_values.py} beside the values made them. */
class IntensityGoldenTest {
    private static final Grid GRID = new Grid(9, 8, 7, Affine.diagonal(1, 1, 1));
    private static final Map<String, IntensityTransform> TRANSFORMS = Map.of(
            "adjustContrast", new AdjustContrast(0.8, false, false),
            "adjustContrast-invert", new AdjustContrast(1.4, true, false),
            "adjustContrast-retain", new AdjustContrast(1.3, false, true),
            "adjustContrast-invert-retain", new AdjustContrast(0.7, true, true),
            "scaleContrast-0.75", new ScaleContrast(0.75),
            "scaleContrast-1.25", new ScaleContrast(1.25),
            "gaussianBlur", new GaussianBlur(List.of(0.5, 0.8, 1.0)),
            "lowResolution-0.5", new SimulateLowResolution(0.5),
            "lowResolution-0.66", new SimulateLowResolution(0.66),
            "lowResolution-0.9", new SimulateLowResolution(0.9));

    private static List<String> names() {
        return TRANSFORMS.keySet().stream().sorted().toList();
    }

    private static Volume image() {
        float[] voxels = new float[2 * GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (float) (i * 7919 % 1009 / 251.0 - 1.5);
        }
        return new Volume(GRID, 2, voxels);
    }

    private static float[] golden(String name) throws IOException {
        try (InputStream in = IntensityGoldenTest.class.getResourceAsStream("monai_values.json")) {
            JsonNode values = new JsonMapper().readTree(in).required(name);
            float[] golden = new float[values.size()];
            IntStream.range(0, golden.length).forEach(i -> golden[i] = (float) values.get(i).asDouble());
            return golden;
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void valuesAreThoseOfMonaiAndPyTorch(String name) throws IOException {
        Volume image = image();
        float[] before = image.voxels().clone();
        float[] found = TRANSFORMS.get(name).apply(image).voxels();
        assertArrayEquals(golden(name), found, 4e-6f);
        assertArrayEquals(before, image.voxels(), "the image itself stays as it is");
    }

    /** The published recipe flips last; here flips are part of the one interpolation that comes first. */
    @Test
    void theRecipeIsThatOfMonaiInItsOwnOrder() throws IOException {
        Volume image = image();
        float[] label = new float[GRID.voxels()];
        for (int i = 0; i < label.length; i++) {
            label[i] = Math.max(0, (float) Math.rint(image.voxels()[i] * 1.3f));
        }
        TrainingCase source = TrainingCase.of(new Sample("a", image, new Volume(GRID, 1, label)));
        DrawnAugmentation drawn = new DrawnAugmentation(new SampleKey(0, 0, "a"), List.of(7, 6, 6), List.of(1, 2, 0),
                PatchSampling.MONAI, List.of(AffineTransform.of(List.of(0.2, -0.1, 0.26), List.of(1.2, 0.85, 1.1),
                Interpolation.BILINEAR), new Flip(List.of(0)), new Flip(List.of(2))), List.of(new GaussianSmooth(
                List.of(0.5, 0.7, 0.9)), new ScaleIntensity(-0.2), new ShiftIntensity(0.07)));
        Sample sample = drawn.apply(source);
        assertArrayEquals(golden("recipe"), sample.image().voxels(), 4e-6f);
        float[] expected = golden("recipe-label");
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Math.max(0, expected[i]), sample.label().voxels()[i], "voxel " + i);
        }
    }

    @Test
    void oneValueStaysAsItIs() {
        float[] ones = new float[GRID.voxels()];
        Arrays.fill(ones, 2.5f);
        for (IntensityTransform transform : List.of(new AdjustContrast(0.7, true, true), new AdjustContrast(2, false, false),
                new ScaleContrast(1.2), new GaussianBlur(List.of(1.0, 0.5, 0.0)), new SimulateLowResolution(0.3))) {
            assertArrayEquals(ones, transform.apply(new Volume(GRID, 1, ones)).voxels(), 1e-6f, transform.toString());
        }
    }

    @Test
    void noiseHasItsDeviationAndIsAFunctionOfThePlace() {
        Grid grid = new Grid(50, 40, 41, Affine.diagonal(1, 1, 1));
        NoiseKey key = new SampleKey(4, 2, "a").draws(3).noise();
        Volume empty = new Volume(grid, 2, new float[2 * grid.voxels()]);
        float[] own = new GaussianNoise(0.5, false, key).apply(empty).voxels();
        float[] shared = new GaussianNoise(0.5, true, key).apply(empty).voxels();
        double squares = 0;
        double sum = 0;
        double product = 0;
        for (int i = 0; i < own.length; i++) {
            squares += own[i] * own[i];
            sum += own[i];
            product += i > 0 ? own[i] * own[i - 1] : 0;
            assertEquals(shared[i], own[i % grid.voxels()], "voxel " + i);
        }
        assertEquals(0.25, squares / own.length, 0.004);
        assertEquals(0, sum / own.length, 0.005);
        assertEquals(0, product / own.length, 0.003);
        float[] again = new GaussianNoise(0.5, false, key).apply(new Volume(new Grid(5, 4, 3, Affine.diagonal(1, 1, 1)), 1,
                new float[60])).voxels();
        IntStream.range(0, again.length).forEach(i -> assertEquals(own[i], again[i]));
        float[] other = new GaussianNoise(0.5, false, new SampleKey(4, 2, "a").draws(4).noise()).apply(empty).voxels();
        assertTrue(IntStream.range(0, 100).noneMatch(i -> other[i] == own[i]));
    }

    @Test
    void channelsAreTransformedOnTheirOwn() {
        Volume image = image();
        Volume changed = new PerChannel(List.of(Optional.empty(), Optional.of(new ScaleContrast(1.2)))).apply(image);
        int count = GRID.voxels();
        Volume second = new Volume(GRID, 1, Arrays.copyOfRange(image.voxels(), count, 2 * count));
        float[] expected = new ScaleContrast(1.2).apply(second).voxels();
        for (int i = 0; i < count; i++) {
            assertEquals(image.voxels()[i], changed.voxels()[i]);
            assertEquals(expected[i], changed.voxels()[count + i]);
        }
        assertEquals("perChannel: the image has 2 channels, expected 1", assertThrows(IllegalArgumentException.class,
                () -> new PerChannel(List.of(Optional.empty())).apply(image)).getMessage());
    }
}
