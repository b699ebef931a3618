package dev.factorizer.examples.demo;

import java.util.random.RandomGenerator;

/**
 * How a head lies in the scanner: from a place in the case, relative to its middle, to a place in the head, relative to the
 * brain's middle, both in voxels.
 *
 * @param matrix 3×3, row by row: rotation, scale and flip in one
 * @param shift where the case's middle is in the head
 */
record Pose(double[] matrix, double[] shift) {
    private static final double GREATEST_ANGLE = Math.PI / 15;
    private static final double LEAST_SCALE = 0.98;
    private static final double GREATEST_SCALE = 1.12;
    private static final double GREATEST_SHIFT = 1.5;

    /**
     * Draws a pose: up to 12° about each axis, up to 2 % larger to 11 % smaller along each (the head is the mean of one
     * person's scans and a large one), up to 1.5 voxels aside, and left for right in every second case.
     *
     * @param random where the numbers come from
     * @return the pose
     */
    static Pose draw(RandomGenerator random) {
        double[] matrix = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (int axis = 0; axis < 3; axis++) {
            matrix = product(matrix, rotation(axis, random.nextDouble(-GREATEST_ANGLE, GREATEST_ANGLE)));
        }
        double[] stretch = {0, 0, 0, 0, 0, 0, 0, 0, 0};
        double[] shift = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            stretch[4 * axis] = random.nextDouble(LEAST_SCALE, GREATEST_SCALE);
            shift[axis] = random.nextDouble(-GREATEST_SHIFT, GREATEST_SHIFT);
        }
        stretch[0] *= random.nextBoolean() ? 1 : -1;
        return new Pose(product(stretch, matrix), shift);
    }

    /**
     * Where a place of the case is in the head.
     *
     * @param x voxels from the case's middle
     * @param y the same along the second axis
     * @param z the same along the third
     * @param axis of the head
     * @return voxels from the brain's middle along that axis
     */
    double source(double x, double y, double z, int axis) {
        return matrix[3 * axis] * x + matrix[3 * axis + 1] * y + matrix[3 * axis + 2] * z + shift[axis];
    }

    /** StrictMath: the same bits on every machine. */
    static double[] rotation(int axis, double angle) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        return switch (axis) {
            case 0 -> new double[] {1, 0, 0, 0, c, -s, 0, s, c};
            case 1 -> new double[] {c, 0, s, 0, 1, 0, -s, 0, c};
            default -> new double[] {c, -s, 0, s, c, 0, 0, 0, 1};
        };
    }

    static double[] product(double[] a, double[] b) {
        double[] c = new double[9];
        for (int i = 0; i < 9; i++) {
            int row = i / 3 * 3;
            c[i] = a[row] * b[i % 3] + a[row + 1] * b[3 + i % 3] + a[row + 2] * b[6 + i % 3];
        }
        return c;
    }
}
