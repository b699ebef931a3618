package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundaryVoxelsTest {
    @Test
    void haveANeighborOutside() {
        Random random = new Random(5);
        int seen = 0;
        for (int[] sizes : new int[][] {{5, 6, 64}, {4, 3, 65}, {3, 5, 130}, {1, 4, 7}, {6, 9}, {3, 128}}) {
            double[] spacing = sizes.length == 2 ? new double[] {1, 2} : new double[] {1, 2, 3};
            for (double density : new double[] {0.5, 0.9, 0.99, 1}) {
                Mask mask = Mask.of(sizes, spacing, voxel -> random.nextDouble() < density);
                BitGrid surface = BoundaryVoxels.of(mask).points();
                int last = sizes.length - 1;
                int layers = last == 2 ? sizes[0] : 1;
                for (int voxel = 0; voxel < layers * sizes[last - 1] * sizes[last]; voxel++) {
                    boolean expected = mask.contains(voxel) && touches(mask, voxel, sizes);
                    assertEquals(expected, surface.get(voxel / sizes[last] * surface.rowWords(), voxel % sizes[last]));
                    seen += expected ? 1 : 0;
                }
            }
        }
        int voxels = seen;
        assertTrue(voxels > 10_000, () -> "saw only " + voxels);
    }

    private static boolean touches(Mask mask, int voxel, int[] sizes) {
        int step = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            int place = voxel / step % sizes[axis];
            if (place == 0 || place == sizes[axis] - 1 || !mask.contains(voxel - step) || !mask.contains(voxel + step)) {
                return true;
            }
            step *= sizes[axis];
        }
        return false;
    }
}
