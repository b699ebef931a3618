package dev.factorizer.io.transforms;

import java.util.List;

/** A step of {@link Preprocessing} that brings all images to one distance between voxels: how values are found differs. */
public sealed interface VoxelSpacing extends RecipeStep permits Spacing, ResampleToSpacing {
    /** {@return the distance along each axis, in mm} */
    List<Double> spacing();
}
