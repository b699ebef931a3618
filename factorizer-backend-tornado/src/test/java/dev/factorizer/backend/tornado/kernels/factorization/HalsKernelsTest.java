package dev.factorizer.backend.tornado.kernels.factorization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The kernel for the published size and the one for all sizes are the same function. */
class HalsKernelsTest {
    private static final int ROWS = 8;
    private static final int ITERATIONS = 4;
    private static final int MATRICES = 2;
    private static final int WORK = 5000;
    /** A kernel writes nowhere else. */
    private static final float UNTOUCHED = -7f;

    private final int[] integers = new int[2];

    private static float[] memory(int n, long seed) {
        float[] memory = new float[n * (4 * MATRICES * ROWS + 1) + WORK];
        Arrays.fill(memory, UNTOUCHED);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < n * (2 * MATRICES * ROWS + 1); i++) {
            memory[i] = (float) random.nextDouble(i < MATRICES * ROWS * n || i >= 2 * MATRICES * ROWS * n ? 0 : -1, 1);
        }
        return memory;
    }

    private static float[] slice(float[] memory, int from, int length) {
        return Arrays.copyOfRange(memory, from, from + length);
    }

    @Test
    void bothForwardsAgree() {
        for (int n : new int[] {1, 5, 64, 70, 512}) {
            float[] eight = memory(n, n);
            float[] any = eight.clone();
            int x = MATRICES * ROWS * n;
            int y = 2 * x + n;
            for (int item = 0; item < MATRICES; item++) {
                HalsEightRowsKernels.halsEightRows(item, eight, integers, new int[] {MATRICES, 0, 2 * x, y, n, ITERATIONS});
                HalsAnyRowsKernels.halsAnyRows(item, any, integers, new int[] {MATRICES, 0, 2 * x, y, n, ITERATIONS, ROWS, y + x});
            }
            assertArrayEquals(slice(any, y, x), slice(eight, y, x), 2e-6f, "columns " + n);
            assertArrayEquals(slice(memory(n, n), 0, y), slice(eight, 0, y), "what is only read");
            assertEquals(UNTOUCHED, eight[y + x]);
        }
    }

    @Test
    void bothGradientsAgreeAndMayLieOverThatOfTheResult() {
        for (int n : new int[] {1, 5, 64, 70, 512}) {
            for (int steps : new int[] {1, 3, ITERATIONS + 1}) {
                float[] eight = memory(n, 100 + n);
                float[] any = eight.clone();
                int x = MATRICES * ROWS * n;
                int y = 2 * x + n;
                for (int item = 0; item < MATRICES; item++) {
                    HalsEightRowsKernels.halsEightRowsGradient(item, eight, integers,
                            new int[] {MATRICES, 0, 2 * x, x, x, n, ITERATIONS, y + x, steps});
                    HalsAnyRowsKernels.halsAnyRowsGradient(item, any, integers,
                            new int[] {MATRICES, 0, 2 * x, x, y, n, ITERATIONS, ROWS, y + x, steps});
                }
                assertArrayEquals(slice(any, y, x), slice(eight, x, x), 5e-6f, "columns " + n + ", steps " + steps);
            }
        }
    }

    @Test
    void aMatrixOfZerosStaysZero() {
        int n = 70;
        float[] memory = memory(n, 1);
        Arrays.fill(memory, 0, ROWS * n, 0f);
        HalsEightRowsKernels.halsEightRows(0, memory, integers, new int[] {1, 0, 2 * MATRICES * ROWS * n, 0, n, ITERATIONS});
        for (int i = 0; i < ROWS * n; i++) {
            assertEquals(0f, memory[i], 1e-12f);
        }
    }
}
