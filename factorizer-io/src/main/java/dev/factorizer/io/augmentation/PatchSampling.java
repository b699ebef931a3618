package dev.factorizer.io.augmentation;

/** How the voxels of a rotated or scaled patch are found. The image is interpolated linearly. */
public enum PatchSampling {
    /**
     * As in the published recipes: the patch is cut out first and transformed then, so what lies on its edge goes on beyond it. The
     * label map takes the nearest voxel.
     */
    MONAI,
    /**
     * As in nnU-Net: beyond the patch's edge lies the case, and 0 beyond the case. The label map takes the label that has the most
     * weight among the eight voxels around, the smaller one at a tie.
     */
    NNUNET
}
