package dev.factorizer.io.transforms;

/** A step of {@link Preprocessing} that cuts off what surrounds the object: which voxels are foreground differs. */
public sealed interface ForegroundCrop extends RecipeStep permits CropForeground, CropToNonzero { }
