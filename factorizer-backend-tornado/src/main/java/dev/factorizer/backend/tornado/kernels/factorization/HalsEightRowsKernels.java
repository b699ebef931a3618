package dev.factorizer.backend.tornado.kernels.factorization;

import dev.factorizer.backend.tornado.kernels.blocks.VectorLanes;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * Hierarchical alternating least squares of rank 1 on matrices of eight rows and at most 512 columns, the size of the published
 * networks, and its gradient. An item has one matrix, in arrays of its own: X is read once. Iteration t: b = v·v + ε, u =
 * relu((X v + ε)/b); c = u·u + ε, v' = relu((Xᵀu + ε)/c).
 *
 * <p>v is never stored: its elements follow from a column of X and the last u. So one pass over X makes v' and with it the sums
 * of the next iteration, in nine groups of lanes: those of X v', row by row, then that of v'·v'. In the same way the gradient needs
 * of each iteration only u, the gradient of its numerator, b, 1/c and the gradient of b, which lie in working memory.
 */
public final class HalsEightRowsKernels {
    /** Settings of {@link #halsEightRows}. */
    public interface Forward extends KernelSettings {
        int X = 1;
        int V0 = 2;
        /** May be x. */
        int Y = 3;
        int COLUMNS = 4;
        /** 1 or more. */
        int ITERATIONS = 5;
    }

    /** Settings of {@link #halsEightRowsGradient}. */
    public interface Gradient extends KernelSettings {
        int X = 1;
        int V0 = 2;
        int G = 3;
        /** May be g. */
        int RESULT = 4;
        int COLUMNS = 5;
        int ITERATIONS = 6;
        /** 19 floats per iteration for each item. */
        int WORKSPACE = 7;
        /** How many of the last iterations are differentiated, 1 or more. */
        int DIFFERENTIATED = 8;
    }

    static final float EPSILON = 1e-16f;
    private static final int ROWS = 8;
    /** From row to row of the item's copy. */
    private static final int STEP = 512;
    private static final int SQUARES = ROWS * VectorLanes.COUNT;
    private static final int SUMS = SQUARES + VectorLanes.COUNT;
    /** What is kept of an iteration: u, the gradient of its numerator, b, 1/c, the gradient of b. */
    private static final int RECORD = 2 * ROWS + 3;

    private HalsEightRowsKernels() { }

    /** The result may lie over X. */
    public static void halsEightRows(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[Forward.COLUMNS];
        int y = settings[Forward.Y] + item * ROWS * n;
        float[] x = new float[ROWS * STEP];
        float[] sums = new float[SUMS];
        float[] u = new float[ROWS];
        float[] v = new float[VectorLanes.COUNT];
        read(memory, settings[Forward.X] + item * ROWS * n, n, x);
        begin(memory, settings[Forward.V0], n, x, v, sums);
        float scale = factor(sums, u);
        for (int t = 1; t < settings[Forward.ITERATIONS]; t++) {
            advance(n, x, u, scale, v, sums);
            scale = factor(sums, u);
        }
        for (int j = 0; j < n; j += VectorLanes.COUNT) {
            int width = VectorLanes.width(n, j);
            columns(x, j, width, u, scale, v);
            for (int i = 0; i < ROWS; i++) {
                float factor = u[i];
                for (int l = 0; l < width; l++) {
                    memory[y + i * n + j + l] = factor * v[l];
                }
            }
        }
    }

    /** The gradient of X from that of the result. The result may lie over g. */
    public static void halsEightRowsGradient(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[Gradient.COLUMNS];
        int iterations = settings[Gradient.ITERATIONS];
        int matrix = item * ROWS * n;
        int first = settings[Gradient.WORKSPACE] + item * iterations * RECORD;
        int end = iterations - settings[Gradient.DIFFERENTIATED] < 0 ? 0 : iterations - settings[Gradient.DIFFERENTIATED];
        float[] x = new float[ROWS * STEP];
        float[] g = new float[ROWS * STEP];
        float[] sums = new float[SUMS];
        float[] u = new float[ROWS];
        float[] w = new float[ROWS];
        float[] v = new float[VectorLanes.COUNT];
        float[] gv = new float[VectorLanes.COUNT];
        read(memory, settings[Gradient.X] + matrix, n, x);
        read(memory, settings[Gradient.G] + matrix, n, g);
        begin(memory, settings[Gradient.V0], n, x, v, sums);
        float scale = 0f;
        for (int t = 0; t < iterations; t++) {
            if (t > 0) {
                advance(n, x, u, scale, v, sums);
            }
            int record = first + t * RECORD;
            memory[record + 2 * ROWS] = VectorLanes.total(sums, SQUARES) + EPSILON;
            scale = factor(memory[record + 2 * ROWS], sums, u);
            memory[record + 2 * ROWS + 1] = scale;
            for (int i = 0; i < ROWS; i++) {
                memory[record + i] = u[i];
            }
        }
        for (int t = iterations - 1; t >= end; t--) {
            int record = first + t * RECORD;
            scale = memory[record + 2 * ROWS + 1];
            for (int i = 0; i < ROWS; i++) {
                u[i] = memory[record + i];
            }
            VectorLanes.put(sums, SUMS, 0f);
            if (t == iterations - 1) {
                // v' feeds the result …
                for (int j = 0; j < n; j += VectorLanes.COUNT) {
                    int width = VectorLanes.width(n, j);
                    columns(x, j, width, u, scale, v);
                    weighted(g, j, u, gv);
                    add(g, j, v, sums);
                    mask(scale, v, gv, sums);
                    add(x, j, gv, sums);
                }
            } else {
                // … or the next iteration's X v and v·v.
                float twice = 2f * memory[record + RECORD + 2 * ROWS + 2];
                for (int i = 0; i < ROWS; i++) {
                    w[i] = memory[record + RECORD + ROWS + i];
                }
                for (int j = 0; j < n; j += VectorLanes.COUNT) {
                    int width = VectorLanes.width(n, j);
                    columns(x, j, width, u, scale, v);
                    weighted(x, j, w, gv);
                    for (int l = 0; l < VectorLanes.COUNT; l++) {
                        gv[l] += twice * v[l];
                    }
                    mask(scale, v, gv, sums);
                    add(x, j, gv, sums);
                }
            }
            pullBack(memory, record, sums);
        }
        columnGradients(memory, settings[Gradient.V0], settings[Gradient.RESULT] + matrix, n, first, iterations, end, x, g, u,
                v, gv);
    }

    private static void read(float[] memory, int from, int n, float[] x) {
        int padded = VectorLanes.groups(n) * VectorLanes.COUNT;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < n; j++) {
                x[i * STEP + j] = memory[from + i * n + j];
            }
            for (int j = n; j < padded; j++) {
                x[i * STEP + j] = 0f;
            }
        }
    }

    /** The sums X v and v·v of the first iteration. */
    private static void begin(float[] memory, int v0, int n, float[] x, float[] v, float[] sums) {
        VectorLanes.put(sums, SUMS, 0f);
        for (int j = 0; j < n; j += VectorLanes.COUNT) {
            VectorLanes.read(memory, v0 + j, VectorLanes.width(n, j), v, 0);
            add(x, j, v, sums);
            squares(v, sums);
        }
    }

    /** The same of the next iteration: v' follows from u. */
    private static void advance(int n, float[] x, float[] u, float scale, float[] v, float[] sums) {
        VectorLanes.put(sums, SUMS, 0f);
        for (int j = 0; j < n; j += VectorLanes.COUNT) {
            columns(x, j, VectorLanes.width(n, j), u, scale, v);
            add(x, j, v, sums);
            squares(v, sums);
        }
    }

    /** The elements of v' in some columns; 0 beyond the last. */
    private static void columns(float[] x, int j, int width, float[] u, float scale, float[] v) {
        weighted(x, j, u, v);
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            float s = (v[l] + EPSILON) * scale;
            // Written so that a NaN stays one.
            v[l] = s < 0f ? 0f : s;
        }
        for (int l = width; l < VectorLanes.COUNT; l++) {
            v[l] = 0f;
        }
    }

    /** The sum of the rows, each times its weight. */
    private static void weighted(float[] x, int j, float[] weights, float[] sum) {
        float w0 = weights[0];
        float w1 = weights[1];
        float w2 = weights[2];
        float w3 = weights[3];
        float w4 = weights[4];
        float w5 = weights[5];
        float w6 = weights[6];
        float w7 = weights[7];
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            float even = x[j + l] * w0 + x[2 * STEP + j + l] * w2 + x[4 * STEP + j + l] * w4 + x[6 * STEP + j + l] * w6;
            float odd = x[STEP + j + l] * w1 + x[3 * STEP + j + l] * w3 + x[5 * STEP + j + l] * w5 + x[7 * STEP + j + l] * w7;
            sum[l] = even + odd;
        }
    }

    /** Adds each row times v to its group of sums. */
    private static void add(float[] x, int j, float[] v, float[] sums) {
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            float s = v[l];
            sums[l] += x[j + l] * s;
            sums[VectorLanes.COUNT + l] += x[STEP + j + l] * s;
            sums[2 * VectorLanes.COUNT + l] += x[2 * STEP + j + l] * s;
            sums[3 * VectorLanes.COUNT + l] += x[3 * STEP + j + l] * s;
            sums[4 * VectorLanes.COUNT + l] += x[4 * STEP + j + l] * s;
            sums[5 * VectorLanes.COUNT + l] += x[5 * STEP + j + l] * s;
            sums[6 * VectorLanes.COUNT + l] += x[6 * STEP + j + l] * s;
            sums[7 * VectorLanes.COUNT + l] += x[7 * STEP + j + l] * s;
        }
    }

    private static void squares(float[] v, float[] sums) {
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            sums[SQUARES + l] += v[l] * v[l];
        }
    }

    /** Makes the gradient of v' that of its numerator, and adds what of it belongs to 1/c to the last group. */
    private static void mask(float scale, float[] v, float[] gv, float[] sums) {
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            gv[l] = v[l] > 0f ? gv[l] * scale : 0f;
            sums[SQUARES + l] += gv[l] * v[l];
        }
    }

    /** u from the sums X v and v·v; gives 1/c. */
    private static float factor(float[] sums, float[] u) {
        return factor(VectorLanes.total(sums, SQUARES) + EPSILON, sums, u);
    }

    private static float factor(float b, float[] sums, float[] u) {
        float c = EPSILON;
        for (int i = 0; i < ROWS; i++) {
            float s = (VectorLanes.total(sums, i * VectorLanes.COUNT) + EPSILON) / b;
            s = s < 0f ? 0f : s;
            u[i] = s;
            c += s * s;
        }
        return 1f / c;
    }

    /** The gradients of numerator and denominator of u. */
    private static void pullBack(float[] memory, int record, float[] sums) {
        float twice = -2f * VectorLanes.total(sums, SQUARES);
        float b = memory[record + 2 * ROWS];
        float gb = 0f;
        for (int i = 0; i < ROWS; i++) {
            float factor = memory[record + i];
            float gradient = VectorLanes.total(sums, i * VectorLanes.COUNT) + twice * factor;
            gradient = factor > 0f ? gradient / b : 0f;
            memory[record + ROWS + i] = gradient;
            gb -= gradient * factor;
        }
        memory[record + 2 * ROWS + 2] = gb;
    }

    /** dX = Σ_t u_t q_tᵀ + p_t v_tᵀ, with q and p the gradients of the numerators of v' and u, some columns at a time. */
    private static void columnGradients(float[] memory, int v0, int dx, int n, int first, int iterations, int end, float[] x,
            float[] g, float[] u, float[] v, float[] gv) {
        float[] before = new float[VectorLanes.COUNT];
        float[] result = new float[ROWS * VectorLanes.COUNT];
        float[] gradient = new float[ROWS];
        for (int j = 0; j < n; j += VectorLanes.COUNT) {
            int width = VectorLanes.width(n, j);
            int last = first + (iterations - 1) * RECORD;
            for (int i = 0; i < ROWS; i++) {
                u[i] = memory[last + i];
            }
            columns(x, j, width, u, memory[last + 2 * ROWS + 1], v);
            weighted(g, j, u, gv);
            VectorLanes.put(result, ROWS * VectorLanes.COUNT, 0f);
            for (int t = iterations - 1; t >= end; t--) {
                int record = first + t * RECORD;
                float scale = memory[record + 2 * ROWS + 1];
                for (int l = 0; l < VectorLanes.COUNT; l++) {
                    gv[l] = v[l] > 0f ? gv[l] * scale : 0f;
                }
                for (int i = 0; i < ROWS; i++) {
                    gradient[i] = memory[record + ROWS + i];
                    outer(memory[record + i], gv, result, i * VectorLanes.COUNT);
                }
                if (t == 0) {
                    VectorLanes.read(memory, v0 + j, width, before, 0);
                } else {
                    for (int i = 0; i < ROWS; i++) {
                        u[i] = memory[record - RECORD + i];
                    }
                    columns(x, j, width, u, memory[record - RECORD + 2 * ROWS + 1], before);
                }
                for (int i = 0; i < ROWS; i++) {
                    outer(gradient[i], before, result, i * VectorLanes.COUNT);
                }
                weighted(x, j, gradient, gv);
                float twice = 2f * memory[record + 2 * ROWS + 2];
                for (int l = 0; l < VectorLanes.COUNT; l++) {
                    gv[l] += twice * before[l];
                    v[l] = before[l];
                }
            }
            for (int i = 0; i < ROWS; i++) {
                for (int l = 0; l < width; l++) {
                    memory[dx + i * n + j + l] = result[i * VectorLanes.COUNT + l];
                }
            }
        }
    }

    private static void outer(float factor, float[] v, float[] result, int at) {
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            result[at + l] += factor * v[l];
        }
    }
}
