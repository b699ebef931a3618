package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Through the recipe's preprocessing and back onto the scan's own grid, as a network's result goes: linear, then a threshold of
 * ½. A failing seed is printed by jqwik.
 */
class RoundTripTest {
    private static final double FIELD = 72;

    /**
     * The affine is a rotation drawn evenly from all, times a shear whose three entries are even in ±0.2, times steps whose
     * logarithms are even between 0.6 and 4 mm, each of their signs as likely as the other. The field of view is 72 mm along each
     * axis. In it lies a ball of 33 mm of noise, the head, and in the head a smooth blob, the label: where three Gaussians sum up
     * to more than ½, with centers even in ±5 mm and deviations even in 11 to 13 mm, so its volume is that of a ball with a radius
     * of at least 12 mm.
     */
    @Property(tries = 200)
    void aLabelComesBackOntoItself(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Grid grid = grid(random);
        double[] center = grid.affine().apply((grid.x() - 1) / 2.0, (grid.y() - 1) / 2.0, (grid.z() - 1) / 2.0);
        double[][] bumps = new double[3][];
        for (int i = 0; i < 3; i++) {
            bumps[i] = new double[] {center[0] + random.nextDouble(-5, 5), center[1] + random.nextDouble(-5, 5),
                center[2] + random.nextDouble(-5, 5), random.nextDouble(11, 13)};
        }
        float[] head = new float[grid.voxels()];
        float[] label = new float[grid.voxels()];
        int at = 0;
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                for (int z = 0; z < grid.z(); z++) {
                    double[] place = grid.affine().apply(x, y, z);
                    double sum = 0;
                    for (double[] bump : bumps) {
                        sum += Math.exp(-squared(place, bump) / (2 * bump[3] * bump[3]));
                    }
                    label[at] = sum > 0.5 ? 1 : 0;
                    head[at++] = squared(place, center) < 33 * 33 ? (float) random.nextDouble(1, 2) : 0;
                }
            }
        }
        Volume scan = new Volume(grid, 1, head);
        Volume truth = new Volume(grid, 1, label);
        String where = grid + " of seed " + seed;
        // A perfect network's probabilities, and the labels it was trained with.
        requireOverlap(scan, truth, Preprocessing.recipe(1, 64), Interpolation.BILINEAR, 0.999, where);
        requireOverlap(scan, truth, Preprocessing.recipe(1, 64), Interpolation.NEAREST, 0.98, where);
        requireOverlap(scan, truth, Preprocessing.recipe(2, 64), Interpolation.BILINEAR, 0.98, where);
    }

    private static Grid grid(SplittableRandom random) {
        double[][] rotation = rotation(random);
        double[] shear = {random.nextDouble(-0.2, 0.2), random.nextDouble(-0.2, 0.2), random.nextDouble(-0.2, 0.2)};
        double[][] sheared = {{1, shear[0], shear[1]}, {0, 1, shear[2]}, {0, 0, 1}};
        double[] rows = new double[16];
        int[] size = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double step = 0.6 * Math.pow(4 / 0.6, random.nextDouble());
            size[axis] = (int) Math.ceil(FIELD / step);
            double signed = random.nextBoolean() ? step : -step;
            for (int row = 0; row < 3; row++) {
                for (int i = 0; i < 3; i++) {
                    rows[4 * row + axis] += rotation[row][i] * sheared[i][axis] * signed;
                }
            }
        }
        for (int row = 0; row < 3; row++) {
            rows[4 * row + 3] = random.nextDouble(-200, 200);
        }
        rows[15] = 1;
        return new Grid(size[0], size[1], size[2], Affine.of(rows));
    }

    /** Of a quaternion of four normal numbers. */
    private static double[][] rotation(SplittableRandom random) {
        double[] q = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double length = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        double w = q[0] / length;
        double x = q[1] / length;
        double y = q[2] / length;
        double z = q[3] / length;
        return new double[][] {
            {1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)},
            {2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)},
            {2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)}};
    }

    private static double squared(double[] a, double[] b) {
        double x = a[0] - b[0];
        double y = a[1] - b[1];
        double z = a[2] - b[2];
        return x * x + y * y + z * z;
    }

    private static void requireOverlap(Volume scan, Volume truth, Preprocessing recipe, Interpolation interpolation, double least,
            String where) {
        Preprocessed prepared = recipe.apply(scan);
        Volume onNetwork = alongside(scan, truth, recipe, interpolation);
        assertTrue(onNetwork.grid().isNear(prepared.volume().grid(), 1e-9), where);
        Volume back = prepared.invert(onNetwork);
        assertEquals(scan.grid(), back.grid());
        long both = 0;
        long sum = 0;
        for (int i = 0; i < truth.voxels().length; i++) {
            boolean found = back.voxels()[i] >= 0.5;
            boolean expected = truth.voxels()[i] == 1;
            both += found && expected ? 1 : 0;
            sum += (found ? 1 : 0) + (expected ? 1 : 0);
        }
        double dice = 2.0 * both / sum;
        assertTrue(dice >= least, () -> "Dice " + dice + ", expected at least " + least + " at " + recipe.spacing() + ", " + where);
    }

    /** A label goes where its scan goes: the box is the scan's. */
    private static Volume alongside(Volume scan, Volume label, Preprocessing recipe, Interpolation interpolation) {
        Grid box = recipe.crop().orElseThrow().apply(scan).grid();
        Volume cropped = Box.between(scan.grid(), box).cut(label, box);
        Spacing spacing = (Spacing) recipe.spacing().orElseThrow();
        return new Preprocessing(Optional.empty(), recipe.orientation(), Optional.empty(),
                Optional.of(new Spacing(spacing.spacing(), interpolation, spacing.alignCorners())), recipe.spatialPad())
                .apply(cropped).volume();
    }

    static List<String> orientations() {
        return PreprocessingTest.orientations().toList();
    }

    /** All numbers are multiples of powers of two, so nothing is rounded: voxels, affine and back are the same bits. */
    @ParameterizedTest
    @MethodSource("orientations")
    void orientationIsExact(String code) {
        Affine affine = Affine.of(1.125, -0.25, 0.0625, -20.5, 0.25, 1.25, -0.375, 10.25, -0.0625, 0.25, 1.875, -7, 0, 0, 0, 1);
        Grid grid = new Grid(4, 5, 7, affine);
        float[] voxels = new float[2 * grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i;
        }
        Volume image = new Volume(grid, 2, voxels);
        Orientation orientation = new Orientation(new AxisCodes(code));
        Volume turned = orientation.apply(image);
        assertEquals(code, turned.grid().affine().axisCodes().letters());
        for (int axis = 0; axis < 3; axis++) {
            int world = new AxisCodes(code).worldAxis(axis);
            assertEquals(grid.size(world), turned.grid().size(axis));
            for (int row = 0; row < 3; row++) {
                double step = affine.get(row, world);
                assertEquals(new AxisCodes(code).isReversed(axis) ? -step : step, turned.grid().affine().get(row, axis));
            }
        }
        Affine way = affine.inverse().multiply(turned.grid().affine());
        for (int x = 0; x < turned.grid().x(); x++) {
            for (int y = 0; y < turned.grid().y(); y++) {
                for (int z = 0; z < turned.grid().z(); z++) {
                    double[] from = way.apply(x, y, z);
                    assertEquals(image.value(1, (int) Math.rint(from[0]), (int) Math.rint(from[1]), (int) Math.rint(from[2])),
                            turned.value(1, x, y, z));
                }
            }
        }
        for (Volume back : List.of(orientation.invert(turned, grid), new Orientation(AxisCodes.RAS).apply(turned))) {
            assertEquals(grid, back.grid());
            assertArrayEquals(voxels, back.voxels());
        }
    }
}
