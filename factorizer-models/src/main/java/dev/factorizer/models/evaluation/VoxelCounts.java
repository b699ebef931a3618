package dev.factorizer.models.evaluation;

import dev.factorizer.models.metrics.MaskPair;

/**
 * How many voxels of a region agree; ignored voxels are none of them.
 *
 * @param both in the prediction and in the reference: true positives
 * @param onlyPrediction false positives
 * @param onlyReference false negatives
 * @param neither true negatives
 */
public record VoxelCounts(long both, long onlyPrediction, long onlyReference, long neither) {
    /** Checks the counts. */
    public VoxelCounts {
        if (both < 0 || onlyPrediction < 0 || onlyReference < 0 || neither < 0) {
            throw new IllegalArgumentException("voxels: found " + both + ", " + onlyPrediction + ", " + onlyReference + " and " + neither
                    + ", expected counts of 0 or more");
        }
    }

    /**
     * {@return the counts of a pair of masks}
     *
     * @param pair what was found and what is there
     * @param voxels how many voxels count
     */
    public static VoxelCounts of(MaskPair pair, long voxels) {
        long prediction = pair.prediction().voxels();
        long reference = pair.target().voxels();
        return new VoxelCounts(pair.common(), prediction - pair.common(), reference - pair.common(),
                voxels - prediction - reference + pair.common());
    }

    /** {@return the voxels of the prediction} */
    public long prediction() {
        return both + onlyPrediction;
    }

    /** {@return the voxels of the reference} */
    public long reference() {
        return both + onlyReference;
    }

    /** {@return 2·both / (prediction + reference); not a number where there is no voxel} */
    public double dice() {
        return 2.0 * both / (prediction() + reference());
    }

    /** {@return both / (prediction or reference); not a number where there is no voxel} */
    public double intersectionOverUnion() {
        return (double) both / (both + onlyPrediction + onlyReference);
    }
}
