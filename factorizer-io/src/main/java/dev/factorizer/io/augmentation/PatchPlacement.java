package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identified;
import java.io.IOException;
import java.util.List;

/** How large the patch of a sample is, and how its place in the case is drawn. */
public sealed interface PatchPlacement extends Identified permits RandSpatialCrop, RandCropByPosNegLabel, ForegroundOversampling {
    /** {@return the patch's size along each axis, in voxels} */
    List<Integer> size();

    /**
     * Draws a place.
     *
     * @param source the case
     * @param draws random numbers
     * @param place where the sample is in its batch
     * @return the patch's first voxel; negative along an axis where the case is smaller than the patch, which then has half of
     *     the difference (rounded down) before the case and the rest after it
     * @throws IOException if the label map can't be read
     */
    List<Integer> start(TrainingCase source, Draws draws, BatchPlace place) throws IOException;
}
