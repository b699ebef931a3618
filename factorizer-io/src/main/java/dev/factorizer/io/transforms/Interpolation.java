package dev.factorizer.io.transforms;

/** How a value between voxels is found. */
public enum Interpolation {
    /** Linear along each axis: for images and probabilities. */
    BILINEAR,
    /** That of the nearest voxel, at a tie the one of even index: for labels. */
    NEAREST
}
