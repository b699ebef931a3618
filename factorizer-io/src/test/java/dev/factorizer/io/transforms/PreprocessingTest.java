package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessingTest {
    private static final Affine OBLIQUE = Affine.of(1.1, -0.2, 0.1, -20, 0.22, 1.2, -0.3, 10, -0.05, 0.25, 1.9, -7, 0, 0, 0,
            1);

    /** A head in zeros. */
    private static Volume scan() {
        Grid grid = new Grid(9, 11, 7, OBLIQUE);
        Random random = new Random(3);
        float[] voxels = new float[2 * grid.voxels()];
        for (int x = 2; x < 8; x++) {
            for (int y = 1; y < 9; y++) {
                for (int z = 2; z < 6; z++) {
                    int at = (x * 11 + y) * 7 + z;
                    voxels[at] = 1 + random.nextFloat();
                    voxels[grid.voxels() + at] = random.nextFloat() - 0.5f;
                }
            }
        }
        return new Volume(grid, 2, voxels);
    }

    static Stream<String> orientations() {
        List<String> codes = new ArrayList<>();
        for (String axes : List.of("RAS", "RSA", "ARS", "ASR", "SRA", "SAR")) {
            for (int flips = 0; flips < 8; flips++) {
                StringBuilder code = new StringBuilder();
                for (int axis = 0; axis < 3; axis++) {
                    char letter = axes.charAt(axis);
                    code.append((flips & 1 << axis) == 0 ? letter : "LPI".charAt("RAS".indexOf(letter)));
                }
                codes.add(code.toString());
            }
        }
        return codes.stream();
    }

    /** The same head stored in each of the 48 ways: the network sees the same, and its result lands on the same tissue. */
    @ParameterizedTest
    @MethodSource("orientations")
    void howAScanIsStoredDoesNotMatter(String code) {
        Volume usual = scan();
        Volume stored = new Orientation(new AxisCodes(code)).apply(usual);
        assertEquals(code, stored.grid().affine().axisCodes().letters());
        for (Preprocessing steps : List.of(Preprocessing.recipe(1.3, 8), Preprocessing.recipe(0.7, 30),
                Preprocessing.recipe(2.5, 5))) {
            Preprocessed expected = steps.apply(usual);
            Preprocessed found = steps.apply(stored);
            assertArrayEquals(expected.volume().voxels(), found.volume().voxels(), 2e-6f);
            assertTrue(found.volume().grid().isNear(expected.volume().grid(), 1e-9));
            Volume result = expected.volume().withVoxels(1, java.util.Arrays.copyOf(expected.volume().voxels(),
                    expected.volume().grid().voxels()));
            Volume back = found.invert(result);
            assertEquals(stored.grid(), back.grid());
            assertArrayEquals(expected.invert(result).voxels(),
                    new Orientation(AxisCodes.RAS).apply(back).voxels(), 2e-6f);
        }
    }

    @Test
    void stepsThatAreLeftOutChangeNothing() {
        Volume scan = scan();
        Preprocessed done = Preprocessing.none().apply(scan);
        assertSame(scan, done.volume());
        assertArrayEquals(scan.voxels(), done.invert(scan).voxels());
        Volume same = new Volume(new Grid(2, 2, 2, Affine.diagonal(1, 1, 1)), 1, new float[8]);
        assertSame(same, new Spacing(1).apply(same));
        assertSame(same, new Orientation(AxisCodes.RAS).apply(same));
        assertSame(same, new SpatialPad(2).apply(same));
    }

    @Test
    void theSubjectsHeaderComesBackWithTheResult() throws IOException {
        Volume scan = Volumes.read(GoldenFiles.path("io/left.nii"));
        Preprocessed done = Preprocessing.isles22().apply(scan);
        assertArrayEquals(new int[] {64, 64, 64}, done.volume().grid().sizes());
        assertEquals("RAS", done.volume().grid().affine().axisCodes().letters());
        assertTrue(done.volume().header().isEmpty());
        Volume back = done.invert(done.volume());
        assertEquals(scan.header(), back.header());
        assertEquals(scan.grid(), back.grid());
    }

    /** nnU-Net's steps in a recipe do what they do one after the other, and what comes back part by part is their own way back. */
    @ParameterizedTest
    @MethodSource("spacings")
    void stepsOfNnunet(List<Double> spacing) {
        NormalizeChannels normalization = new NormalizeChannels(List.of(new ChannelNormalization.Ct(0.2, 1.8, 1.1, 0.4),
                new ChannelNormalization.ZScore(true)));
        ResampleToSpacing resampling = new ResampleToSpacing(spacing, ResampleToSpacing.Content.IMAGE);
        Preprocessing steps = new Preprocessing(Optional.of(new CropToNonzero()), Optional.of(new Orientation(AxisCodes.RAS)),
                Optional.of(normalization), Optional.of(resampling), Optional.empty());
        Volume scan = new Orientation(new AxisCodes("SPL")).apply(scan());
        float[] before = scan.voxels().clone();
        Preprocessed found = steps.apply(scan);
        assertArrayEquals(before, scan.voxels());
        Volume cropped = new CropToNonzero().apply(scan);
        Volume turned = new Orientation(AxisCodes.RAS).apply(cropped);
        Volume expected = resampling.apply(normalization.apply(turned));
        assertArrayEquals(expected.voxels(), found.volume().voxels());
        assertEquals(expected.grid(), found.volume().grid());

        Volume result = expected.withVoxels(1, java.util.Arrays.copyOf(expected.voxels(), expected.grid().voxels()));
        Volume way = new CropToNonzero().invert(new Orientation(AxisCodes.RAS).invert(resampling.invert(result, turned.grid()),
                cropped.grid()), scan.grid());
        assertArrayEquals(way.voxels(), found.invert(result).voxels(), 1e-6f);

        Volume labels = scan.withVoxels(1, new float[scan.grid().voxels()]);
        for (int i = 0; i < labels.voxels().length; i++) {
            labels.voxels()[i] = scan.voxels()[i] > 1.5 ? 3 : scan.voxels()[i] > 0 ? 1 : 0;
        }
        Volume brought = new Orientation(AxisCodes.RAS).apply(Box.between(scan.grid(), cropped.grid()).cut(labels, cropped.grid()));
        assertArrayEquals(new ResampleToSpacing(spacing, ResampleToSpacing.Content.LABELS).apply(brought).voxels(),
                found.bringLabel(labels).voxels());
    }

    /** Finer, coarser, and with slices on their own. */
    static List<List<Double>> spacings() {
        return List.of(List.of(0.8, 0.9, 1.3), List.of(2.0, 1.7, 3.0), List.of(1.0, 1.0, 5.0), List.of(0.4, 0.5, 1.9));
    }

    @Test
    void onlyIntensitiesAreResampled() {
        assertEquals("preprocessing: resampleToSpacing is for LABELS, expected IMAGE; labels and results are brought along by what they are",
                assertThrows(IllegalArgumentException.class, () -> new Preprocessing(Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(new ResampleToSpacing(List.of(1.0, 1.0, 1.0), ResampleToSpacing.Content.LABELS)),
                        Optional.empty())).getMessage());
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        Volume empty = new Volume(new Grid(3, 3, 3, OBLIQUE), 1, new float[27]);
        var nothing = assertThrows(IllegalArgumentException.class, () -> Preprocessing.isles22().apply(empty));
        assertTrue(nothing.getMessage().contains("no value above 0"), nothing.getMessage());
        Preprocessed done = Preprocessing.isles22().apply(scan());
        var other = assertThrows(IllegalArgumentException.class, () -> done.invert(empty));
        assertTrue(other.getMessage().contains("result has 3×3×3 voxels"), other.getMessage());
        var large = assertThrows(IllegalArgumentException.class, () -> new Spacing(0.001).apply(scan()));
        assertTrue(large.getMessage().contains("coarser spacing"), large.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Spacing(1e-12).apply(scan()));
        Volume many = new Volume(new Grid(1, 1, 1, Affine.diagonal(1, 1, 1)), 4, new float[4]);
        var channels = assertThrows(IllegalArgumentException.class, () -> new SpatialPad(1000).apply(many));
        assertTrue(channels.getMessage().contains("4 channels of 1000×1000×1000"), channels.getMessage());
    }

    @Test
    void settingsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new Spacing(0));
        assertThrows(IllegalArgumentException.class, () -> new Spacing(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Spacing(List.of(1.0), Interpolation.NEAREST, true));
        for (double step : new double[] {1e300, 1.1e6, Double.POSITIVE_INFINITY}) {
            assertEquals("spacing: found [" + step + ", " + step + ", " + step + "], expected three distances above 0 mm and of at"
                    + " most 1000000.0 mm", assertThrows(IllegalArgumentException.class, () -> new Spacing(step)).getMessage());
        }
        for (double step : new double[] {0, -1, Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertEquals("spacing: found [" + step + ", " + step + ", " + step + "], expected three distances above 0 mm",
                    assertThrows(IllegalArgumentException.class, () -> new Spacing(step)).getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new SpatialPad(0));
        assertThrows(IllegalArgumentException.class, () -> new CropForeground(-1));
        assertThrows(IllegalArgumentException.class, () -> new MergeRegions(0.5, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new MergeRegions(0.5, List.of(0)));
        assertThrows(IllegalArgumentException.class, () -> new MergeRegions(0.5, List.of(1, 2), List.of(0, 0)));
        assertThrows(IllegalArgumentException.class, () -> new SplitRegions(List.of()));
    }

    @Test
    void publishedRecipes() {
        Preprocessing brats = Preprocessing.brats23();
        assertEquals(Optional.of(new CropForeground(List.of(10, 10, 10), true)), brats.crop());
        assertEquals(Optional.of(new Spacing(List.of(1.0, 1.0, 1.0), Interpolation.BILINEAR, true)), brats.spacing());
        assertEquals(Optional.of(new SpatialPad(List.of(128, 128, 128))), brats.spatialPad());
        Preprocessing isles = Preprocessing.isles22();
        assertEquals(Optional.of(new Spacing(List.of(2.0, 2.0, 2.0), Interpolation.BILINEAR, true)), isles.spacing());
        assertEquals(Optional.of(new SpatialPad(List.of(64, 64, 64))), isles.spatialPad());
        assertEquals(Optional.of(new NormalizeIntensity(true, true)), isles.normalization());
        assertEquals(Optional.of(new Orientation(AxisCodes.RAS)), isles.orientation());
    }

    @Test
    void theFirstOfTheOrderWins() {
        Grid grid = new Grid(1, 1, 4, Affine.diagonal(1, 1, 1));
        Volume probabilities = new Volume(grid, 2, new float[] {0.5f, 0.4f, 0.9f, 0, 0.5f, 0.6f, 0.1f, 0.49f});
        assertArrayEquals(new float[] {7, 3, 7, 0}, new MergeRegions(0.5, List.of(7, 3)).apply(probabilities).voxels());
        assertArrayEquals(new float[] {3, 3, 7, 0},
                new MergeRegions(0.5, List.of(7, 3), List.of(1, 0)).apply(probabilities).voxels());
        Volume regions = new SplitRegions(List.of(Set.of(7), Set.of(7, 3)))
                .apply(new Volume(grid, 1, new float[] {7, 3, 1, 7.5f}));
        assertArrayEquals(new float[] {1, 0, 0, 0, 1, 1, 0, 0}, regions.voxels());
    }
}
