package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;
import java.util.Arrays;

/**
 * Takes the mean off and divides by the population's standard deviation, where it is not 0 (MONAI's
 * {@code NormalizeIntensity}). Sums are in double.
 *
 * @param nonzero whether only values that are not 0 count and change
 * @param channelWise whether each channel has its own mean and deviation
 */
public record NormalizeIntensity(boolean nonzero, boolean channelWise) implements IntensityTransform {
    /**
     * Normalizes an image.
     *
     * @param image the image, its values finite; it stays as it is
     * @return the image on the same grid
     */
    @Override
    public Volume apply(Volume image) {
        return normalized(image, image.voxels().clone());
    }

    /** Overwrites an image that nothing else reads. */
    Volume applyInPlace(Volume image) {
        return normalized(image, image.voxels());
    }

    private Volume normalized(Volume image, float[] voxels) {
        int part = channelWise ? image.grid().voxels() : voxels.length;
        for (int from = 0; from < voxels.length; from += part) {
            normalize(voxels, from, from + part);
        }
        return image.withVoxels(image.channels(), voxels);
    }

    private void normalize(float[] voxels, int from, int to) {
        int blocks = Math.ceilDiv(to - from, Blocks.LENGTH);
        double[] sums = new double[blocks];
        double[] squares = new double[blocks];
        int[] counts = new int[blocks];
        each(from, to, (block, start, end) -> {
            double sum = 0;
            int count = 0;
            for (int i = start; i < end; i++) {
                sum += voxels[i];
                count += isCounted(voxels[i]) ? 1 : 0;
            }
            sums[block] = sum;
            counts[block] = count;
        });
        int count = Arrays.stream(counts).sum();
        if (count == 0) {
            return;
        }
        double mean = inOrder(sums) / count;
        each(from, to, (block, start, end) -> {
            double sum = 0;
            for (int i = start; i < end; i++) {
                double distance = isCounted(voxels[i]) ? voxels[i] - mean : 0;
                sum += distance * distance;
            }
            squares[block] = sum;
        });
        double deviation = Math.sqrt(inOrder(squares) / count);
        double divisor = deviation == 0 ? 1 : deviation;
        each(from, to, (block, start, end) -> {
            for (int i = start; i < end; i++) {
                voxels[i] = isCounted(voxels[i]) ? (float) ((voxels[i] - mean) / divisor) : voxels[i];
            }
        });
    }

    /** What is done with a block of values. */
    @FunctionalInterface
    private interface Task {
        void run(int block, int start, int end);
    }

    private static void each(int from, int to, Task task) {
        Threads.each(Math.ceilDiv(to - from, Blocks.LENGTH), Blocks.LENGTH, block -> {
            int start = from + block * Blocks.LENGTH;
            task.run(block, start, Math.min(to, start + Blocks.LENGTH));
        });
    }

    /** Not a stream's sum, whose order is its own. */
    private static double inOrder(double[] parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }

    private boolean isCounted(float value) {
        return !nonzero || value != 0;
    }
}
