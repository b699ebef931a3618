package dev.factorizer.backend.tornado.kernels.factorization;

import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * Small linear systems A Z = B, one per item, by Gaussian elimination with partial pivoting. Not every device has doubles: a
 * solution in float is refined twice by its residual, which is summed with twice the digits (Golub and Van Loan, section 3.5.3).
 */
public final class SolveKernels {
    /** Settings of {@link #solve}. */
    public interface Solve extends KernelSettings {
        int A = 1;
        int B = 2;
        int Z = 3;
        /** n² + 3 n numbers per system: both triangular factors, which row of A each row was, a residual, a correction. */
        int WORKSPACE = 4;
        /** n. */
        int SIZE = 5;
        int COLUMNS = 6;
        /** The task's number. */
        int TASK = 7;
    }

    private static final int REFINEMENTS = 2;
    /** 2¹² + 1: splits a float into two of twelve bits. */
    private static final float SPLITTER = 4097f;

    private SolveKernels() { }

    public static void solve(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[Solve.SIZE];
        int columns = settings[Solve.COLUMNS];
        int a = settings[Solve.A] + item * n * n;
        int factors = settings[Solve.WORKSPACE] + item * workspace(n);
        if (eliminate(memory, a, factors, n) == 0) {
            if (integers[0] == 0) {
                integers[0] = settings[Solve.TASK];
                integers[1] = item;
            }
        } else {
            for (int column = 0; column < columns; column++) {
                solve(memory, a, factors, n, settings[Solve.B] + item * n * columns + column, settings[Solve.Z] + item * n
                        * columns + column, columns);
            }
        }
    }

    /** How much working memory a system of this size needs. */
    public static int workspace(int n) {
        return n * n + 3 * n;
    }

    /** Solves for one vector; its elements and those of the solution lie so many places apart. */
    static void solve(float[] memory, int a, int factors, int n, int b, int z, int step) {
        int residual = factors + n * n + n;
        for (int row = 0; row < n; row++) {
            memory[residual + row] = memory[b + row * step];
            memory[z + row * step] = 0f;
        }
        for (int pass = 0; pass <= REFINEMENTS; pass++) {
            substitute(memory, factors, n);
            for (int row = 0; row < n; row++) {
                memory[z + row * step] += memory[residual + n + row];
            }
            for (int row = 0; row < n; row++) {
                memory[residual + row] = rest(memory, a + row * n, z, step, n, memory[b + row * step]);
            }
        }
    }

    /** Makes the factors; 0 if the matrix is singular. */
    static int eliminate(float[] memory, int a, int factors, int n) {
        int order = factors + n * n;
        for (int i = 0; i < n * n; i++) {
            memory[factors + i] = memory[a + i];
        }
        for (int i = 0; i < n; i++) {
            memory[order + i] = i;
        }
        int regular = 1;
        for (int step = 0; step < n; step++) {
            int pivot = step;
            for (int row = step + 1; row < n; row++) {
                if (Math.abs(memory[factors + row * n + step]) > Math.abs(memory[factors + pivot * n + step])) {
                    pivot = row;
                }
            }
            float divisor = memory[factors + pivot * n + step];
            if (!(Math.abs(divisor) > 0f)) {
                regular = 0;
            }
            if (pivot != step) {
                exchange(memory, order + step, order + pivot);
                for (int k = 0; k < n; k++) {
                    exchange(memory, factors + step * n + k, factors + pivot * n + k);
                }
            }
            for (int row = step + 1; row < n; row++) {
                float factor = memory[factors + row * n + step] / divisor;
                memory[factors + row * n + step] = factor;
                for (int k = step + 1; k < n; k++) {
                    memory[factors + row * n + k] -= factor * memory[factors + step * n + k];
                }
            }
        }
        return regular;
    }

    private static void exchange(float[] memory, int i, int j) {
        float held = memory[i];
        memory[i] = memory[j];
        memory[j] = held;
    }

    /** Solves for the residual; the correction lies behind it. */
    private static void substitute(float[] memory, int factors, int n) {
        int order = factors + n * n;
        int residual = order + n;
        int correction = residual + n;
        for (int row = 0; row < n; row++) {
            float sum = memory[residual + (int) memory[order + row]];
            for (int k = 0; k < row; k++) {
                sum -= memory[factors + row * n + k] * memory[correction + k];
            }
            memory[correction + row] = sum;
        }
        for (int row = n - 1; row >= 0; row--) {
            float sum = memory[correction + row];
            for (int k = row + 1; k < n; k++) {
                sum -= memory[factors + row * n + k] * memory[correction + k];
            }
            memory[correction + row] = sum / memory[factors + row * n + row];
        }
    }

    /** b − Σ aₖ zₖ, in two floats that are added at the end. */
    private static float rest(float[] memory, int a, int z, int step, int n, float b) {
        float sum = b;
        float lost = 0f;
        for (int k = 0; k < n; k++) {
            float x = memory[a + k];
            float y = -memory[z + k * step];
            float xHigh = upper(x);
            float yHigh = upper(y);
            float xLow = x - xHigh;
            float yLow = y - yHigh;
            float product = x * y;
            float error = xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
            float next = sum + product;
            float share = next - sum;
            lost += sum - (next - share) + (product - share) + error;
            sum = next;
        }
        return sum + lost;
    }

    /** The upper half of the digits. */
    private static float upper(float x) {
        float wide = SPLITTER * x;
        return wide - (wide - x);
    }
}
