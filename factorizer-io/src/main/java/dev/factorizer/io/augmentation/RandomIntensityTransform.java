package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.IntensityTransform;
import java.util.Optional;

/** Changes the values of an image with a probability. A class of your own may be one; a recipe can name only those of here. */
@FunctionalInterface
public non-sealed interface RandomIntensityTransform extends RandomTransform {
    /**
     * Draws.
     *
     * @param draws random numbers
     * @param channels how many the image has
     * @return what is done; empty if nothing
     */
    Optional<IntensityTransform> draw(Draws draws, int channels);
}
