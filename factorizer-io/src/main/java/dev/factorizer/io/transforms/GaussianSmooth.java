package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;

/**
 * Smooths by a Gaussian that is integrated over each voxel (MONAI's {@code GaussianSmooth}): ½(erf((t + ½)/σ√2) − erf((t −
 * ½)/σ√2)) for |t| up to int(max(4σ, ½) + ½), not normalized. Outside the image values are 0, so the border darkens.
 *
 * @param sigma the deviation along each axis, in voxels; 0 leaves the axis as it is, and so does one of a single voxel
 */
public record GaussianSmooth(List<Double> sigma) implements IntensityTransform {
    private static final double TRUNCATED = 4;
    private static final double MOST = 1000;

    /** Checks the deviations. */
    public GaussianSmooth {
        sigma = List.copyOf(sigma);
        if (sigma.size() != 3 || sigma.stream().anyMatch(deviation -> !(deviation >= 0 && deviation <= MOST))) {
            throw new IllegalArgumentException("gaussianSmooth: sigma is " + sigma
                    + ", expected three deviations from 0 to 1000 voxels");
        }
    }

    /**
     * The same deviation along all axes.
     *
     * @param sigma in voxels
     */
    public GaussianSmooth(double sigma) {
        this(List.of(sigma, sigma, sigma));
    }

    @Override
    public Volume apply(Volume image) {
        Grid grid = image.grid();
        float[] kernelX = kernel(grid.x(), sigma.get(0));
        float[] kernelY = kernel(grid.y(), sigma.get(1));
        float[] kernelZ = kernel(grid.z(), sigma.get(2));
        int plane = grid.y() * grid.z();
        float[] from = image.voxels();
        float[] voxels = new float[from.length];
        Threads.each(image.channels() * grid.x(), (long) plane * (kernelX.length + kernelY.length + kernelZ.length), task -> {
            int at = task * plane;
            float[] one = new float[plane];
            float[] other = new float[plane];
            int x = task % grid.x();
            // One plane stays in the cache from the first axis to the last.
            add(from, at, plane, x, grid.x(), plane, kernelX, one, 0);
            for (int y = 0; y < grid.y(); y++) {
                add(one, y * grid.z(), grid.z(), y, grid.y(), grid.z(), kernelY, other, y * grid.z());
            }
            along(other, grid, kernelZ, voxels, at);
        });
        return image.withVoxels(image.channels(), voxels);
    }

    /** Adds the weighted neighbors of a row or plane along its axis. */
    private static void add(float[] from, int at, int stride, int index, int size, int count, float[] kernel, float[] to,
            int start) {
        int tail = kernel.length / 2;
        for (int t = Math.max(-tail, -index); t <= Math.min(tail, size - 1 - index); t++) {
            weigh(from, at + t * stride, kernel[tail + t], to, start, count);
        }
    }

    private static void along(float[] from, Grid grid, float[] kernel, float[] to, int start) {
        int tail = kernel.length / 2;
        int size = grid.z();
        for (int row = 0; row < grid.y() * size; row += size) {
            for (int t = Math.max(-tail, 1 - size); t <= Math.min(tail, size - 1); t++) {
                int first = Math.max(0, -t);
                weigh(from, row + first + t, kernel[tail + t], to, start + row + first, size - Math.abs(t));
            }
        }
    }

    private static void weigh(float[] from, int at, float weight, float[] to, int start, int count) {
        for (int i = 0; i < count; i++) {
            to[start + i] += weight * from[at + i];
        }
    }

    /** Along an axis of one voxel, which a picture has, there is nothing to smooth: the zeros beyond would only darken it. */
    private static float[] kernel(int size, double sigma) {
        return kernel(size == 1 ? 0 : sigma);
    }

    private static float[] kernel(double sigma) {
        int tail = sigma == 0 ? 0 : (int) (Math.max(TRUNCATED * sigma, 0.5) + 0.5);
        float[] kernel = new float[2 * tail + 1];
        double scale = 1 / (sigma * Math.sqrt(2));
        for (int t = -tail; t <= tail; t++) {
            kernel[tail + t] = sigma == 0 ? 1 : (float) (0.5 * (ErrorFunction.erf(scale * (t + 0.5))
                    - ErrorFunction.erf(scale * (t - 0.5))));
        }
        return kernel;
    }
}
