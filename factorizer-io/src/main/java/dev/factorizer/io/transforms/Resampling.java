package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * Samples an image at the voxels of another grid; coordinates beyond the border are moved onto it.
 *
 * <p>With aligned corners MONAI does not sample where the affine says. With M = A⁻¹A', source size s and target size d it
 * takes x = (M·j + ½)·(s−1)/s at j = i·d/(d−1) − ½ (j = 0 where d = 1): its matrix is normalized without, and applied
 * with, aligned corners. All published recipes were trained so.
 */
final class Resampling {
    private final Volume image;
    private final Grid target;
    private final Interpolation interpolation;
    /** Coordinate in the image = origin + step·index, for each axis of both. */
    private final double[] origin = new double[3];
    private final double[][] step = new double[3][3];

    Resampling(Volume image, Grid target, Interpolation interpolation, boolean alignCorners) {
        this.image = image;
        this.target = target;
        this.interpolation = interpolation;
        Affine way = image.grid().affine().inverse().multiply(target.affine());
        for (int axis = 0; axis < 3; axis++) {
            int size = image.grid().size(axis);
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

    Volume run() {
        float[] voxels = new float[target.values(image.channels())];
        double[] at = new double[3];
        int index = 0;
        for (int x = 0; x < target.x(); x++) {
            for (int y = 0; y < target.y(); y++) {
                for (int z = 0; z < target.z(); z++) {
                    for (int axis = 0; axis < 3; axis++) {
                        double exact = origin[axis] + step[axis][0] * x + step[axis][1] * y + step[axis][2] * z;
                        at[axis] = Math.clamp(exact, 0.0, image.grid().size(axis) - 1.0);
                    }
                    if (interpolation == Interpolation.NEAREST) {
                        nearest(at, voxels, index++);
                    } else {
                        linear(at, voxels, index++);
                    }
                }
            }
        }
        return new Volume(target, image.channels(), voxels);
    }

    private void nearest(double[] at, float[] voxels, int index) {
        Grid grid = image.grid();
        int from = ((int) Math.rint(at[0]) * grid.y() + (int) Math.rint(at[1])) * grid.z() + (int) Math.rint(at[2]);
        for (int channel = 0; channel < image.channels(); channel++) {
            voxels[channel * target.voxels() + index] = image.voxels()[channel * grid.voxels() + from];
        }
    }

    private void linear(double[] at, float[] voxels, int index) {
        Grid grid = image.grid();
        int x = (int) at[0];
        int y = (int) at[1];
        int z = (int) at[2];
        double a = at[0] - x;
        double b = at[1] - y;
        double c = at[2] - z;
        int low = (x * grid.y() + y) * grid.z() + z;
        int nextX = x + 1 < grid.x() ? grid.y() * grid.z() : 0;
        int nextY = y + 1 < grid.y() ? grid.z() : 0;
        int nextZ = z + 1 < grid.z() ? 1 : 0;
        float[] values = image.voxels();
        for (int channel = 0; channel < image.channels(); channel++) {
            int base = channel * grid.voxels() + low;
            double near = (1 - b) * ((1 - c) * values[base] + c * values[base + nextZ])
                    + b * ((1 - c) * values[base + nextY] + c * values[base + nextY + nextZ]);
            base += nextX;
            double far = (1 - b) * ((1 - c) * values[base] + c * values[base + nextZ])
                    + b * ((1 - c) * values[base + nextY] + c * values[base + nextY + nextZ]);
            voxels[channel * target.voxels() + index] = (float) ((1 - a) * near + a * far);
        }
    }
}
