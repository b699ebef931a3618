package dev.factorizer.backend.tornado.kernels.factorization;

import dev.factorizer.backend.tornado.kernels.blocks.VectorLanes;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * What {@link HalsEightRowsKernels} does, for any number of rows, and the gradient. An item has one matrix and working memory of its
 * own: M groups of lanes for sums, then for each iteration u (M), the gradient of its numerator (M), b, 1/c and the gradient of b.
 */
public final class HalsAnyRowsKernels {
    /** Settings of {@link #halsAnyRows}. */
    public interface Forward extends KernelSettings {
        int X = 1;
        int V0 = 2;
        /** May be x. */
        int Y = 3;
        int COLUMNS = 4;
        /** 1 or more. */
        int ITERATIONS = 5;
        int ROWS = 6;
        int WORKSPACE = 7;
    }

    /** Settings of {@link #halsAnyRowsGradient}. */
    public interface Gradient extends KernelSettings {
        int X = 1;
        int V0 = 2;
        int G = 3;
        /** May be g. */
        int RESULT = 4;
        int COLUMNS = 5;
        int ITERATIONS = 6;
        int ROWS = 7;
        int WORKSPACE = 8;
        /** How many of the last iterations are differentiated, 1 or more. */
        int DIFFERENTIATED = 9;
    }

    private static final float EPSILON = HalsEightRowsKernels.EPSILON;
    /** Numbers an iteration keeps beside u and its gradient. */
    private static final int SCALARS = 3;

    private HalsAnyRowsKernels() { }

    /** The result may lie over X. */
    public static void halsAnyRows(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[Forward.COLUMNS];
        int m = settings[Forward.ROWS];
        int iterations = settings[Forward.ITERATIONS];
        int x = settings[Forward.X] + item * m * n;
        int y = settings[Forward.Y] + item * m * n;
        int work = settings[Forward.WORKSPACE] + item * (m * VectorLanes.COUNT + iterations * (2 * m + SCALARS));
        iterate(memory, x, m, n, settings[Forward.V0], iterations, work);
        int u = work + m * VectorLanes.COUNT + (iterations - 1) * (2 * m + SCALARS);
        float[] v = new float[VectorLanes.COUNT];
        for (int j = 0; j < n; j += VectorLanes.COUNT) {
            int width = VectorLanes.width(n, j);
            columns(memory, x + j, m, n, width, u, memory[u + 2 * m + 1], v);
            for (int i = 0; i < m; i++) {
                outer(memory, y + i * n + j, width, memory[u + i], v);
            }
        }
    }

    /** A part of a row of u vᵀ. */
    private static void outer(float[] memory, int to, int width, float u, float[] v) {
        for (int l = 0; l < width; l++) {
            memory[to + l] = u * v[l];
        }
    }

    /** All iterations, whose u, b and 1/c stay in the working memory. */
    static void iterate(float[] memory, int x, int m, int n, int v0, int iterations, int work) {
        float[] v = new float[VectorLanes.COUNT];
        float[] squares = new float[VectorLanes.COUNT];
        int record = 2 * m + SCALARS;
        int first = work + m * VectorLanes.COUNT;
        for (int t = 0; t < iterations; t++) {
            int u = first + t * record;
            for (int k = 0; k < m * VectorLanes.COUNT; k++) {
                memory[work + k] = 0f;
            }
            VectorLanes.put(squares, VectorLanes.COUNT, 0f);
            for (int j = 0; j < n; j += VectorLanes.COUNT) {
                int width = VectorLanes.width(n, j);
                if (t == 0) {
                    VectorLanes.read(memory, v0 + j, width, v, 0);
                } else {
                    columns(memory, x + j, m, n, width, u - record, memory[u - record + 2 * m + 1], v);
                }
                for (int l = 0; l < VectorLanes.COUNT; l++) {
                    squares[l] += v[l] * v[l];
                }
                addRows(memory, x + j, m, n, width, v, work);
            }
            float b = VectorLanes.total(squares, 0) + EPSILON;
            float c = EPSILON;
            for (int i = 0; i < m; i++) {
                float s = (total(memory, work + i * VectorLanes.COUNT) + EPSILON) / b;
                s = s < 0f ? 0f : s;
                memory[u + i] = s;
                c += s * s;
            }
            memory[u + 2 * m] = b;
            memory[u + 2 * m + 1] = 1f / c;
        }
    }

    /** Elements of v' from their columns of X, as u and 1/c give them. */
    static void columns(float[] memory, int x, int m, int n, int width, int u, float scale, float[] v) {
        weighted(memory, x, m, n, width, u, v);
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            float s = (v[l] + EPSILON) * scale;
            s = s < 0f ? 0f : s;
            v[l] = l < width ? s : 0f;
        }
    }

    /** The sum of a matrix's rows, each times its weight. */
    static void weighted(float[] memory, int x, int m, int n, int width, int weights, float[] sum) {
        float[] row = new float[VectorLanes.COUNT];
        VectorLanes.put(sum, VectorLanes.COUNT, 0f);
        for (int i = 0; i < m; i++) {
            float weight = memory[weights + i];
            VectorLanes.read(memory, x + i * n, width, row, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                sum[l] += weight * row[l];
            }
        }
    }

    /** Adds each row times v to the row's group of sums. */
    static void addRows(float[] memory, int x, int m, int n, int width, float[] v, int sums) {
        float[] row = new float[VectorLanes.COUNT];
        for (int i = 0; i < m; i++) {
            VectorLanes.read(memory, x + i * n, width, row, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                memory[sums + i * VectorLanes.COUNT + l] += row[l] * v[l];
            }
        }
    }

    static float total(float[] memory, int at) {
        float sum = 0f;
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            sum += memory[at + l];
        }
        return sum;
    }

    /** The gradient of X from that of the result. The result may lie over g. */
    public static void halsAnyRowsGradient(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[Gradient.COLUMNS];
        int m = settings[Gradient.ROWS];
        int iterations = settings[Gradient.ITERATIONS];
        int record = 2 * m + SCALARS;
        int x = settings[Gradient.X] + item * m * n;
        int g = settings[Gradient.G] + item * m * n;
        int work = settings[Gradient.WORKSPACE] + item * (m * VectorLanes.COUNT + iterations * record);
        int first = work + m * VectorLanes.COUNT;
        int end = iterations - settings[Gradient.DIFFERENTIATED] < 0 ? 0 : iterations - settings[Gradient.DIFFERENTIATED];
        iterate(memory, x, m, n, settings[Gradient.V0], iterations, work);
        for (int t = iterations - 1; t >= end; t--) {
            pullBack(memory, x, g, m, n, work, first + t * record, t == iterations - 1);
        }
        columnGradients(memory, x, g, settings[Gradient.RESULT] + item * m * n, m, n, settings[Gradient.V0], first, iterations, end);
    }

    /** The gradients of numerator and denominator of u in one iteration, from those of the iteration after it. */
    private static void pullBack(float[] memory, int x, int g, int m, int n, int work, int u, boolean last) {
        int record = 2 * m + SCALARS;
        int next = u + record;
        float scale = memory[u + 2 * m + 1];
        float twice = last ? 0f : 2f * memory[next + 2 * m + 2];
        float[] v = new float[VectorLanes.COUNT];
        float[] gv = new float[VectorLanes.COUNT];
        float[] sum = new float[VectorLanes.COUNT];
        VectorLanes.put(sum, VectorLanes.COUNT, 0f);
        for (int k = 0; k < m * VectorLanes.COUNT; k++) {
            memory[work + k] = 0f;
        }
        for (int j = 0; j < n; j += VectorLanes.COUNT) {
            int width = VectorLanes.width(n, j);
            columns(memory, x + j, m, n, width, u, scale, v);
            // v' feeds the result, or the next iteration's X v and v·v.
            if (last) {
                weighted(memory, g + j, m, n, width, u, gv);
                addRows(memory, g + j, m, n, width, v, work);
            } else {
                weighted(memory, x + j, m, n, width, next + m, gv);
            }
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                gv[l] = v[l] > 0f ? (gv[l] + twice * v[l]) * scale : 0f;
                sum[l] += gv[l] * v[l];
            }
            addRows(memory, x + j, m, n, width, gv, work);
        }
        float twiceC = -2f * VectorLanes.total(sum, 0);
        float b = memory[u + 2 * m];
        float gb = 0f;
        for (int i = 0; i < m; i++) {
            float factor = memory[u + i];
            float gradient = total(memory, work + i * VectorLanes.COUNT) + twiceC * factor;
            gradient = factor > 0f ? gradient / b : 0f;
            memory[u + m + i] = gradient;
            gb -= gradient * factor;
        }
        memory[u + 2 * m + 2] = gb;
    }

    /** dX = Σ_t u_t q_tᵀ + p_t v_tᵀ, with q and p the gradients of the numerators of v' and u, a group of columns at a time. */
    private static void columnGradients(float[] memory, int x, int g, int dx, int m, int n, int v0, int first, int iterations,
            int end) {
        int record = 2 * m + SCALARS;
        float[] v = new float[VectorLanes.COUNT];
        float[] gv = new float[VectorLanes.COUNT];
        float[] before = new float[VectorLanes.COUNT];
        float[] row = new float[VectorLanes.COUNT];
        for (int j = 0; j < n; j += VectorLanes.COUNT) {
            int width = VectorLanes.width(n, j);
            int u = first + (iterations - 1) * record;
            columns(memory, x + j, m, n, width, u, memory[u + 2 * m + 1], v);
            weighted(memory, g + j, m, n, width, u, gv);
            for (int t = iterations - 1; t >= end; t--) {
                u = first + t * record;
                float scale = memory[u + 2 * m + 1];
                for (int l = 0; l < VectorLanes.COUNT; l++) {
                    gv[l] = v[l] > 0f ? gv[l] * scale : 0f;
                }
                if (t == 0) {
                    VectorLanes.read(memory, v0 + j, width, before, 0);
                } else {
                    columns(memory, x + j, m, n, width, u - record, memory[u - record + 2 * m + 1], before);
                }
                for (int i = 0; i < m; i++) {
                    float factor = memory[u + i];
                    float gradient = memory[u + m + i];
                    int at = dx + i * n + j;
                    if (t == iterations - 1) {
                        VectorLanes.put(row, VectorLanes.COUNT, 0f);
                    } else {
                        VectorLanes.read(memory, at, width, row, 0);
                    }
                    for (int l = 0; l < VectorLanes.COUNT; l++) {
                        row[l] += factor * gv[l] + gradient * before[l];
                    }
                    VectorLanes.write(row, 0, memory, at, width);
                }
                weighted(memory, x + j, m, n, width, u + m, gv);
                float twice = 2f * memory[u + 2 * m + 2];
                for (int l = 0; l < VectorLanes.COUNT; l++) {
                    gv[l] += twice * before[l];
                    v[l] = before[l];
                }
            }
        }
    }
}
