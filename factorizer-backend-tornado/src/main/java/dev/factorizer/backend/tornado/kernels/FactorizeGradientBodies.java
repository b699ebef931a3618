package dev.factorizer.backend.tornado.kernels;

/**
 * Gradients of the factorizations in {@link FactorizeBodies}: an item has one matrix. The iterations are done again, and what each
 * of the last ones, which are differentiated, replaced is held in working memory; then they are pulled back one by one.
 */
public final class FactorizeGradientBodies {
    private static final int STEPS = 14;

    private FactorizeGradientBodies() { }

    /**
     * The gradient of X from that of U Vᵀ, over which it may lie. Settings: items, X, u0 (M, R), v0 (N, R), gradient of the result,
     * gradient of X, columns N, iterations, rows M, rank R, working memory, its size for an item, iterations that are
     * differentiated, steps of an iteration, then for each: which rule, whether it updates U, whether it updates V; at last the task's
     * number.
     */
    public static void gradient(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[6];
        int m = settings[8];
        int r = settings[9];
        int longer = m < n ? n : m;
        int x = settings[1] + item * m * n;
        int g = settings[4] + item * m * n;
        int dx = settings[5] + item * m * n;
        int u = settings[10] + item * settings[11];
        int v = u + m * r;
        int du = v + n * r;
        int dv = du + m * r;
        int a = dv + n * r;
        int da = a + longer * r;
        int b = da + longer * r;
        int db = b + r * r;
        int system = db + UpdateGradients.PARTIAL * r * r;
        int held = system + SolveBodies.workspace(r) + r;
        int regular = 1;
        FactorizeBodies.copy(memory, settings[2], u, m * r);
        FactorizeBodies.copy(memory, settings[3], v, n * r);
        int first = settings[7] - settings[12];
        for (int t = 0; t < settings[7]; t++) {
            for (int step = 0; step < settings[13]; step++) {
                int rule = settings[STEPS + 3 * step];
                if (settings[STEPS + 3 * step + 1] != 0) {
                    if (t >= first) {
                        FactorizeBodies.copy(memory, u, held, m * r);
                        held += m * r;
                    }
                    regular = FactorizeBodies.half(memory, rule, x, n, 1, m, n, r, u, v, a, b, system) == 0 ? 0 : regular;
                }
                if (settings[STEPS + 3 * step + 2] != 0) {
                    if (t >= first) {
                        FactorizeBodies.copy(memory, v, held, n * r);
                        held += n * r;
                    }
                    regular = FactorizeBodies.half(memory, rule, x, 1, n, n, m, r, v, u, a, b, system) == 0 ? 0 : regular;
                }
            }
        }
        FactorizeBodies.report(item, integers, regular, settings[STEPS + 3 * settings[13]]);
        FactorizeBodies.project(memory, g, n, 1, m, n, r, v, du);
        FactorizeBodies.project(memory, g, 1, n, n, m, r, u, dv);
        for (int k = 0; k < m * n; k++) {
            memory[dx + k] = 0f;
        }
        for (int back = 0; back < settings[12] * settings[13]; back++) {
            int step = settings[13] - 1 - back % settings[13];
            int rule = settings[STEPS + 3 * step];
            if (settings[STEPS + 3 * step + 2] != 0) {
                held -= n * r;
                pullBack(memory, rule, x, dx, 1, n, n, m, r, held, v, u, dv, du, a, da, b, db, system);
            }
            if (settings[STEPS + 3 * step + 1] != 0) {
                held -= m * r;
                pullBack(memory, rule, x, dx, n, 1, m, n, r, held, u, v, du, dv, a, da, b, db, system);
            }
        }
    }

    /** One update of U by V pulled back: the gradients of X, V and the old U, which takes its place again. */
    private static void pullBack(float[] memory, int rule, int x, int dx, int rowStep, int columnStep, int rows, int columns, int r,
            int old, int u, int v, int du, int dv, int a, int da, int b, int db, int system) {
        FactorizeBodies.project(memory, x, rowStep, columnStep, rows, columns, r, v, a);
        FactorizeBodies.gram(memory, v, columns, r, b);
        UpdateGradients.pullBack(memory, rule, old, u, rows, r, a, b, du, da, db, system);
        spread(memory, dx, rowStep, columnStep, rows, columns, r, da, v);
        FactorizeBodies.project(memory, x, columnStep, rowStep, columns, rows, r, da, a);
        gather(memory, dv, columns, r, a, v, db);
        FactorizeBodies.copy(memory, old, u, rows * r);
    }

    /** The gradient of X by a = X V: dX + da Vᵀ. */
    private static void spread(float[] memory, int dx, int rowStep, int columnStep, int rows, int columns, int r, int da, int v) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = 0f;
                for (int q = 0; q < r; q++) {
                    sum += memory[da + i * r + q] * memory[v + j * r + q];
                }
                memory[dx + i * rowStep + j * columnStep] += sum;
            }
        }
    }

    /** The gradient of V by a = X V and b = VᵀV: dV + Xᵀda + V (db + dbᵀ). */
    private static void gather(float[] memory, int dv, int rows, int r, int product, int v, int db) {
        for (int j = 0; j < rows; j++) {
            for (int q = 0; q < r; q++) {
                float sum = memory[product + j * r + q];
                for (int p = 0; p < r; p++) {
                    sum += memory[v + j * r + p] * (memory[db + p * r + q] + memory[db + q * r + p]);
                }
                memory[dv + j * r + q] += sum;
            }
        }
    }
}
