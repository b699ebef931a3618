package dev.factorizer.models.evaluation;

import dev.factorizer.models.metrics.LesionAgreement;

/**
 * How many lesions a region has, connected by all neighbors; a lesion is found if one voxel of it is.
 *
 * @param reference lesions of the reference
 * @param prediction predicted lesions
 * @param missed lesions of the reference that the prediction doesn't touch
 * @param falsePositives predicted lesions that touch none of the reference
 */
public record LesionCounts(int reference, int prediction, int missed, int falsePositives) {
    /** Checks the counts. */
    public LesionCounts {
        if (missed < 0 || falsePositives < 0 || missed > reference || falsePositives > prediction) {
            throw new IllegalArgumentException("lesions: missed are " + missed + " of " + reference + " and false " + falsePositives + " of "
                    + prediction + ", expected 0 to all of them");
        }
    }

    /**
     * {@return the counts of lesions that were compared}
     *
     * @param found how they agree
     */
    public static LesionCounts of(LesionAgreement found) {
        return new LesionCounts(found.targets(), found.predictions(), found.missed(), found.falsePositives());
    }
}
