package dev.factorizer.models.challenges;

import dev.factorizer.models.metrics.ConnectedComponents;
import dev.factorizer.models.metrics.Connectivity;
import dev.factorizer.models.metrics.InstanceOverlaps;
import dev.factorizer.models.metrics.Instances;
import dev.factorizer.models.metrics.LesionAgreement;
import java.util.function.IntPredicate;

/**
 * The scores of ISLES 2022 (Hernandez Petzsche et al. 2022; <a href="https://github.com/ezequieldlrosa/isles22">its program</a>).
 * Lesions are connected components with 26 neighbors; one is found if at least a voxel of it is.
 *
 * @param dice of all lesions as one region; 1 where both are empty
 * @param volumeDifference how much the volumes differ, in ml, never negative
 * @param lesionCountDifference how much the numbers of lesions differ, never negative
 * @param lesionF1 of lesions, 1 where there are none
 */
public record IslesScore(double dice, double volumeDifference, int lesionCountDifference, double lesionF1) {
    /**
     * Scores a case.
     *
     * @param sizes of the image, the last axis fastest in memory
     * @param voxelVolume in mm³
     * @param prediction which voxels were found
     * @param target which voxels are lesions
     * @return its scores
     */
    public static IslesScore of(int[] sizes, double voxelVolume, IntPredicate prediction, IntPredicate target) {
        ConnectedComponents components = new ConnectedComponents(Connectivity.CORNERS);
        Instances found = components.of(sizes, voxel -> prediction.test(voxel) ? 1 : 0);
        Instances there = components.of(sizes, voxel -> target.test(voxel) ? 1 : 0);
        long both = there.overlaps(found).pairs().stream().mapToLong(InstanceOverlaps.Pair::voxels).sum();
        long voxels = there.voxels() + found.voxels();
        return new IslesScore(voxels == 0 ? 1 : 2.0 * both / voxels,
                Math.abs(there.voxels() - found.voxels()) * voxelVolume / 1000,
                Math.abs(there.count() - found.count()), LesionAgreement.of(there, found).f1());
    }
}
