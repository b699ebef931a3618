package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;

/** What is done to an image: it moves to another grid, or its values change. */
public sealed interface VolumeTransform permits SpatialTransform, IntensityTransform {
    /**
     * Transforms an image.
     *
     * @param image the image; it stays as it is
     * @return the result; the image itself if there is nothing to do
     */
    Volume apply(Volume image);
}
