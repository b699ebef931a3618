package dev.factorizer.io.nifti;

/**
 * The rotation of an affine as the qform stores it (nifti1.h, method 2): a² + b² + c² + d² = 1, a ≥ 0.
 *
 * @param b the x part
 * @param c the y part
 * @param d the z part
 * @param factor qfac: −1 if the third axis is reversed
 * @param exact whether the affine is a rotation and steps, so that the quaternion says all of it
 */
record Quaternion(double b, double c, double d, double factor, boolean exact) {
    /** Single precision of the header leaves about this much. */
    private static final double SHEAR = 1e-5;

    /** The quaternion of a 4×4 matrix, row by row; the nearest one by its first two axes if it has shear. */
    static Quaternion of(double[] rows) {
        double[][] axis = new double[3][3];
        for (int j = 0; j < 3; j++) {
            double step = step(rows, j);
            for (int i = 0; i < 3; i++) {
                axis[j][i] = rows[4 * i + j] / step;
            }
        }
        boolean exact = Math.abs(dot(axis[0], axis[1])) < SHEAR && Math.abs(dot(axis[0], axis[2])) < SHEAR
                && Math.abs(dot(axis[1], axis[2])) < SHEAR;
        double[] third = cross(axis[0], axis[1]);
        double factor = dot(third, axis[2]) < 0 ? -1 : 1;
        if (!exact) {
            return new Quaternion(0, 0, 0, factor, false);
        }
        return rotation(axis[0], axis[1], third, factor);
    }

    /** From the largest of the four parts, so that no small number is divided by. */
    private static Quaternion rotation(double[] x, double[] y, double[] z, double factor) {
        double[] squares = {1 + x[0] + y[1] + z[2], 1 + x[0] - y[1] - z[2], 1 - x[0] + y[1] - z[2],
            1 - x[0] - y[1] + z[2]};
        int largest = 0;
        for (int i = 1; i < 4; i++) {
            largest = squares[i] > squares[largest] ? i : largest;
        }
        double p = Math.sqrt(squares[largest]) / 2;
        double q = 1 / (4 * p);
        double[] abcd = switch (largest) {
            case 0 -> new double[] {p, (y[2] - z[1]) * q, (z[0] - x[2]) * q, (x[1] - y[0]) * q};
            case 1 -> new double[] {(y[2] - z[1]) * q, p, (y[0] + x[1]) * q, (z[0] + x[2]) * q};
            case 2 -> new double[] {(z[0] - x[2]) * q, (y[0] + x[1]) * q, p, (z[1] + y[2]) * q};
            default -> new double[] {(x[1] - y[0]) * q, (z[0] + x[2]) * q, (z[1] + y[2]) * q, p};
        };
        double length = Math.sqrt(abcd[0] * abcd[0] + abcd[1] * abcd[1] + abcd[2] * abcd[2] + abcd[3] * abcd[3]);
        double sign = (abcd[0] < 0 ? -1 : 1) / length;
        return new Quaternion(abcd[1] * sign, abcd[2] * sign, abcd[3] * sign, factor, true);
    }

    static double step(double[] rows, int axis) {
        double x = rows[axis];
        double y = rows[4 + axis];
        double z = rows[8 + axis];
        return Math.sqrt(x * x + y * y + z * z);
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
