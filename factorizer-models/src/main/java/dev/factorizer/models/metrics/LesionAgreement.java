package dev.factorizer.models.metrics;

import java.util.BitSet;

/**
 * How well lesions are found, each counted once however large it is. A lesion of the target is detected if the prediction has a
 * voxel in it; a predicted lesion is false if none of its voxels is in the target. Nothing is dilated.
 *
 * @param targets lesions of the target
 * @param predictions predicted lesions
 * @param detected lesions of the target that the prediction touches
 * @param falsePositives predicted lesions that touch no lesion of the target
 * @param dice the mean over the lesions of the target of their Dice with all predicted lesions that touch them together, 0 if there
 *     is none, and of a 0 for each false lesion; 1 where there is no lesion at all
 */
public record LesionAgreement(int targets, int predictions, int detected, int falsePositives, double dice) {
    /**
     * Compares lesions.
     *
     * @param target those that are there
     * @param prediction those that were found, on the same grid
     * @return how well they agree
     */
    public static LesionAgreement of(Instances target, Instances prediction) {
        long[] touching = new long[target.count() + 1];
        long[] shared = new long[target.count() + 1];
        BitSet right = new BitSet();
        for (InstanceOverlaps.Pair pair : target.overlaps(prediction).pairs()) {
            touching[pair.first()] += prediction.voxels(pair.second());
            shared[pair.first()] += pair.voxels();
            right.set(pair.second());
        }
        int detected = 0;
        double sum = 0;
        for (int lesion = 1; lesion <= target.count(); lesion++) {
            detected += shared[lesion] > 0 ? 1 : 0;
            sum += 2.0 * shared[lesion] / (touching[lesion] + target.voxels(lesion));
        }
        int falsePositives = prediction.count() - right.cardinality();
        int scored = target.count() + falsePositives;
        return new LesionAgreement(target.count(), prediction.count(), detected, falsePositives, scored == 0 ? 1 : sum / scored);
    }

    /** {@return lesions of the target that the prediction doesn't touch} */
    public int missed() {
        return targets - detected;
    }

    /** {@return 2·detected / (2·detected + false + missed), 1 where there is no lesion at all} */
    public double f1() {
        int all = 2 * detected + falsePositives + missed();
        return all == 0 ? 1 : 2.0 * detected / all;
    }
}
