package dev.factorizer.io.nifti;

import java.util.List;
import java.util.Optional;

/**
 * Where programs built on ITK (3D Slicer, ANTs, SimpleITK) place the voxels of a NIfTI-1 file: they take the directions from
 * one of the forms, but the steps always from pixdim. Found by comparison with ITK 5.4.
 *
 * @param form what the directions come from
 * @param affine 4×4, row by row, RAS+, in the file's unit
 */
record ItkGeometry(Form form, double[] affine) {
    /** Directions whose products are larger than this are not at right angles. */
    private static final double SKEW = 1e-4;
    /** Where the quaternion is nearly of length 1 without its first part, that part is taken as 0. */
    private static final double HALF_TURN = 1e-7;
    /** The code of the scanner's own coordinates: an sform with it goes before the qform. */
    private static final int SCANNER = 1;

    /** What directions come from. */
    enum Form { SFORM, QFORM, NEITHER }

    /** The geometry; empty where ITK refuses the file. */
    static Optional<ItkGeometry> of(NiftiHeader header) {
        boolean sform = header.sformCode() > 0;
        boolean qform = header.qformCode() > 0;
        if (!sform && !qform) {
            return Optional.of(scaled(Form.NEITHER, new double[] {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, header));
        }
        // With other codes ITK takes the sform if it is like the qform, so that both give the same.
        if (sform && isAtRightAngles(header.sform()) && (!qform || header.sformCode() == SCANNER)) {
            double[] rows = new double[16];
            for (int i = 0; i < 12; i++) {
                rows[i] = header.sform().get(i);
            }
            rows[15] = 1;
            return Optional.of(scaled(Form.SFORM, rows, header));
        }
        return qform ? Optional.of(scaled(Form.QFORM, qform(header), header)) : Optional.empty();
    }

    private static double[] qform(NiftiHeader header) {
        List<Double> q = header.quaternion();
        double square = NiftiAffine.square(q);
        boolean halfTurn = 1 - square < HALF_TURN;
        double length = halfTurn ? Math.sqrt(square) : 1;
        double[] rows = NiftiAffine.rotation(halfTurn ? 0 : Math.sqrt(1 - square),
                List.of(q.get(0) / length, q.get(1) / length, q.get(2) / length, q.get(3), q.get(4), q.get(5)));
        if (header.pixdim().getFirst() < 0) {
            for (int row = 0; row < 3; row++) {
                rows[4 * row + 2] *= -1;
            }
        }
        return rows;
    }

    /** Axes get the length of their step; a negative one turns its axis round. */
    private static ItkGeometry scaled(Form form, double[] rows, NiftiHeader header) {
        double[] affine = rows.clone();
        if (header.shape().size() == 2) { // has no third coordinate, and its axes are made as long without it
            affine[8] = 0;
            affine[9] = 0;
        }
        for (int axis = 0; axis < 3; axis++) {
            double factor = signedStep(header, axis) / Quaternion.step(affine, axis);
            for (int row = 0; row < 3; row++) {
                affine[4 * row + axis] *= factor;
            }
        }
        return new ItkGeometry(form, affine);
    }

    /** The distance of voxels along an axis as pixdim has it; 1 where that is no length. */
    static double step(NiftiHeader header, int axis) {
        return Math.abs(signedStep(header, axis));
    }

    private static double signedStep(NiftiHeader header, int axis) {
        double step = header.pixdim().get(axis + 1);
        return step != 0 && Double.isFinite(step) ? step : 1;
    }

    private static boolean isAtRightAngles(List<Double> sform) {
        double[] rows = sform.stream().mapToDouble(Double::doubleValue).toArray();
        double[][] axes = new double[3][3];
        for (int axis = 0; axis < 3; axis++) {
            double step = Quaternion.step(rows, axis);
            for (int row = 0; row < 3; row++) {
                axes[row][axis] = rows[4 * row + axis] / step;
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double product = axes[i][0] * axes[j][0] + axes[i][1] * axes[j][1] + axes[i][2] * axes[j][2];
                if (!Double.isFinite(rows[4 * i + 3]) || !(Math.abs(product - (i == j ? 1 : 0)) <= SKEW)) {
                    return false;
                }
            }
        }
        return true;
    }
}
