package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;

/** A transform that changes values and leaves the grid as it is. */
@FunctionalInterface
public non-sealed interface IntensityTransform extends VolumeTransform {
    /**
     * Changes the values of an image.
     *
     * @param image the image; it stays as it is
     * @return the new values on the same grid
     */
    @Override
    Volume apply(Volume image);
}
