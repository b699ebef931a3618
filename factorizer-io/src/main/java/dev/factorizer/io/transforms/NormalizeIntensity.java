package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;

/**
 * Takes the mean off and divides by the population's standard deviation, where it is not 0 (MONAI's
 * {@code NormalizeIntensity}). Sums are in double.
 *
 * @param nonzero whether only values that are not 0 count and change
 * @param channelWise whether each channel has its own mean and deviation
 */
public record NormalizeIntensity(boolean nonzero, boolean channelWise) {
    /**
     * Normalizes an image.
     *
     * @param image the image, its values finite
     * @return the image on the same grid
     */
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
        double sum = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            sum += voxels[i];
            count += isCounted(voxels[i]) ? 1 : 0;
        }
        if (count == 0) {
            return;
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double distance = isCounted(voxels[i]) ? voxels[i] - mean : 0;
            squares += distance * distance;
        }
        double deviation = Math.sqrt(squares / count);
        double divisor = deviation == 0 ? 1 : deviation;
        for (int i = from; i < to; i++) {
            if (isCounted(voxels[i])) {
                voxels[i] = (float) ((voxels[i] - mean) / divisor);
            }
        }
    }

    private boolean isCounted(float value) {
        return !nonzero || value != 0;
    }
}
