package dev.factorizer.models.challenges;

import dev.factorizer.models.metrics.Directions;
import dev.factorizer.models.metrics.Instances;
import dev.factorizer.models.metrics.Mask;
import dev.factorizer.models.metrics.Surface;
import dev.factorizer.models.metrics.SurfaceDistances;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How well the surfaces of lesions agree with those of the predicted lesions that match them, each within the box that holds both.
 *
 * @param targets lesions of the target
 * @param predictions predicted lesions
 * @param spacing in mm
 * @param tolerances of surface Dice, in mm
 */
record SurfaceAgreement(Instances targets, Instances predictions, double[] spacing, List<Double> tolerances) {
    /** What the programs of 2024 add to the sum that they divide by. */
    private static final double NO_DIVISION_BY_ZERO = 1e-8;

    /**
     * Of one lesion.
     *
     * @param hausdorff95 in mm
     * @param surfaceDice for each tolerance
     */
    record Scores(double hausdorff95, List<Double> surfaceDice) { }

    /** A lesion and all that match it, at least one. */
    Scores of(int lesion, BitSet matching) {
        Box box = new Box(targets.sizes());
        targets.forEachRun((number, from, to) -> box.include(number == lesion, from, to));
        predictions.forEachRun((number, from, to) -> box.include(matching.get(number), from, to));
        Mask prediction = box.mask(predictions, matching::get, spacing);
        Mask target = box.mask(targets, number -> number == lesion, spacing);
        double hausdorff95 = SurfaceDistances.of(prediction, target, Surface.SURFELS).percentile(95, Directions.LARGER);
        if (tolerances.isEmpty()) {
            return new Scores(hausdorff95, List.of());
        }
        SurfaceDistances voxels = SurfaceDistances.of(prediction, target, Surface.BOUNDARY_VOXELS);
        return new Scores(hausdorff95, tolerances.stream()
                .map(tolerance -> voxels.within(tolerance, Directions.MEAN) * 2 / (2 + NO_DIVISION_BY_ZERO)).toList());
    }

    /** Grows until it holds all runs. */
    private static final class Box {
        private final int y;
        private final int z;
        private final int[] from;
        private final int[] to = new int[3];

        Box(int[] sizes) {
            this.y = sizes[1];
            this.z = sizes[2];
            this.from = sizes.clone();
        }

        void include(boolean inside, int first, int end) {
            if (inside) {
                include(0, first / z / y, first / z / y + 1);
                include(1, first / z % y, first / z % y + 1);
                include(2, first % z, (end - 1) % z + 1);
            }
        }

        private void include(int axis, int first, int end) {
            from[axis] = Math.min(from[axis], first);
            to[axis] = Math.max(to[axis], end);
        }

        Mask mask(Instances instances, IntPredicate which, double[] spacing) {
            int[] sizes = {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
            BitSet bits = new BitSet(sizes[0] * sizes[1] * sizes[2]);
            instances.forEachRun((number, first, end) -> {
                if (which.test(number)) {
                    int row = (first / z / y - from[0]) * sizes[1] + first / z % y - from[1];
                    int start = row * sizes[2] + first % z - from[2];
                    bits.set(start, start + end - first);
                }
            });
            return Mask.of(sizes, spacing, bits::get);
        }
    }
}
