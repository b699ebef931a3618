package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.api.tensor.Shape;

/**
 * The sizes of a half of a Factorizer block, x + W₂ f(W₁ norm(x) + b₁) + b₂.
 *
 * @param batch B
 * @param channels C
 * @param hidden H, channels between the two maps
 * @param voxels S
 * @param epsilon of the norm, added to the variance
 */
record BranchSizes(int batch, int channels, int hidden, long voxels, float epsilon) {
    /**
     * The sizes for an image.
     *
     * @param x (B, C, S…)
     * @param firstWeight (H, C, 1)
     */
    static BranchSizes of(Shape x, Shape firstWeight, double epsilon) {
        return new BranchSizes(x.size(0), x.size(1), firstWeight.size(0), x.spatial().elements(), (float) epsilon);
    }
}
