package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.volume.Volume;

/**
 * Raises values, as shares of their range, to a power: ((x − least)/(most − least))^γ·(most − least) + least. This is MONAI's {@code
 * AdjustContrast} and nnU-Net's gamma; an image of one value stays as it is.
 *
 * @param gamma the power, above 0
 * @param invertImage whether the values' signs are changed before and after
 * @param retainStatistics whether mean and standard deviation are made what they were before
 */
public record AdjustContrast(double gamma, boolean invertImage, boolean retainStatistics) implements IntensityTransform {
    /** A power takes as long as so many products. */
    private static final int EFFORT = 16;
    private static final double SMALLEST = 1e-7;

    /** Checks the power. */
    public AdjustContrast {
        if (!(gamma > 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException("adjustContrast: gamma is " + gamma + ", expected a number above 0");
        }
    }

    @Override
    public Volume apply(Volume image) {
        float[] from = image.voxels();
        ValueStatistics before = ValueStatistics.of(from);
        double range = (double) before.most() - before.least();
        // Of −x, the least is −most.
        double origin = invertImage ? before.most() : before.least();
        double sign = invertImage ? -1 : 1;
        float[] to = new float[from.length];
        int row = image.grid().y() * image.grid().z();
        Threads.each(from.length / row, (long) row * EFFORT, task -> {
            for (int i = task * row; i < (task + 1) * row; i++) {
                double share = Math.abs(from[i] - origin) / Math.max(range, SMALLEST);
                to[i] = (float) (origin + sign * PowerFunction.of(share, gamma) * range);
            }
        });
        if (retainStatistics) {
            restore(to, before, row);
        }
        return image.withVoxels(image.channels(), to);
    }

    private static void restore(float[] values, ValueStatistics before, int row) {
        ValueStatistics after = ValueStatistics.of(values);
        double factor = before.deviation() / Math.max(after.deviation(), SMALLEST);
        Threads.each(values.length / row, row, task -> {
            for (int i = task * row; i < (task + 1) * row; i++) {
                values[i] = (float) ((values[i] - after.mean()) * factor + before.mean());
            }
        });
    }
}
