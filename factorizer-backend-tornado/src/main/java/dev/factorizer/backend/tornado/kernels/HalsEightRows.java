package dev.factorizer.backend.tornado.kernels;

/**
 * Hierarchical alternating least squares of rank 1 on matrices of eight rows, the size of the published networks: an item has
 * one matrix. Iteration t: b = v·v + ε, u = relu((X v + ε)/b); c = u·u + ε, v' = relu((Xᵀu + ε)/c).
 *
 * <p>v is never stored: each of its elements follows from a column of X and the last u. So one pass over X makes the elements of
 * v' and with them the sums of the next iteration, in nine groups of lanes: those of X v', row by row, then that of v'·v'.
 */
public final class HalsEightRows {
    static final float EPSILON = 1e-16f;
    static final int ROWS = 8;
    /** Where the sum of squares lies, behind those of the rows. */
    static final int SQUARES = ROWS * Lanes.COUNT;
    static final int SUMS = SQUARES + Lanes.COUNT;

    private HalsEightRows() { }

    /** Settings: items, X, v0, the result, columns, iterations (1 or more). The result may lie over X. */
    public static void forward(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[4];
        int x = settings[1] + item * ROWS * n;
        int y = settings[3] + item * ROWS * n;
        int iterations = settings[5];
        float[] sums = new float[SUMS];
        float[] u = new float[ROWS];
        begin(memory, x, n, settings[2], sums);
        float scale = factor(sums, u);
        for (int t = 1; t < iterations; t++) {
            step(memory, x, n, u, scale, sums);
            scale = factor(sums, u);
        }
        float[] v = new float[Lanes.COUNT];
        for (int j = 0; j < n; j += Lanes.COUNT) {
            int width = Lanes.width(n, j);
            columns(memory, x + j, n, width, u, scale, v);
            for (int i = 0; i < ROWS; i++) {
                outer(memory, y + i * n + j, width, u[i], v);
            }
        }
    }

    /** The sums X v and v·v of the first iteration. */
    static void begin(float[] memory, int x, int n, int v, float[] sums) {
        Lanes.put(sums, SUMS, 0f);
        int whole = n / Lanes.COUNT * Lanes.COUNT;
        for (int j = 0; j < whole; j += Lanes.COUNT) {
            for (int l = 0; l < Lanes.COUNT; l++) {
                add(memory, x + j + l, n, memory[v + j + l], sums, l);
            }
        }
        for (int j = whole; j < n; j++) {
            add(memory, x + j, n, memory[v + j], sums, j - whole);
        }
    }

    /** The same of the next iteration: v' follows from u. */
    static void step(float[] memory, int x, int n, float[] u, float scale, float[] sums) {
        float u0 = u[0];
        float u1 = u[1];
        float u2 = u[2];
        float u3 = u[3];
        float u4 = u[4];
        float u5 = u[5];
        float u6 = u[6];
        float u7 = u[7];
        Lanes.put(sums, SUMS, 0f);
        int whole = n / Lanes.COUNT * Lanes.COUNT;
        for (int j = 0; j < whole; j += Lanes.COUNT) {
            for (int l = 0; l < Lanes.COUNT; l++) {
                int at = x + j + l;
                add(memory, at, n, element(memory, at, n, u0, u1, u2, u3, u4, u5, u6, u7, scale), sums, l);
            }
        }
        for (int j = whole; j < n; j++) {
            int at = x + j;
            add(memory, at, n, element(memory, at, n, u0, u1, u2, u3, u4, u5, u6, u7, scale), sums, j - whole);
        }
    }

    /** An element of v' from its column of X. */
    private static float element(float[] memory, int at, int n, float u0, float u1, float u2, float u3, float u4, float u5,
            float u6, float u7, float scale) {
        float even = memory[at] * u0 + EPSILON + memory[at + 2 * n] * u2 + memory[at + 4 * n] * u4 + memory[at + 6 * n] * u6;
        float odd = memory[at + n] * u1 + memory[at + 3 * n] * u3 + memory[at + 5 * n] * u5 + memory[at + 7 * n] * u7;
        float s = (even + odd) * scale;
        // Written so that a NaN stays one.
        return s < 0f ? 0f : s;
    }

    private static void add(float[] memory, int at, int n, float v, float[] sums, int l) {
        sums[SQUARES + l] += v * v;
        sums[l] += memory[at] * v;
        sums[Lanes.COUNT + l] += memory[at + n] * v;
        sums[2 * Lanes.COUNT + l] += memory[at + 2 * n] * v;
        sums[3 * Lanes.COUNT + l] += memory[at + 3 * n] * v;
        sums[4 * Lanes.COUNT + l] += memory[at + 4 * n] * v;
        sums[5 * Lanes.COUNT + l] += memory[at + 5 * n] * v;
        sums[6 * Lanes.COUNT + l] += memory[at + 6 * n] * v;
        sums[7 * Lanes.COUNT + l] += memory[at + 7 * n] * v;
    }

    /** Elements of v' from their columns of X; the first lies at {@code at}. */
    static void columns(float[] memory, int at, int n, int width, float[] u, float scale, float[] v) {
        float u0 = u[0];
        float u1 = u[1];
        float u2 = u[2];
        float u3 = u[3];
        float u4 = u[4];
        float u5 = u[5];
        float u6 = u[6];
        float u7 = u[7];
        if (width == Lanes.COUNT) {
            for (int l = 0; l < Lanes.COUNT; l++) {
                v[l] = element(memory, at + l, n, u0, u1, u2, u3, u4, u5, u6, u7, scale);
            }
        } else {
            for (int l = 0; l < Lanes.COUNT; l++) {
                v[l] = l < width ? element(memory, at + l, n, u0, u1, u2, u3, u4, u5, u6, u7, scale) : 0f;
            }
        }
    }

    /** A part of a row of u vᵀ. */
    static void outer(float[] memory, int to, int width, float u, float[] v) {
        if (width == Lanes.COUNT) {
            for (int l = 0; l < Lanes.COUNT; l++) {
                memory[to + l] = u * v[l];
            }
        } else {
            for (int l = 0; l < width; l++) {
                memory[to + l] = u * v[l];
            }
        }
    }

    /** u from the sums X v and v·v; gives 1/c. */
    static float factor(float[] sums, float[] u) {
        float b = Lanes.total(sums, SQUARES) + EPSILON;
        float c = EPSILON;
        for (int i = 0; i < ROWS; i++) {
            float s = (Lanes.total(sums, i * Lanes.COUNT) + EPSILON) / b;
            s = s < 0f ? 0f : s;
            u[i] = s;
            c += s * s;
        }
        return 1f / c;
    }
}
