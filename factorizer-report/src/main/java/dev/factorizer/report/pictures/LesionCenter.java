package dev.factorizer.report.pictures;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.models.metrics.ConnectedComponents;
import dev.factorizer.models.metrics.Connectivity;
import dev.factorizer.models.metrics.Instances;
import java.util.function.IntPredicate;

/**
 * Where a case is looked at: the middle of a lesion. Lesions are the connected parts (26 neighbors) of truth and prediction together, and
 * the one with the most wrong voxels is taken; of those that are equal, the largest.
 *
 * @param x index along the first axis
 * @param y index along the second axis
 * @param z index along the third axis
 * @param found whether there is a lesion; without one, it is the middle of the image
 */
public record LesionCenter(int x, int y, int z, boolean found) {
    /**
     * {@return the voxel of the lesion that is nearest to its center of mass}
     *
     * @param grid of the voxels
     * @param truth whether a voxel belongs to what is there
     * @param prediction whether a voxel belongs to what was found
     */
    public static LesionCenter of(Grid grid, IntPredicate truth, IntPredicate prediction) {
        Instances lesions = new ConnectedComponents(Connectivity.CORNERS).of(grid.sizes(),
                voxel -> truth.test(voxel) || prediction.test(voxel) ? 1 : 0);
        if (lesions.count() == 0) {
            return new LesionCenter(grid.x() / 2, grid.y() / 2, grid.z() / 2, false);
        }
        long[] wrong = new long[lesions.count() + 1];
        double[][] sums = new double[lesions.count() + 1][3];
        lesions.forEachRun((number, from, to) -> {
            for (int voxel = from; voxel < to; voxel++) {
                wrong[number] += truth.test(voxel) != prediction.test(voxel) ? 1 : 0;
                int[] at = index(grid, voxel);
                for (int axis = 0; axis < 3; axis++) {
                    sums[number][axis] += at[axis];
                }
            }
        });
        int chosen = 1;
        for (int number = 2; number <= lesions.count(); number++) {
            if (wrong[number] > wrong[chosen] || wrong[number] == wrong[chosen] && lesions.voxels(number) > lesions.voxels(chosen)) {
                chosen = number;
            }
        }
        return nearest(grid, lesions, chosen, sums[chosen]);
    }

    private static LesionCenter nearest(Grid grid, Instances lesions, int chosen, double[] sums) {
        double[] spacing = grid.spacing();
        double voxels = lesions.voxels(chosen);
        double[] least = {Double.POSITIVE_INFINITY};
        int[] best = new int[3];
        lesions.forEachRun((number, from, to) -> {
            for (int voxel = from; number == chosen && voxel < to; voxel++) {
                int[] at = index(grid, voxel);
                double distance = 0;
                for (int axis = 0; axis < 3; axis++) {
                    double step = (at[axis] - sums[axis] / voxels) * spacing[axis];
                    distance += step * step;
                }
                if (distance < least[0]) {
                    least[0] = distance;
                    System.arraycopy(at, 0, best, 0, 3);
                }
            }
        });
        return new LesionCenter(best[0], best[1], best[2], true);
    }

    private static int[] index(Grid grid, int voxel) {
        return new int[] {voxel / grid.z() / grid.y(), voxel / grid.z() % grid.y(), voxel % grid.z()};
    }

    /** {@return the three indices} */
    public int[] voxel() {
        return new int[] {x, y, z};
    }
}
