package dev.factorizer.io.nifti;

import java.util.List;

/**
 * Voxel to world (RAS+ millimetres as stored) by nibabel's rules: the sform if it has a code, else the qform if it has
 * one, else the steps with x flipped and the image's middle at 0.
 */
final class NiftiAffine {
    private static final double ROUNDING = 3 * Math.ulp(1f);

    private NiftiAffine() { }

    /** A problem with the forms; the reader adds the file's name. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /** A 4×4 matrix, row by row. */
    static double[] of(NiftiHeader header) throws Unusable {
        double[] affine = header.sformCode() > 0 ? sform(header) : header.qformCode() > 0 ? qform(header)
                : centred(header);
        for (double value : affine) {
            if (!Double.isFinite(value)) {
                throw new Unusable((header.sformCode() > 0 ? "sform (srow)" : "qform") + " has the value " + value
                        + ", expected finite numbers");
            }
        }
        if (!(Math.abs(determinant(affine)) > 1e-30)) {
            throw new Unusable((header.sformCode() > 0 ? "sform (srow)" : "form")
                    + " is not invertible (determinant " + determinant(affine) + "), expected three independent axes");
        }
        return affine;
    }

    private static double determinant(double[] a) {
        return a[0] * (a[5] * a[10] - a[6] * a[9]) - a[1] * (a[4] * a[10] - a[6] * a[8])
                + a[2] * (a[4] * a[9] - a[5] * a[8]);
    }

    private static double[] sform(NiftiHeader header) {
        double[] affine = new double[16];
        for (int i = 0; i < 12; i++) {
            affine[i] = header.sform().get(i);
        }
        affine[15] = 1;
        return affine;
    }

    private static double step(NiftiHeader header, int axis) throws Unusable {
        double step = header.pixdim().get(axis);
        if (!(step > 0)) {
            throw new Unusable("pixdim[" + axis + "] is " + step + ", expected above 0, as there is no sform");
        }
        return step;
    }

    private static double[] qform(NiftiHeader header) throws Unusable {
        List<Double> q = header.quaternion();
        double b = q.get(0);
        double c = q.get(1);
        double d = q.get(2);
        double rest = 1 - (b * b + c * c + d * d);
        if (rest < -ROUNDING || Double.isNaN(rest)) {
            throw new Unusable("quaternion has b² + c² + d² = " + (1 - rest) + ", expected at most 1");
        }
        double a = rest <= ROUNDING ? 0 : Math.sqrt(rest);
        double qfac = header.pixdim().getFirst() == -1 ? -1 : 1;
        double x = step(header, 1);
        double y = step(header, 2);
        double z = step(header, 3) * qfac;
        return new double[] {
            (a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z, q.get(3),
            2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * z, q.get(4),
            2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - b * b - c * c) * z, q.get(5),
            0, 0, 0, 1};
    }

    private static double[] centred(NiftiHeader header) throws Unusable {
        double[] affine = new double[16];
        affine[15] = 1;
        for (int axis = 0; axis < 3; axis++) {
            int size = axis < header.shape().size() ? header.shape().get(axis) : 1;
            double step = axis < header.shape().size() ? step(header, axis + 1) : 1;
            double signed = axis == 0 ? -step : step;
            affine[5 * axis] = signed;
            affine[4 * axis + 3] = -signed * (size - 1) / 2;
        }
        return affine;
    }
}
