package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What golden values don't say: borders, inverses, refusals. */
class TransformsTest {
    private static final Affine OBLIQUE = Affine.of(1.1, -0.2, 0.1, -20, 0.22, 1.2, -0.3, 10, -0.05, 0.25, 1.9, -7, 0, 0, 0, 1);

    private static Volume image(int x, int y, int z) {
        Grid grid = new Grid(x, y, z, OBLIQUE);
        SplittableRandom random = new SplittableRandom(x);
        float[] voxels = new float[2 * grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (float) random.nextDouble(-1, 1);
        }
        return new Volume(grid, 2, voxels);
    }

    /** Each voxel is where it was in the world, with the value it had. */
    @Test
    void voxelsStayWhereTheyAreInTheWorld() {
        Volume image = image(4, 5, 6);
        for (SpatialTransform transform : List.of(new Flip(List.of(1)), new Flip(List.of(2, 0, 1)),
                new SpatialCrop(List.of(1, 0, 2), List.of(9, 3, 2)), new SpatialPad(7))) {
            Volume moved = transform.apply(image);
            Affine way = image.grid().affine().inverse().multiply(moved.grid().affine());
            int inside = 0;
            for (int x = 0; x < moved.grid().x(); x++) {
                for (int y = 0; y < moved.grid().y(); y++) {
                    for (int z = 0; z < moved.grid().z(); z++) {
                        double[] at = way.apply(x, y, z);
                        int[] from = {(int) Math.rint(at[0]), (int) Math.rint(at[1]), (int) Math.rint(at[2])};
                        if (from[0] >= 0 && from[0] < 4 && from[1] >= 0 && from[1] < 5 && from[2] >= 0 && from[2] < 6) {
                            assertEquals(image.value(1, from[0], from[1], from[2]), moved.value(1, x, y, z), transform.toString());
                            inside++;
                        }
                    }
                }
            }
            assertEquals(transform instanceof SpatialCrop ? 3 * 3 * 2 : image.grid().voxels(), inside, transform.toString());
        }
    }

    @Test
    void flipsAndCropsComeBack() {
        Volume image = image(4, 5, 6);
        Flip flip = new Flip(List.of(0, 2));
        Volume back = flip.invert(flip.apply(image), image.grid());
        assertEquals(image.grid(), back.grid());
        assertArrayEquals(image.voxels(), back.voxels());
        assertSame(image, new Flip(List.of()).apply(image));
        SpatialCrop crop = new SpatialCrop(List.of(1, 1, 1), List.of(2, 2, 2));
        Volume box = crop.invert(crop.apply(image), image.grid());
        assertEquals(image.grid(), box.grid());
        assertEquals(image.value(0, 2, 2, 2), box.value(0, 2, 2, 2));
        assertEquals(0, box.value(0, 3, 2, 2));
        assertSame(image, new SpatialCrop(List.of(0, 0, 0), List.of(4, 50, 6)).apply(image));
    }

    /** A turn of a cube by π is two flips. */
    @Test
    void aTurnByPiIsTwoFlips() {
        Volume image = image(5, 5, 5);
        AffineTransform turn = AffineTransform.of(List.of(0.0, 0.0, Math.PI), List.of(1.0, 1.0, 1.0), Interpolation.BILINEAR);
        Volume turned = turn.apply(image);
        Volume flipped = new Flip(List.of(0, 1)).apply(image);
        assertArrayEquals(flipped.voxels(), turned.voxels(), 1e-6f);
        assertTrue(turned.grid().isNear(flipped.grid(), 1e-12));
        assertArrayEquals(image.voxels(), turn.invert(turned, image.grid()).voxels(), 1e-6f);
    }

    /** A translation is in voxels of the image, and what is linear comes back inside. */
    @Test
    void anAffineTransformMovesAndComesBack() {
        Grid grid = new Grid(9, 8, 7, OBLIQUE);
        float[] plane = new float[grid.voxels()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = i / 56 + 0.5f * (i / 7 % 8) - 0.25f * (i % 7);
        }
        Volume image = new Volume(grid, 1, plane);
        AffineTransform moved = new AffineTransform(Affine.diagonal(1, 1, 1).at(2, 0, -1), Optional.of(List.of(9, 8, 7)),
                Interpolation.BILINEAR);
        assertEquals(image.value(0, 5, 4, 2), moved.apply(image).value(0, 3, 4, 3), 1e-6);
        AffineTransform turned = AffineTransform.of(List.of(0.1, 0.2, -0.15), List.of(0.9, 1.1, 1.05), Interpolation.BILINEAR)
                .withSize(List.of(21, 20, 19));
        Volume there = turned.apply(image);
        Volume back = turned.invert(there, grid);
        assertEquals(grid, back.grid());
        for (int x = 2; x < 7; x++) {
            for (int y = 2; y < 6; y++) {
                for (int z = 2; z < 5; z++) {
                    assertEquals(image.value(0, x, y, z), back.value(0, x, y, z), 1e-5f);
                }
            }
        }
    }

    /** The kernel's sum is what an image of ones keeps inside; at the border half the kernel sees zeros. */
    @Test
    void smoothingDarkensTheBorder() {
        Grid grid = new Grid(15, 15, 15, OBLIQUE);
        float[] ones = new float[grid.voxels()];
        Arrays.fill(ones, 1);
        Volume smooth = new GaussianSmooth(1).apply(new Volume(grid, 1, ones));
        assertEquals(1, smooth.value(0, 7, 7, 7), 1e-4);
        assertEquals(0.5 + 0.5 * 0.3829249, smooth.value(0, 0, 7, 7), 1e-4);
        Volume image = image(3, 4, 5);
        assertArrayEquals(image.voxels(), new GaussianSmooth(0).apply(image).voxels());
        assertEquals(1, new GaussianSmooth(1000).apply(image).grid().voxels() / 60);
    }

    @Test
    void theErrorFunctionIsExact() {
        double[][] known = {{0, 0}, {0.1, 0.1124629160182849}, {0.5, 0.5204998778130465}, {1, 0.8427007929497149},
            {2, 0.9953222650189527}, {3.5, 0.9999992569016276}, {-1, -0.8427007929497149}, {7, 1}, {-40, -1},
            {Double.POSITIVE_INFINITY, 1}};
        for (double[] pair : known) {
            assertEquals(pair[1], ErrorFunction.erf(pair[0]), 2e-15, "erf(" + pair[0] + ")");
        }
    }

    /** Without this, a result of another scan would be written where it doesn't belong. */
    @Test
    void nothingComesBackOntoAGridThatItDoesNotComeFrom() {
        Volume image = image(4, 5, 6);
        Grid moved = new Grid(4, 5, 6, OBLIQUE.at(-20, 13, -7));
        Grid longer = new Grid(5, 5, 6, OBLIQUE);
        Map<String, SpatialTransform> transforms = Map.of("flip", new Flip(List.of(0)), "transpose", new Transpose(List.of(0, 2, 1)),
                "orientation", new Orientation(new AxisCodes("LPI")), "resampleToSpacing",
                new ResampleToSpacing(List.of(1.0, 1.0, 2.5), ResampleToSpacing.Content.IMAGE));
        transforms.forEach((name, transform) -> {
            Volume result = transform.apply(image);
            assertEquals(image.grid(), transform.invert(result, image.grid()).grid());
            for (Grid wrong : List.of(moved, longer)) {
                String message = assertThrows(IllegalArgumentException.class, () -> transform.invert(result, wrong)).getMessage();
                assertTrue(message.startsWith(name + ": the result has ")
                        && message.endsWith(": it doesn't come from the original grid"), message);
            }
        });
    }

    static Stream<List<Object>> refused() {
        Volume image = image(4, 5, 6);
        return Stream.of(
                List.of("flip: axes are [3], expected some of 0, 1, 2, none twice", run(() -> new Flip(List.of(3)))),
                List.of("flip: axes are [0, 0], expected some of 0, 1, 2, none twice", run(() -> new Flip(List.of(0, 0)))),
                List.of("spatialCrop: start is [-1, 0, 0], expected three indices of at least 0",
                        run(() -> new SpatialCrop(List.of(-1, 0, 0), List.of(1, 1, 1)))),
                List.of("spatialCrop: size is [1, 0, 1], expected three sizes of at least 1",
                        run(() -> new SpatialCrop(List.of(0, 0, 0), List.of(1, 0, 1)))),
                List.of("spatialCrop: the box starts at [0, 5, 0], outside the image of 4×5×6 voxels",
                        run(() -> new SpatialCrop(List.of(0, 5, 0), List.of(1, 1, 1)).apply(image))),
                List.of("spatialCrop: center is [1, 1], size [1, 1, 1], expected three numbers each",
                        run(() -> SpatialCrop.around(List.of(1, 1), List.of(1, 1, 1)))),
                List.of("affineTransform: size is [0, 1, 1], expected three sizes of at least 1",
                        run(() -> AffineTransform.of(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), Interpolation.NEAREST)
                                .withSize(List.of(0, 1, 1)))),
                List.of("affineTransform: rotate is [0.0], scale [1.0], expected three numbers each",
                        run(() -> AffineTransform.of(List.of(0.0), List.of(1.0), Interpolation.NEAREST))),
                List.of("affine: determinant is 0.0, expected three independent axes",
                        run(() -> AffineTransform.of(List.of(0.0, 0.0, 0.0), List.of(1.0, 0.0, 1.0), Interpolation.NEAREST))),
                List.of("gaussianSmooth: sigma is [-1.0, -1.0, -1.0], expected three deviations from 0 to 1000 voxels",
                        run(() -> new GaussianSmooth(-1))),
                List.of("gaussianSmooth: sigma is [NaN, NaN, NaN], expected three deviations from 0 to 1000 voxels",
                        run(() -> new GaussianSmooth(Double.NaN))),
                List.of("scaleIntensity: factor is NaN, expected a finite number", run(() -> new ScaleIntensity(Double.NaN))),
                List.of("shiftIntensity: offset is Infinity, expected a finite number",
                        run(() -> new ShiftIntensity(Double.POSITIVE_INFINITY))),
                List.of("splitRegions: regions are [[1], []], expected at least one label in each",
                        run(() -> new SplitRegions(List.of(Set.of(1), Set.of())))),
                List.of("addedNoise: the image has 2 channels of 4×5×6 voxels, the noise 2 of 3×5×6",
                        run(() -> new AddedNoise(image(3, 5, 6)).apply(image))));
    }

    private static Runnable run(Runnable refused) {
        return refused;
    }

    @ParameterizedTest
    @MethodSource
    void refused(List<Object> pair) {
        Runnable action = (Runnable) pair.get(1);
        assertEquals(pair.get(0), assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }
}
