package dev.factorizer.models.challenges;

/** What counts as one predicted lesion. */
public enum PredictedLesions {
    /** A connected component of any size: 2023, and MEN in 2024. */
    COMPONENTS,
    /** As in the target, what touches after growth; those of at most as many voxels as a lesion may have mm³ are dropped. */
    JOINED_BEYOND_VOXELS,
    /** The same, dropped by their volume. */
    JOINED_BEYOND_VOLUME
}
