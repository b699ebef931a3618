package dev.factorizer.backend.tornado.kernels.branches;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.backend.tornado.kernels.branches.MatricizationKernels.Shift;
import dev.factorizer.backend.tornado.kernels.branches.MatricizationKernels.Windows;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows lie where the paper's figure has them, and come back to where they were. */
class MatricizationKernelsTest {
    private static final int BATCH = 2;
    private static final int HEADS = 2;
    private static final int ROWS = 3;
    private static final int[] GRID = {2, 1, 3};
    private static final int[] PATCH = {2, 3, 4};
    private static final int[][] SHIFTS = {{0, 0, 0}, {1, 2, 3}};
    private static final int VOXELS = 2 * 2 * 3 * 3 * 4;
    private static final int IMAGE = BATCH * HEADS * ROWS * VOXELS;
    private static final int MATRICES = IMAGE;
    private static final int FACTOR = IMAGE + SHIFTS.length * IMAGE;
    private static final int MASK = FACTOR + 1;

    private final float[] memory = new float[MASK + IMAGE];
    private final int[] integers = new int[2];

    private static int[] settings(int items) {
        int[] settings = new int[Windows.SHIFTS + Shift.LENGTH * SHIFTS.length];
        settings[Windows.ITEMS] = items;
        settings[Windows.IMAGE] = 0;
        settings[Windows.MATRICES] = MATRICES;
        settings[Windows.IMAGES] = BATCH;
        settings[Windows.HEADS] = HEADS;
        settings[Windows.ROWS] = ROWS;
        System.arraycopy(GRID, 0, settings, Windows.GRID_DEPTH, GRID.length);
        System.arraycopy(PATCH, 0, settings, Windows.PATCH_DEPTH, PATCH.length);
        settings[Windows.SHIFT_COUNT] = SHIFTS.length;
        settings[Windows.FACTOR] = FACTOR;
        settings[Windows.MASK] = MASK;
        for (int s = 0; s < SHIFTS.length; s++) {
            System.arraycopy(SHIFTS[s], 0, settings, Windows.SHIFTS + Shift.LENGTH * s, Shift.LENGTH);
        }
        return settings;
    }

    private float[] cut() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < IMAGE; i++) {
            memory[i] = random.nextInt(1000);
            memory[MASK + i] = random.nextInt(3) - 1;
        }
        int rows = SHIFTS.length * IMAGE / (PATCH[0] * PATCH[1] * PATCH[2]);
        for (int item = 0; item < rows; item++) {
            MatricizationKernels.matricize(item, memory, integers, settings(rows));
        }
        memory[FACTOR] = 1f / SHIFTS.length;
        return Arrays.copyOf(memory, IMAGE);
    }

    /** Element by element, from the definition: column (a, b, c) of window (i, j, k) is the voxel at grid · patch + … − shift. */
    @Test
    void elementsLieWhereTheyShould() {
        float[] image = cut();
        int at = MATRICES;
        for (int[] shift : SHIFTS) {
            for (int head = 0; head < BATCH * HEADS; head++) {
                for (int cell = 0; cell < GRID[0] * GRID[1] * GRID[2]; cell++) {
                    for (int row = 0; row < ROWS; row++) {
                        for (int column = 0; column < PATCH[0] * PATCH[1] * PATCH[2]; column++) {
                            int d = Math.floorMod(cell / GRID[2] / GRID[1] * PATCH[0] + column / PATCH[2] / PATCH[1] - shift[0], 4);
                            int h = Math.floorMod(cell / GRID[2] % GRID[1] * PATCH[1] + column / PATCH[2] % PATCH[1] - shift[1], 3);
                            int w = Math.floorMod(cell % GRID[2] * PATCH[2] + column % PATCH[2] - shift[2], 12);
                            assertEquals(image[(head * ROWS + row) * VOXELS + (d * 3 + h) * 12 + w], memory[at++]);
                        }
                    }
                }
            }
        }
    }

    @Test
    void theMeanOfAllShiftsIsTheImage() {
        float[] image = cut();
        Arrays.fill(memory, 0, IMAGE, Float.NaN);
        int lines = IMAGE / 12;
        for (int item = lines - 1; item >= 0; item--) {
            MatricizationKernels.dematricize(item, memory, integers, settings(lines));
        }
        assertArrayEquals(image, Arrays.copyOf(memory, IMAGE));
    }

    @Test
    void aMaskKeepsWhatIsPositive() {
        float[] image = cut();
        int lines = IMAGE / 12;
        for (int item = 0; item < lines; item++) {
            MatricizationKernels.dematricizeMasked(item, memory, integers, settings(lines));
        }
        for (int i = 0; i < IMAGE; i++) {
            assertEquals(memory[MASK + i] > 0 ? image[i] : 0, memory[i]);
        }
    }
}
