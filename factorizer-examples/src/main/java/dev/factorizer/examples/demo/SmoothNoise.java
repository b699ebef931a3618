package dev.factorizer.examples.demo;

import java.util.random.RandomGenerator;

/** A smooth random function of space: random values on the corners of a coarse lattice, and between them by the cubic 3t² − 2t³. */
final class SmoothNoise {
    private static final int CORNERS = 16;

    private final double period;
    private final double[] corners = new double[CORNERS * CORNERS * CORNERS];

    /**
     * Draws a function.
     *
     * @param random where the numbers come from
     * @param period the edge of a lattice cell, in voxels
     */
    SmoothNoise(RandomGenerator random, double period) {
        this.period = period;
        for (int i = 0; i < corners.length; i++) {
            corners[i] = random.nextDouble(-1, 1);
        }
    }

    /**
     * The function at a place; it repeats after 16 cells.
     *
     * @param x in voxels
     * @param y in voxels
     * @param z in voxels
     * @return between −1 and 1
     */
    double at(double x, double y, double z) {
        double u = x / period;
        double v = y / period;
        double w = z / period;
        int i = (int) Math.floor(u);
        int j = (int) Math.floor(v);
        int k = (int) Math.floor(w);
        double s = smooth(u - i);
        double t = smooth(v - j);
        double r = smooth(w - k);
        double low = between(between(corner(i, j, k), corner(i, j, k + 1), r),
                between(corner(i, j + 1, k), corner(i, j + 1, k + 1), r), t);
        double high = between(between(corner(i + 1, j, k), corner(i + 1, j, k + 1), r),
                between(corner(i + 1, j + 1, k), corner(i + 1, j + 1, k + 1), r), t);
        return between(low, high, s);
    }

    private double corner(int i, int j, int k) {
        int mask = CORNERS - 1;
        return corners[((i & mask) * CORNERS + (j & mask)) * CORNERS + (k & mask)];
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double between(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
