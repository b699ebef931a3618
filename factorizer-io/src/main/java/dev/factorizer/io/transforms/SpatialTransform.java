package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * A transform that moves an image to another grid and can bring results back. The two grids say all that the way back
 * needs, so nothing has to be remembered.
 */
public sealed interface SpatialTransform extends VolumeTransform
        permits RecipeStep, Flip, Transpose, SpatialCrop, AffineTransform {
    /**
     * Moves an image.
     *
     * @param image the image
     * @return the image on its new grid; the image itself if there is nothing to do
     */
    @Override
    Volume apply(Volume image);

    /**
     * Brings what lies on the new grid back to the one the image had.
     *
     * @param result values on the grid that {@link #apply} led to, any number of channels
     * @param original the grid of the image before
     * @return the values on that grid; where the new grid did not reach, 0 after crops, and the border's value after resampling
     * @throws IllegalArgumentException if {@link #apply} doesn't lead from the one grid to the other
     */
    Volume invert(Volume result, Grid original);
}
