package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;

/**
 * Where affines say that voxels lie; coordinates beyond the border are moved onto it.
 *
 * <p>With aligned corners MONAI does not sample where the affine says. With M = A⁻¹A', source size s and target size d it
 * takes x = (M·j + ½)·(s−1)/s at j = i·d/(d−1) − ½ (j = 0 where d = 1): its matrix is normalized without, and applied
 * with, aligned corners. All published recipes were trained so.
 */
final class AffineResampling implements Resampling {
    private final Grid source;
    private final Interpolation interpolation;
    /** Coordinate in the source = origin + step·index, for each axis of both. */
    private final double[] origin = new double[3];
    private final double[][] step = new double[3][3];

    /** Samples where a map from the target's voxels to the source's says. */
    AffineResampling(Grid source, Affine way, Interpolation interpolation) {
        this.source = source;
        this.interpolation = interpolation;
        for (int axis = 0; axis < 3; axis++) {
            origin[axis] = way.get(axis, 3);
            for (int other = 0; other < 3; other++) {
                step[axis][other] = way.get(axis, other);
            }
        }
    }

    AffineResampling(Grid source, Grid target, Interpolation interpolation, boolean alignCorners) {
        this.source = source;
        this.interpolation = interpolation;
        Affine way = source.affine().inverse().multiply(target.affine());
        for (int axis = 0; axis < 3; axis++) {
            int size = source.size(axis);
            double shrink = alignCorners ? (size - 1.0) / size : 1;
            origin[axis] = way.get(axis, 3);
            for (int other = 0; other < 3; other++) {
                int count = target.size(other);
                double stretch = !alignCorners ? 1 : count > 1 ? count / (count - 1.0) : 0;
                step[axis][other] = way.get(axis, other) * stretch * shrink;
                origin[axis] -= alignCorners && count > 1 ? way.get(axis, other) / 2 : 0;
            }
            origin[axis] = alignCorners ? (origin[axis] + 0.5) * shrink : origin[axis];
        }
    }

    @Override
    public Grid source() {
        return source;
    }

    @Override
    public Interpolation interpolation() {
        return interpolation;
    }

    @Override
    public double coordinate(int axis, int x, int y, int z) {
        double exact = origin[axis] + step[axis][0] * x + step[axis][1] * y + step[axis][2] * z;
        return Math.clamp(exact, 0.0, source.size(axis) - 1.0);
    }
}
