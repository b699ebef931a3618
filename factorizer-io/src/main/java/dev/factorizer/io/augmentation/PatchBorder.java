package dev.factorizer.io.augmentation;

/** What a rotated or scaled patch sees beyond its own edges. */
public enum PatchBorder {
    /** What lies on the patch's edge goes on: the patch is cut out first and transformed then, as in the published recipes. */
    PATCH,
    /** What the case has there, and 0 beyond the case: as in nnU-Net. */
    CASE
}
