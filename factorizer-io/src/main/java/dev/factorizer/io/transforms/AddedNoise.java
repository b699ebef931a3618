package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;

/**
 * Adds noise that was drawn: what MONAI's {@code RandGaussianNoise} does when it has drawn its own.
 *
 * @param noise a value for each one of the image
 */
public record AddedNoise(Volume noise) implements IntensityTransform {
    @Override
    public Volume apply(Volume image) {
        float[] added = noise.voxels();
        if (noise.channels() != image.channels() || !noise.grid().describeSizes().equals(image.grid().describeSizes())) {
            throw new IllegalArgumentException("addedNoise: the image has " + image.channels() + " channels of "
                    + image.grid().describeSizes() + " voxels, the noise " + noise.channels() + " of "
                    + noise.grid().describeSizes());
        }
        return Blocks.map(image, (from, to, start, end) -> {
            for (int i = start; i < end; i++) {
                to[i] = from[i] + added[i];
            }
        });
    }
}
