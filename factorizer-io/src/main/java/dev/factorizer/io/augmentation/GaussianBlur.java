package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;

/**
 * Smooths as nnU-Net does: along each axis by exp(−t²/2σ²) over its sum, with about 6σ + ½ taps (the nearest odd number). The image is
 * reflected at its border without repeating the outermost voxel, so that the border doesn't darken.
 *
 * @param sigma the deviation along each axis, in voxels; 0 leaves the axis as it is
 */
public record GaussianBlur(List<Double> sigma) implements IntensityTransform {
    private static final double TRUNCATED = 6;
    private static final double MOST = 1000;

    /** Checks the deviations. */
    public GaussianBlur {
        sigma = List.copyOf(sigma);
        if (sigma.size() != 3 || sigma.stream().anyMatch(deviation -> !(deviation >= 0 && deviation <= MOST))) {
            throw new IllegalArgumentException("gaussianBlur: sigma is " + sigma
                    + ", expected three deviations from 0 to 1000 voxels");
        }
    }

    @Override
    public Volume apply(Volume image) {
        Grid grid = image.grid();
        float[] values = image.voxels();
        int[] strides = {grid.y() * grid.z(), grid.z(), 1};
        for (int axis = 0; axis < 3; axis++) {
            float[] kernel = kernel(sigma.get(axis));
            values = kernel.length == 1 ? values : along(values, grid, axis, strides[axis], kernel);
        }
        return image.withVoxels(image.channels(), values == image.voxels() ? values.clone() : values);
    }

    private static float[] along(float[] from, Grid grid, int axis, int stride, float[] kernel) {
        float[] to = new float[from.length];
        int size = grid.size(axis);
        int plane = grid.y() * grid.z();
        int tail = kernel.length / 2;
        Threads.each(from.length / plane, (long) plane * kernel.length, task -> {
            // Neighbors in memory go through together: a plane, or a row; along a row, all but its ends.
            int together = stride == 1 ? size : stride;
            for (int part = task * plane; part < (task + 1) * plane; part += together) {
                int index = stride == 1 ? 0 : part / stride % size;
                for (int t = -tail; t <= tail; t++) {
                    if (stride == 1) {
                        shifted(from, part, size, t, kernel[tail + t], to);
                    } else {
                        add(from, part + (reflected(index + t, size) - index) * stride, kernel[tail + t], to, part, stride);
                    }
                }
            }
        });
        return to;
    }

    private static void add(float[] from, int at, float weight, float[] to, int start, int count) {
        for (int i = 0; i < count; i++) {
            to[start + i] += weight * from[at + i];
        }
    }

    /** Adds a row to itself, moved by some voxels. */
    private static void shifted(float[] from, int row, int size, int by, float weight, float[] to) {
        int first = Math.clamp(-by, 0, size);
        int end = Math.clamp(size - by, first, size);
        for (int i = 0; i < first; i++) {
            to[row + i] += weight * from[row + reflected(i + by, size)];
        }
        add(from, row + first + by, weight, to, row + first, end - first);
        for (int i = end; i < size; i++) {
            to[row + i] += weight * from[row + reflected(i + by, size)];
        }
    }

    private static int reflected(int index, int size) {
        if (size == 1) {
            return 0;
        }
        int period = 2 * size - 2;
        int at = Math.floorMod(index, period);
        return at < size ? at : period - at;
    }

    private static float[] kernel(double sigma) {
        double taps = TRUNCATED * sigma + 0.5;
        int length = (int) Math.rint(taps);
        length = length % 2 == 1 ? length : taps >= length ? length + 1 : length - 1;
        if (sigma == 0 || length <= 1) {
            return new float[] {1};
        }
        double[] weights = new double[length];
        double sum = 0;
        for (int i = 0; i < length; i++) {
            double distance = (i - (length - 1) * 0.5) / sigma;
            weights[i] = StrictMath.exp(-0.5 * distance * distance);
            sum += weights[i];
        }
        float[] kernel = new float[length];
        for (int i = 0; i < length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }
}
