package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FilledMaskTest {
    private static final int[][] NEIGHBORS = {{-1, 0, 0}, {1, 0, 0}, {0, -1, 0}, {0, 1, 0}, {0, 0, -1}, {0, 0, 1}};

    /** Zeros on the border are outside, and so is each zero beside one that is, until nothing changes. */
    private static boolean[] expected(Volume image) {
        Grid grid = image.grid();
        boolean[] inside = new boolean[grid.voxels()];
        Arrays.fill(inside, true);
        for (boolean changed = true; changed;) {
            changed = false;
            for (int i = 0; i < inside.length; i++) {
                if (inside[i] && image.voxels()[i] == 0 && isBesideOutside(grid, inside, i)) {
                    inside[i] = false;
                    changed = true;
                }
            }
        }
        return inside;
    }

    private static boolean isBesideOutside(Grid grid, boolean[] inside, int at) {
        for (int[] step : NEIGHBORS) {
            int x = at / grid.z() / grid.y() + step[0];
            int y = at / grid.z() % grid.y() + step[1];
            int z = at % grid.z() + step[2];
            if (x < 0 || y < 0 || z < 0 || x == grid.x() || y == grid.y() || z == grid.z()
                    || !inside[(x * grid.y() + y) * grid.z() + z]) {
                return true;
            }
        }
        return false;
    }

    @Test
    void holesAreWhatNoPathLeadsOutOf() {
        SplittableRandom random = new SplittableRandom(3);
        int holes = 0;
        for (int round = 0; round < 300; round++) {
            Grid grid = new Grid(1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(9), Affine.diagonal(1, 1, 1));
            float[] voxels = new float[grid.voxels()];
            double zeros = random.nextDouble();
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = random.nextDouble() < zeros ? 0 : -1;
            }
            Volume image = new Volume(grid, 1, voxels);
            boolean[] mask = FilledMask.of(image);
            assertArrayEquals(expected(image), mask, grid.describeSizes() + " in round " + round);
            for (int i = 0; i < mask.length; i++) {
                holes += mask[i] && voxels[i] == 0 ? 1 : 0;
            }
        }
        assertTrue(holes > 200, "only " + holes + " voxels in holes were seen");
    }

    /** Of an empty image no more waits than its rows. */
    @Test
    void anEmptyImageTakesLittleMemory() {
        Grid grid = new Grid(64, 64, 64, Affine.diagonal(1, 1, 1));
        FilledMask mask = new FilledMask(new Volume(grid, 1, new float[grid.voxels()]));
        mask.flood();
        assertTrue(mask.room() <= 64 * 64, () -> mask.room() + " may wait");
    }
}
