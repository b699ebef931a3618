package dev.factorizer.backend.tornado.kernels.factorization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What single precision could lose and must not. */
class SmallMatrixKernelsTest {
    private static final int SIZE = 5;

    /** Hilbert's matrix of 5×5 has a condition of half a million: plain elimination in float is off by percents. */
    @Test
    void illConditionedSystemsAreSolved() {
        float[] memory = new float[200];
        double[][] a = new double[SIZE][SIZE];
        double[] b = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                memory[i * SIZE + j] = 1f / (i + j + 1);
                a[i][j] = memory[i * SIZE + j];
                b[i] += a[i][j] * (j + 1);
            }
        }
        int right = SIZE * SIZE;
        int z = right + SIZE;
        int work = z + SIZE;
        for (int i = 0; i < SIZE; i++) {
            memory[right + i] = (float) b[i];
            b[i] = memory[right + i];
        }
        eliminate(a, b);
        int[] integers = new int[2];
        SolveKernels.solve(0, memory, integers, new int[] {1, 0, right, z, work, SIZE, 1, 7});
        assertEquals(0, integers[0]);
        for (int i = 0; i < SIZE; i++) {
            assertEquals(b[i], memory[z + i], Math.abs(b[i]) * 1e-5, "unknown " + i);
        }
    }

    private static void eliminate(double[][] a, double[] b) {
        for (int step = 0; step < SIZE; step++) {
            for (int row = 0; row < SIZE; row++) {
                double factor = row == step ? 0 : a[row][step] / a[step][step];
                for (int k = 0; k < SIZE; k++) {
                    a[row][k] -= factor * a[step][k];
                }
                b[row] -= factor * b[step];
            }
        }
        for (int row = 0; row < SIZE; row++) {
            b[row] /= a[row][row];
        }
    }

    @Test
    void theFirstFailureIsKept() {
        float[] memory = new float[40];
        int[] integers = {3, 1};
        int[] settings = {1, 0, 4, 6, 8, 2, 1, 7};
        SolveKernels.solve(0, memory, integers, settings);
        assertArrayEquals(new int[] {3, 1}, integers);
        integers[0] = 0;
        SolveKernels.solve(0, memory, integers, settings);
        assertArrayEquals(new int[] {7, 0}, integers);
    }

    /** Squares of such numbers are no floats. */
    @Test
    void singularValuesOfAnySizeAreFound() {
        for (float scale : new float[] {1e-30f, 1, 1e30f}) {
            float[] memory = new float[60];
            memory[0] = 3 * scale;
            memory[4] = -4 * scale;
            SingularVectorKernels.singularVectors(0, memory, new int[2], new int[] {1, 0, 10, 20, 30, 40, 2, 3, 2});
            assertEquals(4 * scale, memory[20], 1e-6f * scale);
            assertEquals(3 * scale, memory[21], 1e-6f * scale);
            assertArrayEquals(new float[] {0, 1, 1, 0}, Arrays.copyOfRange(memory, 10, 14), 1e-6f, "U");
            assertArrayEquals(new float[] {0, 1, -1, 0, 0, 0}, Arrays.copyOfRange(memory, 30, 36), 1e-6f, "V");
        }
    }
}
