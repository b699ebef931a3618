package dev.factorizer.backend.tornado.kernels.factorization;

import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * Singular vectors of small matrices, one per item, by one-sided Jacobi rotations (Golub and Van Loan, section 8.6): plane
 * rotations make the rows of the shorter side orthogonal; their lengths are the singular values, their directions the vectors of
 * the longer side, and the rotations those of the shorter one.
 */
public final class SingularVectorKernels {
    /** Settings of {@link #singularVectors}. */
    public interface Vectors extends KernelSettings {
        int X = 1;
        int U = 2;
        int S = 3;
        int V = 4;
        /**
         * n m + m² + m numbers per matrix, m the smaller of its sizes and n the larger: the rotated rows, the rotations, the
         * values.
         */
        int WORKSPACE = 5;
        int ROWS = 6;
        int COLUMNS = 7;
        int RANK = 8;
    }

    private static final int SWEEPS = 30;
    private static final float ORTHOGONAL = 1e-7f;

    private SingularVectorKernels() { }

    public static void singularVectors(int item, float[] memory, int[] integers, int[] settings) {
        int rows = settings[Vectors.ROWS];
        int columns = settings[Vectors.COLUMNS];
        int rank = settings[Vectors.RANK];
        int wide = columns > rows ? 1 : 0;
        int m = wide == 1 ? rows : columns;
        int n = wide == 1 ? columns : rows;
        int turned = settings[Vectors.WORKSPACE] + item * (n * m + m * m + m);
        int rotations = turned + n * m;
        int values = rotations + m * m;
        int x = settings[Vectors.X] + item * rows * columns;
        float scale = load(memory, x, turned, m, n, wide);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                memory[rotations + i * m + j] = i == j ? 1f : 0f;
            }
        }
        int rotated = 1;
        for (int sweep = 0; sweep < SWEEPS && rotated == 1; sweep++) {
            rotated = 0;
            for (int i = 0; i < m; i++) {
                for (int j = i + 1; j < m; j++) {
                    int one = rotate(memory, turned, rotations, i, j, m, n);
                    rotated = one == 1 ? 1 : rotated;
                }
            }
        }
        for (int i = 0; i < m; i++) {
            memory[values + i] = (float) Math.sqrt(product(memory, turned + i * n, turned + i * n, n));
        }
        for (int r = 0; r < rank; r++) {
            int next = largest(memory, values, m);
            float value = memory[values + next];
            // Not found again.
            memory[values + next] = -1f;
            memory[settings[Vectors.S] + item * rank + r] = value * scale;
            float length = value > 0f ? 1f / value : 0f;
            int u = settings[Vectors.U] + item * rows * rank + r;
            int v = settings[Vectors.V] + item * columns * rank + r;
            if (wide == 1) {
                float direction = direction(memory, rotations + next * m, m);
                store(memory, rotations + next * m, u, rank, m, direction);
                store(memory, turned + next * n, v, rank, n, direction * length);
            } else {
                float direction = direction(memory, turned + next * n, n);
                store(memory, turned + next * n, u, rank, n, direction * length);
                store(memory, rotations + next * m, v, rank, m, direction);
            }
        }
    }

    /**
     * Writes the vectors of the shorter side as rows, divided by the largest number, which it returns: squares must be floats.
     */
    private static float load(float[] memory, int x, int rows, int m, int n, int wide) {
        float most = 0f;
        for (int i = 0; i < m * n; i++) {
            float size = Math.abs(memory[x + i]);
            most = size > most ? size : most;
        }
        float factor = most > 0f ? 1f / most : 0f;
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < n; k++) {
                memory[rows + i * n + k] = memory[wide == 1 ? x + i * n + k : x + k * m + i] * factor;
            }
        }
        return most;
    }

    /** Whether the rows had to be rotated. */
    private static int rotate(float[] memory, int turned, int rotations, int i, int j, int m, int n) {
        float a = product(memory, turned + i * n, turned + i * n, n);
        float b = product(memory, turned + j * n, turned + j * n, n);
        float c = product(memory, turned + i * n, turned + j * n, n);
        int needed = Math.abs(c) > ORTHOGONAL * (float) Math.sqrt(a) * (float) Math.sqrt(b) ? 1 : 0;
        if (needed == 1) {
            float zeta = (b - a) / (2f * c);
            float size = 1f / (Math.abs(zeta) + (float) Math.sqrt(1f + zeta * zeta));
            float tangent = zeta < 0f ? -size : size;
            float cosine = 1f / (float) Math.sqrt(1f + tangent * tangent);
            turn(memory, turned + i * n, turned + j * n, n, cosine, cosine * tangent);
            turn(memory, rotations + i * m, rotations + j * m, m, cosine, cosine * tangent);
        }
        return needed;
    }

    private static void turn(float[] memory, int a, int b, int count, float cosine, float sine) {
        for (int k = 0; k < count; k++) {
            float first = memory[a + k];
            float second = memory[b + k];
            memory[a + k] = cosine * first - sine * second;
            memory[b + k] = sine * first + cosine * second;
        }
    }

    /** With four sums side by side. */
    private static float product(float[] memory, int a, int b, int count) {
        float s0 = 0f;
        float s1 = 0f;
        float s2 = 0f;
        float s3 = 0f;
        int k = 0;
        for (; k + 3 < count; k += 4) {
            s0 += memory[a + k] * memory[b + k];
            s1 += memory[a + k + 1] * memory[b + k + 1];
            s2 += memory[a + k + 2] * memory[b + k + 2];
            s3 += memory[a + k + 3] * memory[b + k + 3];
        }
        for (; k < count; k++) {
            s0 += memory[a + k] * memory[b + k];
        }
        return s0 + s1 + (s2 + s3);
    }

    private static int largest(float[] memory, int values, int count) {
        int found = 0;
        for (int i = 1; i < count; i++) {
            found = memory[values + i] > memory[values + found] ? i : found;
        }
        return found;
    }

    /** −1 if the number of largest magnitude is negative. */
    private static float direction(float[] memory, int vector, int count) {
        float most = 0f;
        for (int i = 0; i < count; i++) {
            float number = memory[vector + i];
            most = Math.abs(number) > Math.abs(most) ? number : most;
        }
        return most < 0f ? -1f : 1f;
    }

    private static void store(float[] memory, int from, int to, int step, int count, float factor) {
        for (int i = 0; i < count; i++) {
            memory[to + i * step] = memory[from + i] * factor;
        }
    }
}
