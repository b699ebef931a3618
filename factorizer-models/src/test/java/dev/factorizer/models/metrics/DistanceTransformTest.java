package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceTransformTest {
    private static final double[] UNIT = {1, 1, 1};

    private static BitGrid drawn(int[] sizes, double density, Random random) {
        BitGrid grid = new BitGrid(sizes[0], sizes[1], sizes[2]);
        for (int x = 0; x < sizes[0]; x++) {
            for (int y = 0; y < sizes[1]; y++) {
                for (int z = 0; z < sizes[2]; z++) {
                    if (random.nextDouble() < density) {
                        grid.set(grid.row(x, y), z);
                    }
                }
            }
        }
        return grid;
    }

    private static int[] points(BitGrid grid) {
        int[] points = new int[Math.toIntExact(grid.count()) * 3];
        int count = 0;
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                for (int z = 0; z < grid.z(); z++) {
                    if (grid.get(grid.row(x, y), z)) {
                        points[count++] = x;
                        points[count++] = y;
                        points[count++] = z;
                    }
                }
            }
        }
        return points;
    }

    /** Each query with each source. */
    private static double[] slowly(BitGrid sources, BitGrid queries, double[] steps) {
        int[] from = points(queries);
        int[] to = points(sources);
        double[] distances = new double[from.length / 3];
        for (int i = 0; i < distances.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < to.length; j += 3) {
                double x = Math.abs(from[3 * i] - to[j]) * steps[0];
                double y = Math.abs(from[3 * i + 1] - to[j + 1]) * steps[1];
                double z = Math.abs(from[3 * i + 2] - to[j + 2]) * steps[2];
                least = Math.min(least, x * x + y * y + z * z);
            }
            distances[i] = Math.sqrt(least);
        }
        return distances;
    }

    @Test
    void isWhatEachPairOfPointsGives() {
        Random random = new Random(3);
        int[][] grids = {{1, 1, 1}, {1, 1, 130}, {1, 40, 1}, {37, 1, 1}, {1, 17, 65}, {9, 8, 63}, {8, 9, 64}, {7, 6, 129}, {21, 13, 17}};
        double[][] spacings = {UNIT, {0.45, 0.45, 5}, {3.3, 0.58594, 0.7}, {0.3, 0.1, 0.2}};
        double[] densities = {0.5, 0.1, 0.01, 0.002};
        int compared = 0;
        for (int[] sizes : grids) {
            for (double[] steps : spacings) {
                for (double density : densities) {
                    BitGrid sources = drawn(sizes, density, random);
                    BitGrid queries = drawn(sizes, 0.1, random);
                    double[] expected = slowly(sources, queries, steps);
                    double[] found = DistanceTransform.of(sources, queries, steps);
                    assertArrayEquals(expected, found, steps == UNIT ? 0 : 1e-12, () ->
                            Arrays.toString(sizes) + " at " + Arrays.toString(steps));
                    compared += found.length;
                }
            }
        }
        int distances = compared;
        assertTrue(distances > 30_000, () -> "compared only " + distances);
    }

    @Test
    void setsFarApartNeedNoCommonBox() {
        Random random = new Random(4);
        BitGrid sources = new BitGrid(40, 50, 150);
        BitGrid queries = new BitGrid(40, 50, 150);
        for (int i = 0; i < 60; i++) {
            sources.set(sources.row(random.nextInt(5), random.nextInt(6)), random.nextInt(7));
            queries.set(queries.row(35 + random.nextInt(5), 40 + random.nextInt(10)), 110 + random.nextInt(40));
        }
        double[] steps = {0.9, 1.1, 2.5};
        assertArrayEquals(slowly(sources, queries, steps), DistanceTransform.of(sources, queries, steps), 1e-12);
        assertArrayEquals(slowly(queries, sources, steps), DistanceTransform.of(queries, sources, steps), 1e-12);
    }

    @Test
    void nothingIsInfinitelyFar() {
        BitGrid none = new BitGrid(2, 3, 4);
        BitGrid one = new BitGrid(2, 3, 4);
        one.set(one.row(1, 2), 3);
        assertArrayEquals(new double[] {Double.POSITIVE_INFINITY}, DistanceTransform.of(none, one, UNIT));
        assertArrayEquals(new double[0], DistanceTransform.of(one, none, UNIT));
        assertArrayEquals(new double[] {0}, DistanceTransform.of(one, one, UNIT));
    }

    @Test
    void theLongestAxis() {
        for (int axis = 0; axis < 3; axis++) {
            int[] sizes = {1, 1, 1};
            sizes[axis] = 65_535;
            BitGrid first = new BitGrid(sizes[0], sizes[1], sizes[2]);
            BitGrid last = new BitGrid(sizes[0], sizes[1], sizes[2]);
            first.set(0, 0);
            last.set(last.row(sizes[0] - 1, sizes[1] - 1), sizes[2] - 1);
            assertArrayEquals(new double[] {65_534}, DistanceTransform.of(first, last, UNIT), "axis " + axis);
        }
    }
}
