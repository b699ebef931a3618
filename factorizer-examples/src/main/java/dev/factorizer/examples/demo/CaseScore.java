package dev.factorizer.examples.demo;

import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.metrics.EmptyMasks;
import java.util.List;
import java.util.Locale;

/**
 * How an unseen head was segmented.
 *
 * @param name of the case
 * @param lesionVoxels voxels of its lesions
 * @param predictedVoxels voxels of the prediction
 * @param dice their overlap, 0 to 1; not a number for a head without lesions
 * @param voxelMilliliters the volume of a voxel
 */
record CaseScore(String name, int lesionVoxels, int predictedVoxels, double dice, double voxelMilliliters) {
    /**
     * Compares a prediction with the truth.
     *
     * @param name of the case
     * @param head the case
     * @param prediction foreground where not 0; ordered like the head
     * @return the score
     */
    static CaseScore of(String name, SimulatedHead head, float[] prediction) {
        int predicted = 0;
        for (float voxel : prediction) {
            predicted += voxel != 0 ? 1 : 0;
        }
        double milliliters = head.spacing() * head.spacing() * head.spacing() / 1000;
        return new CaseScore(name, head.lesionVoxels(), predicted,
                new Dice(EmptyMasks.IGNORING_EMPTY_TARGETS).of(prediction, head.lesion()), milliliters);
    }

    /** {@return whether there was something to find} */
    boolean hasLesion() {
        return lesionVoxels > 0;
    }

    /**
     * The mean overlap of the heads that have lesions; the others, where any prediction is wrong and none is right, would
     * only make it look better.
     *
     * @param scores all heads
     * @return the mean Dice
     */
    static double meanDice(List<CaseScore> scores) {
        return scores.stream().filter(CaseScore::hasLesion).mapToDouble(CaseScore::dice).average().orElse(Double.NaN);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return hasLesion() ? String.format(Locale.ROOT, "%s  lesions %6.1f ml  predicted %6.1f ml  Dice %.3f", name,
                lesionVoxels * voxelMilliliters, predictedVoxels * voxelMilliliters, dice)
                : String.format(Locale.ROOT, "%s  no lesion          predicted %6.1f ml  (%d voxels, expected 0)", name,
                        predictedVoxels * voxelMilliliters, predictedVoxels);
    }
}
