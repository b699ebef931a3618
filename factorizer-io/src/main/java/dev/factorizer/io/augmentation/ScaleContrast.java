package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.volume.Volume;

/**
 * Multiplies the distance of each value from the mean of all by a factor, and keeps it within the range that the values had: the
 * contrast of nnU-Net.
 *
 * @param factor at least 0; 1 changes nothing
 */
public record ScaleContrast(double factor) implements IntensityTransform {
    /** Checks the factor. */
    public ScaleContrast {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("scaleContrast: factor is " + factor + ", expected a number of at least 0");
        }
    }

    @Override
    public Volume apply(Volume image) {
        ValueStatistics statistics = ValueStatistics.of(image.voxels());
        float[] from = image.voxels();
        float[] to = new float[from.length];
        double mean = statistics.mean();
        int row = image.grid().y() * image.grid().z();
        Threads.each(from.length / row, row, task -> {
            for (int i = task * row; i < (task + 1) * row; i++) {
                to[i] = Math.clamp((float) ((from[i] - mean) * factor + mean), statistics.least(), statistics.most());
            }
        });
        return image.withVoxels(image.channels(), to);
    }
}
