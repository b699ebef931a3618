package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.SpatialTransform;
import java.util.Optional;

/**
 * Moves image and label map with a probability. Those of a sample are combined and done at once, when its patch is read: values are
 * interpolated only once, and only those that the patch needs are read.
 */
public sealed interface RandomSpatialTransform extends RandomTransform permits RandFlip, RandAffine, RandScale {
    /**
     * Draws.
     *
     * @param draws random numbers
     * @return what is done; empty if nothing
     */
    Optional<SpatialTransform> draw(Draws draws);
}
