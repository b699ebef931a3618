package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.transforms.ResampleToSpacing.Content;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** What scikit-image and SciPy make of the same images by nnU-Net's rules; {@code nnunet_preprocessing.py} wrote {@code nnunet.json}. */
class NnunetPreprocessingTest {
    private static final String SCRIPT = "nnunet_preprocessing.py";
    private static final String RECORDED = "nnunet.json";
    /** In place of a label where rounding decides. */
    private static final double TIE = -1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static JsonNode recorded() throws IOException {
        try (InputStream in = NnunetPreprocessingTest.class.getResourceAsStream(RECORDED)) {
            return JSON.readTree(in);
        }
    }

    static Stream<JsonNode> resampling() throws IOException {
        return StreamSupport.stream(recorded().get("resampling").spliterator(), false);
    }

    static Stream<JsonNode> normalization() throws IOException {
        return StreamSupport.stream(recorded().get("normalization").spliterator(), false);
    }

    private static List<Double> numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::doubleValue).toList();
    }

    private static Grid grid(JsonNode size, List<Double> spacing) {
        return new Grid(size.get(0).intValue(), size.get(1).intValue(), size.get(2).intValue(),
                Affine.diagonal(spacing.get(0), spacing.get(1), spacing.get(2)));
    }

    /** Numbers without order, the script's own. */
    private static Volume drawn(Grid grid, int channels) {
        float[] voxels = new float[grid.values(channels)];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (float) ((i * 7919L + 104729) % 1009 / 100.0 - 3);
        }
        return new Volume(grid, channels, voxels);
    }

    private static Volume labels(Grid grid) {
        float[] voxels = new float[grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i / 3 * (i / 7) % 4;
        }
        return new Volume(grid, 1, voxels);
    }

    private static void compare(JsonNode expected, Volume found, double tolerance) {
        List<Double> values = numbers(expected);
        assertEquals(values.size(), found.voxels().length);
        int ties = 0;
        for (int i = 0; i < values.size(); i++) {
            boolean tie = tolerance == 0 && values.get(i) == TIE;
            ties += tie ? 1 : 0;
            assertEquals(tie ? found.voxels()[i] : values.get(i), found.voxels()[i], tolerance, "value " + i);
        }
        assertTrue(ties < values.size() / 5, ties + " ties of " + values.size());
    }

    @ParameterizedTest
    @MethodSource("resampling")
    void resamplingIsThatOfScikitImage(JsonNode example) {
        Content content = Content.valueOf(example.get("content").textValue());
        Grid grid = grid(example.get("size"), numbers(example.get("spacing")));
        Volume image = content == Content.LABELS ? labels(grid) : drawn(grid, 2);
        List<Double> spacing = numbers(example.get("newSpacing"));
        Volume found = new ResampleToSpacing(spacing, content).apply(image);
        assertEquals(numbers(example.get("newSize")), IntStream.of(found.grid().sizes()).mapToObj(Double::valueOf).toList());
        compare(example.get("values"), found, content == Content.LABELS ? 0 : 5e-6);
        for (int axis = 0; axis < 3; axis++) {
            double edge = grid.affine().apply(-0.5, -0.5, -0.5)[axis];
            assertEquals(edge, found.grid().affine().apply(-0.5, -0.5, -0.5)[axis], 1e-12, "both begin at the same border");
            assertEquals(grid.spacing()[axis] * grid.size(axis), found.grid().spacing()[axis] * found.grid().size(axis), 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("normalization")
    void normalizationIsThatOfNumPy(JsonNode example) {
        Grid grid = grid(example.get("size"), List.of(1.0, 1.0, 1.0));
        ChannelNormalization scheme = switch (example.get("name").textValue()) {
            case "zScore" -> new ChannelNormalization.ZScore(false);
            case "zScoreInside" -> new ChannelNormalization.ZScore(true);
            case "ct" -> new ChannelNormalization.Ct(-1.5, 4.25, 0.75, 1.625);
            default -> new ChannelNormalization.RescaleToOne();
        };
        compare(example.get("values"), new NormalizeChannels(List.of(scheme, scheme)).apply(holed(grid)), 2e-6);
    }

    /** Zeros around a box with a hole. */
    private static Volume holed(Grid grid) {
        float[] voxels = drawn(grid, 2).voxels();
        for (int i = 0; i < voxels.length; i++) {
            int z = i % grid.z();
            int y = i / grid.z() % grid.y();
            int x = i / grid.z() / grid.y() % grid.x();
            boolean hole = (x == 3 || x == 4) && (y == 2 || y == 3) && z == 2;
            voxels[i] = x == 0 || y >= grid.y() - 2 || hole ? 0 : voxels[i];
        }
        return new Volume(grid, 2, voxels);
    }

    @Test
    void theRecordedValuesAreWhatPythonMakes(@TempDir Path folder) throws IOException, InterruptedException {
        if (python(folder, "-c", "import numpy, scipy, skimage") != 0) {
            throw new TestAbortedException("this Python has no numpy, scipy and skimage; set PYTHON to one that has");
        }
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = NnunetPreprocessingTest.class.getResourceAsStream(SCRIPT)) {
            Files.copy(in, script);
        }
        assertEquals(0, python(folder, script.toString(), folder.toString()), () -> output(folder));
        JsonNode made = JSON.readTree(folder.resolve(RECORDED).toFile());
        for (String part : List.of("resampling", "normalization")) {
            assertEquals(recorded().get(part).size(), made.get(part).size());
            for (int i = 0; i < made.get(part).size(); i++) {
                double[] expected = numbers(made.get(part).get(i).get("values")).stream().mapToDouble(Double::doubleValue).toArray();
                assertArrayEquals(expected, numbers(recorded().get(part).get(i).get("values")).stream()
                        .mapToDouble(Double::doubleValue).toArray(), 1e-6, part + " " + i);
            }
        }
    }

    private static String output(Path folder) {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int python(Path folder, String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault("PYTHON", "python3");
        List<String> line = new ArrayList<>(List.of(python));
        line.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set PYTHON to one that has scikit-image", e);
        }
    }

    /** A whole case: what comes back lies where the scan is, and labels go where their image goes. */
    @Test
    void aCaseGoesThereAndBack() {
        Affine oblique = Affine.of(0.1, 0.9, 0.05, -20, -1.1, 0.1, 0.2, 10, -0.05, 0.02, 2.4, -7, 0, 0, 0, 1);
        Grid grid = new Grid(24, 28, 16, oblique);
        float[] voxels = new float[grid.voxels()];
        float[] truth = new float[grid.voxels()];
        int at = 0;
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                for (int z = 0; z < grid.z(); z++) {
                    double distance = Math.hypot(Math.hypot((x - 12) / 9.0, (y - 13) / 11.0), (z - 8) / 6.0);
                    voxels[at] = distance < 1 ? (float) (1 + Math.sin(x + 2 * y)) : 0;
                    truth[at++] = distance < 0.5 ? 2 : distance < 0.8 ? 1 : 0;
                }
            }
        }
        Volume scan = new Volume(grid, 1, voxels);
        Composed done = Compose.nnunet(List.of(2, 0, 1), List.of(new ChannelNormalization.ZScore(true)), List.of(1.5, 0.8, 1.0))
                .apply(scan);
        Volume labels = done.labels(new Volume(grid, 1, truth));
        assertTrue(labels.grid().isNear(done.volume().grid(), 1e-12));
        Volume back = done.invert(new SplitRegions(List.of(Set.of(1, 2))).apply(labels));
        assertEquals(grid, back.grid());
        int both = 0;
        int sum = 0;
        for (int i = 0; i < truth.length; i++) {
            both += truth[i] > 0 && back.voxels()[i] >= 0.5 ? 1 : 0;
            sum += (truth[i] > 0 ? 1 : 0) + (back.voxels()[i] >= 0.5 ? 1 : 0);
        }
        assertTrue(2.0 * both / sum > 0.97, "Dice " + 2.0 * both / sum);
        String message = assertThrows(IllegalArgumentException.class, () -> done.labels(labels)).getMessage();
        assertTrue(message.startsWith("compose: the label has "), message);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> done.invert(scan)).getMessage().startsWith("compose: the result has"));
    }

    /** Each kind of spatial transform takes labels along, on the image's own way. */
    @Test
    void labelsGoAlongEachWay() {
        Grid grid = new Grid(9, 8, 7, Affine.of(-1.1, 0.1, 0, 0, 0.1, 1.2, 0, 0, 0, 0, 1.3, 0, 0, 0, 0, 1));
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 56 > 2 && i / 7 % 8 > 1 && i % 7 < 5 ? 1 + i / 56 % 3 : 0;
        }
        Volume labels = new Volume(grid, 1, values);
        List<VolumeTransform> transforms = List.of(new CropForeground(1), new Orientation(AxisCodes.RAS),
                new ScaleIntensity(0.5), new Flip(List.of(1)), new Spacing(0.9), new SpatialPad(12),
                AffineTransform.of(List.of(0.1, 0.0, 0.2), List.of(1.0, 1.1, 0.9), Interpolation.BILINEAR),
                new SpatialCrop(List.of(1, 1, 0), List.of(10, 9, 9)), new CropToNonzero(), new Transpose(List.of(1, 2, 0)),
                new ResampleToSpacing(List.of(0.7, 1.1, 1.0), Content.IMAGE));
        Composed done = new Compose(transforms).apply(labels);
        Volume oneByOne = labels;
        for (VolumeTransform transform : transforms) {
            oneByOne = transform.apply(oneByOne);
        }
        assertEquals(oneByOne.grid(), done.volume().grid());
        assertArrayEquals(oneByOne.voxels(), done.volume().voxels());
        Volume moved = done.labels(labels);
        assertTrue(moved.grid().isNear(done.volume().grid(), 1e-9));
        for (float label : moved.voxels()) {
            assertTrue(label == 0 || label == 1 || label == 2 || label == 3, "label " + label);
        }
        assertEquals(grid, done.invert(moved).grid());
    }

    @Test
    void transposedAxesComeBack() {
        Volume image = drawn(new Grid(2, 3, 4, Affine.of(0, 2, 0, 1, 3, 0, 0, 2, 0, 0, 1, 3, 0, 0, 0, 1)), 2);
        Transpose transpose = new Transpose(List.of(2, 0, 1));
        Volume turned = transpose.apply(image);
        assertArrayEquals(new int[] {4, 2, 3}, turned.grid().sizes());
        assertEquals(image.value(1, 1, 2, 3), turned.value(1, 3, 1, 2));
        assertArrayEquals(image.grid().affine().apply(1, 2, 3), turned.grid().affine().apply(3, 1, 2));
        Volume back = transpose.invert(turned, image.grid());
        assertEquals(image.grid(), back.grid());
        assertArrayEquals(image.voxels(), back.voxels());
        assertSame(image, new Transpose(List.of(0, 1, 2)).apply(image));
        assertSame(image, new ResampleToSpacing(List.of(3.0, 2.0, 1.0), Content.IMAGE).apply(image));
        Volume zeros = new Volume(image.grid(), 1, new float[24]);
        assertSame(zeros, new CropToNonzero().apply(zeros));
        assertArrayEquals(new float[24], new NormalizeChannels(List.of(new ChannelNormalization.ZScore(true))).apply(zeros).voxels());
        assertArrayEquals(new float[24], new NormalizeChannels(List.of(new ChannelNormalization.RescaleToOne())).apply(zeros).voxels());
    }

    @Test
    void schemesGoByTheChannelsName() {
        ChannelNormalization.Ct ct = new ChannelNormalization.Ct(-100, 200, 20, 30);
        assertEquals(ct, ChannelNormalization.named("CT", Optional.of(ct), true));
        assertEquals(new ChannelNormalization.None(), ChannelNormalization.named("noNorm", Optional.empty(), true));
        assertEquals(new ChannelNormalization.RescaleToOne(), ChannelNormalization.named("Rescale_to_0_1", Optional.empty(), true));
        assertEquals(new ChannelNormalization.RgbToOne(), ChannelNormalization.named("rgb_to_0_1", Optional.empty(), true));
        assertEquals(new ChannelNormalization.ZScore(true), ChannelNormalization.named("T1", Optional.of(ct), true));
        assertEquals("normalization: channel \"ct\" requires the percentiles, mean and deviation of the data set's foreground",
                assertThrows(IllegalArgumentException.class, () -> ChannelNormalization.named("ct", Optional.empty(), false))
                        .getMessage());
        Volume colors = new Volume(new Grid(1, 1, 2, Affine.diagonal(1, 1, 1)), 1, new float[] {0, 51});
        NormalizeChannels rgb = new NormalizeChannels(List.of(new ChannelNormalization.RgbToOne()));
        assertArrayEquals(new float[] {0, 0.2f}, rgb.apply(colors).voxels());
        assertArrayEquals(new float[] {0, 51}, new NormalizeChannels(List.of(new ChannelNormalization.None())).apply(colors).voxels());
        Volume bright = colors.withVoxels(1, new float[] {0, 256});
        assertEquals("normalizeChannels: values of rgb_to_0_1 are from 0.0 to 256.0, expected 0 to 255",
                assertThrows(IllegalArgumentException.class, () -> rgb.apply(bright)).getMessage());
    }

    @Test
    void badSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Transpose(List.of(0, 1, 1)));
        assertThrows(IllegalArgumentException.class, () -> new NormalizeChannels(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new ChannelNormalization.Ct(2, 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new ChannelNormalization.Ct(0, 1, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new ChannelNormalization.Ct(0, 1, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new ChannelNormalization.Ct(0, 1, 0, Double.POSITIVE_INFINITY));
        for (double step : new double[] {0, -1, Double.NaN, 2e6}) {
            assertThrows(IllegalArgumentException.class, () -> new ResampleToSpacing(List.of(1.0, step, 1.0), Content.IMAGE));
        }
        Volume image = drawn(new Grid(2, 3, 4, Affine.diagonal(1, 1, 1)), 2);
        assertEquals("resampleToSpacing: 9.0 mm makes 0 voxels of 2 with 1.0 mm, expected at least 1 and less than 2³¹; take another"
                + " spacing", assertThrows(IllegalArgumentException.class,
                        () -> new ResampleToSpacing(List.of(9.0, 1.0, 1.0), Content.IMAGE).apply(image)).getMessage());
        for (float label : new float[] {-1, 0.5f, Float.NaN, 65536}) {
            Volume labels = new Volume(new Grid(2, 2, 1, Affine.diagonal(1, 1, 1)), 1, new float[] {0, 1, label, 1});
            assertEquals("resampleToSpacing: found the label " + label + ", expected whole numbers from 0 to 65535",
                    assertThrows(IllegalArgumentException.class, () -> new ResampleToSpacing(List.of(0.5, 1.0, 1.0), Content.LABELS)
                            .apply(labels)).getMessage());
        }
        String large = assertThrows(IllegalArgumentException.class,
                () -> new ResampleToSpacing(List.of(0.001, 0.0005, 0.01), Content.IMAGE).apply(image)).getMessage();
        assertTrue(large.contains("take a coarser spacing"), large);
        String message = assertThrows(IllegalArgumentException.class, () -> new NormalizeChannels(List.of(
                new ChannelNormalization.None())).apply(image)).getMessage();
        assertTrue(message.startsWith("normalizeChannels: the image has 2 channels, expected 1, one for each of "), message);
    }
}
