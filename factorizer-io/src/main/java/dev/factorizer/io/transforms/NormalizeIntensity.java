package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;

/**
 * Takes the mean off and divides by the population's standard deviation, where it is not 0 (MONAI's
 * {@code NormalizeIntensity}). Sums are in double.
 *
 * @param nonzero whether only values that are not 0 count and change
 * @param channelWise whether each channel has its own mean and deviation
 */
public record NormalizeIntensity(boolean nonzero, boolean channelWise) implements ImageNormalization {
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
        double count = Blocks.sum(from, to, (start, end) -> {
            int counted = 0;
            for (int i = start; i < end; i++) {
                counted += isCounted(voxels[i]) ? 1 : 0;
            }
            return counted;
        });
        if (count == 0) {
            return;
        }
        double mean = Blocks.sum(from, to, (start, end) -> {
            double sum = 0;
            for (int i = start; i < end; i++) {
                sum += voxels[i];
            }
            return sum;
        }) / count;
        double squares = Blocks.sum(from, to, (start, end) -> {
            double sum = 0;
            for (int i = start; i < end; i++) {
                double distance = isCounted(voxels[i]) ? voxels[i] - mean : 0;
                sum += distance * distance;
            }
            return sum;
        });
        double deviation = Math.sqrt(squares / count);
        double divisor = deviation == 0 ? 1 : deviation;
        Blocks.each(from, to, (start, end) -> {
            for (int i = start; i < end; i++) {
                voxels[i] = isCounted(voxels[i]) ? (float) ((voxels[i] - mean) / divisor) : voxels[i];
            }
        });
    }

    private boolean isCounted(float value) {
        return !nonzero || value != 0;
    }
}
