package dev.factorizer.models.challenges;

import java.util.List;

/**
 * How well the lesions of a tissue are found.
 *
 * @param tissue its name
 * @param truePositives lesions that are large enough to count and were found
 * @param falsePositives predicted lesions that match none
 * @param falseNegatives lesions that are large enough to count and were missed
 * @param dice the mean over lesions and false positives; 1 where there is neither
 * @param hausdorff95 the mean over lesions and false positives in mm; 0 where there is neither
 * @param surfaceDice the mean over lesions and false positives, for each tolerance; 1 where there is neither
 * @param whole the tissue as one region
 */
public record LesionWiseScore(String tissue, int truePositives, int falsePositives, int falseNegatives, double dice,
        double hausdorff95, List<Double> surfaceDice, Whole whole) {
    /** Copies the list. */
    public LesionWiseScore {
        surfaceDice = List.copyOf(surfaceDice);
    }

    /**
     * The scores of a tissue as one region, before any lesion is dropped.
     *
     * @param dice 1 where both are empty
     * @param hausdorff95 in mm; 0 where both are empty, the penalty where one is
     * @param sensitivity of voxels; 1 where both are empty, 0 where only the target is
     * @param specificity of voxels; 0 where the target has all of them
     * @param milliliters of the target
     * @param predictedMilliliters of the prediction
     */
    public record Whole(double dice, double hausdorff95, double sensitivity, double specificity, double milliliters,
            double predictedMilliliters) { }
}
