package dev.factorizer.io.nifti;

import java.util.List;

/**
 * Voxel to world (RAS+ millimeters as stored) by nibabel's rules: the sform if it has a code, else the qform if it has
 * one, else the steps with x flipped and the image's middle at 0. A step's sign is not looked at.
 */
final class NiftiAffine {
    /** How far b² + c² + d² may lie above 1, by nibabel's rule, before the quaternion is no rotation. */
    static final double ROUNDING = 3 * Math.ulp(1f);

    private static final double SMALLEST_DETERMINANT = 1e-30;

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
        return header.sformCode() > 0 ? sform(header) : header.qformCode() > 0 ? qform(header) : centered(header);
    }

    static double[] sform(NiftiHeader header) throws Unusable {
        double[] affine = new double[16];
        for (int i = 0; i < 12; i++) {
            affine[i] = header.sform().get(i);
        }
        affine[15] = 1;
        return checked("sform (srow)", affine);
    }

    static double[] qform(NiftiHeader header) throws Unusable {
        List<Double> q = header.quaternion();
        double square = square(q);
        if (!(square <= 1 + ROUNDING)) {
            throw new Unusable("quaternion has b² + c² + d² = " + square + ", expected at most 1");
        }
        double a = 1 - square <= ROUNDING ? 0 : Math.sqrt(1 - square);
        double[] affine = rotation(a, q);
        double qfac = header.pixdim().getFirst() == -1 ? -1 : 1;
        for (int axis = 0; axis < 3; axis++) {
            double step = axis == 2 ? step(header, 3) * qfac : step(header, axis + 1);
            for (int row = 0; row < 3; row++) {
                affine[4 * row + axis] *= step;
            }
        }
        return checked("qform", affine);
    }

    /** b² + c² + d² of a header's quaternion. */
    static double square(List<Double> quaternion) {
        double b = quaternion.get(0);
        double c = quaternion.get(1);
        double d = quaternion.get(2);
        return b * b + c * c + d * d;
    }

    /** The rotation of a quaternion and its offsets, with steps of 1. */
    static double[] rotation(double a, List<Double> quaternion) {
        double b = quaternion.get(0);
        double c = quaternion.get(1);
        double d = quaternion.get(2);
        return new double[] {
            a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c), quaternion.get(3),
            2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b), quaternion.get(4),
            2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c, quaternion.get(5),
            0, 0, 0, 1};
    }

    private static double[] centered(NiftiHeader header) throws Unusable {
        double[] affine = new double[16];
        affine[15] = 1;
        for (int axis = 0; axis < 3; axis++) {
            double step = axis < header.shape().size() ? step(header, axis + 1) : 1;
            double signed = axis == 0 ? -step : step;
            affine[5 * axis] = signed;
            affine[4 * axis + 3] = -signed * (header.size(axis) - 1) / 2;
        }
        return checked("form", affine);
    }

    private static double step(NiftiHeader header, int axis) throws Unusable {
        double step = Math.abs(header.pixdim().get(axis));
        if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
            throw new Unusable("pixdim[" + axis + "] is " + header.pixdim().get(axis)
                    + ", expected above 0, as there is no sform");
        }
        return step;
    }

    private static double[] checked(String form, double[] affine) throws Unusable {
        for (double value : affine) {
            if (!Double.isFinite(value)) {
                throw new Unusable(form + " has the value " + value + ", expected finite numbers");
            }
        }
        double determinant = affine[0] * (affine[5] * affine[10] - affine[6] * affine[9])
                - affine[1] * (affine[4] * affine[10] - affine[6] * affine[8])
                + affine[2] * (affine[4] * affine[9] - affine[5] * affine[8]);
        if (!(Math.abs(determinant) > SMALLEST_DETERMINANT)) {
            throw new Unusable(form + " is not invertible (determinant " + determinant
                    + "), expected three independent axes");
        }
        return affine;
    }
}
