package dev.factorizer.io.transforms;

/** A transform of {@link Preprocessing}: {@link WayBack} knows how to undo these in one go. */
sealed interface RecipeStep extends SpatialTransform permits ForegroundCrop, Orientation, VoxelSpacing, SpatialPad { }
