package dev.factorizer.io.voxels;

import dev.factorizer.io.volume.Affine;

/** Which way the coordinates of a file run; volumes have them to the right, the front and the top. */
public enum WorldAxes {
    /** To the right, the front and the top. */
    RAS(1, 1),
    /** To the left, the front and the top. */
    LAS(-1, 1),
    /** To the left, the back and the top, as in DICOM and ITK. */
    LPS(-1, -1);

    private final int x;
    private final int y;

    WorldAxes(int x, int y) {
        this.x = x;
        this.y = y;
    }

    /**
     * The affine of an image.
     *
     * @param steps from a voxel to its neighbor along each axis of space, one to three vectors of three numbers; an axis that is
     *     missing gets a step of 1 at right angles to the others
     * @param origin where the first voxel is, three numbers
     * @param unit the length of the file's unit in mm
     * @return voxel to world, RAS+ mm
     * @throws IllegalArgumentException if a number is not finite, or the axes are not independent
     */
    public Affine affine(double[][] steps, double[] origin, double unit) {
        double[][] all = complete(steps);
        double[] rows = new double[16];
        rows[15] = 1;
        int[] signs = {x, y, 1};
        for (int row = 0; row < 3; row++) {
            for (int axis = 0; axis < 3; axis++) {
                double step = axis < steps.length ? all[axis][row] * unit : all[axis][row];
                // Not −0.
                rows[4 * row + axis] = signs[row] * step + 0.0;
            }
            rows[4 * row + 3] = signs[row] * origin[row] * unit + 0.0;
        }
        return Affine.of(rows);
    }

    private static double[][] complete(double[][] steps) {
        double[][] all = new double[3][];
        System.arraycopy(steps, 0, all, 0, steps.length);
        if (steps.length < 2) {
            // The direction of the world that is farthest from the one there is.
            double[] only = steps[0];
            double least = Math.min(Math.abs(only[0]), Math.min(Math.abs(only[1]), Math.abs(only[2])));
            double[] other = Math.abs(only[1]) == least ? new double[] {0, 1, 0}
                    : Math.abs(only[2]) == least ? new double[] {0, 0, 1} : new double[] {1, 0, 0};
            all[1] = unit(cross(cross(only, other), only));
        }
        if (steps.length < 3) {
            all[2] = unit(cross(all[0], all[1]));
        }
        return all;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] unit(double[] vector) {
        double length = Math.hypot(Math.hypot(vector[0], vector[1]), vector[2]);
        return new double[] {vector[0] / length, vector[1] / length, vector[2] / length};
    }
}
