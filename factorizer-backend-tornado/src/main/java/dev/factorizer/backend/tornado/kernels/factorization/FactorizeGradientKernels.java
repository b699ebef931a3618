package dev.factorizer.backend.tornado.kernels.factorization;

import dev.factorizer.backend.tornado.kernels.factorization.FactorizeKernels.Step;
import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;

/**
 * Gradients of the factorizations in {@link FactorizeKernels}: an item has one matrix. The iterations are done again, and what each
 * of the last ones, which are differentiated, replaced is held in working memory; then they are pulled back one by one.
 */
public final class FactorizeGradientKernels {
    /** Settings of {@link #factorizeGradient}. */
    public interface Gradient extends OpenSettings {
        int X = 1;
        /** (M, R). */
        int U0 = 2;
        /** (N, R). */
        int V0 = 3;
        /** The gradient of the result. */
        int G = 4;
        /** The gradient of X, may be g. */
        int RESULT = 5;
        int COLUMNS = 6;
        int ITERATIONS = 7;
        int ROWS = 8;
        int RANK = 9;
        int WORKSPACE = 10;
        /** Working memory of an item. */
        int WORKSPACE_STEP = 11;
        /** How many of the last iterations are differentiated. */
        int DIFFERENTIATED = 12;
        /** Steps of an iteration. */
        int STEP_COUNT = 13;
        /** The task's number. */
        int TASK = 14;
        /** Where the steps begin, each a {@link Step}. */
        int STEPS = 15;
    }

    private FactorizeGradientKernels() { }

    /** The gradient of X from that of U Vᵀ, over which it may lie. */
    public static void factorizeGradient(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[Gradient.COLUMNS];
        int m = settings[Gradient.ROWS];
        int r = settings[Gradient.RANK];
        int longer = m < n ? n : m;
        int x = settings[Gradient.X] + item * m * n;
        int g = settings[Gradient.G] + item * m * n;
        int dx = settings[Gradient.RESULT] + item * m * n;
        int u = settings[Gradient.WORKSPACE] + item * settings[Gradient.WORKSPACE_STEP];
        int v = u + m * r;
        int du = v + n * r;
        int dv = du + m * r;
        int a = dv + n * r;
        int da = a + longer * r;
        int b = da + longer * r;
        int db = b + r * r;
        int system = db + UpdateGradients.PARTIAL * r * r;
        int held = system + SolveKernels.workspace(r) + r;
        int regular = 1;
        FactorizeKernels.copy(memory, settings[Gradient.U0], u, m * r);
        FactorizeKernels.copy(memory, settings[Gradient.V0], v, n * r);
        int first = settings[Gradient.ITERATIONS] - settings[Gradient.DIFFERENTIATED];
        for (int t = 0; t < settings[Gradient.ITERATIONS]; t++) {
            for (int step = 0; step < settings[Gradient.STEP_COUNT]; step++) {
                int rule = settings[Gradient.STEPS + Step.LENGTH * step + Step.RULE];
                if (settings[Gradient.STEPS + Step.LENGTH * step + Step.UPDATES_U] != 0) {
                    if (t >= first) {
                        FactorizeKernels.copy(memory, u, held, m * r);
                        held += m * r;
                    }
                    regular = FactorizeKernels.half(memory, rule, x, n, 1, m, n, r, u, v, a, b, system) == 0 ? 0 : regular;
                }
                if (settings[Gradient.STEPS + Step.LENGTH * step + Step.UPDATES_V] != 0) {
                    if (t >= first) {
                        FactorizeKernels.copy(memory, v, held, n * r);
                        held += n * r;
                    }
                    regular = FactorizeKernels.half(memory, rule, x, 1, n, n, m, r, v, u, a, b, system) == 0 ? 0 : regular;
                }
            }
        }
        FactorizeKernels.report(item, integers, regular, settings[Gradient.TASK]);
        FactorizeKernels.project(memory, g, n, 1, m, n, r, v, du);
        FactorizeKernels.project(memory, g, 1, n, n, m, r, u, dv);
        for (int k = 0; k < m * n; k++) {
            memory[dx + k] = 0f;
        }
        for (int back = 0; back < settings[Gradient.DIFFERENTIATED] * settings[Gradient.STEP_COUNT]; back++) {
            int step = settings[Gradient.STEP_COUNT] - 1 - back % settings[Gradient.STEP_COUNT];
            int rule = settings[Gradient.STEPS + Step.LENGTH * step + Step.RULE];
            if (settings[Gradient.STEPS + Step.LENGTH * step + Step.UPDATES_V] != 0) {
                held -= n * r;
                pullBack(memory, rule, x, dx, 1, n, n, m, r, held, v, u, dv, du, a, da, b, db, system);
            }
            if (settings[Gradient.STEPS + Step.LENGTH * step + Step.UPDATES_U] != 0) {
                held -= m * r;
                pullBack(memory, rule, x, dx, n, 1, m, n, r, held, u, v, du, dv, a, da, b, db, system);
            }
        }
    }

    /** One update of U by V pulled back: the gradients of X, V and the old U, which takes its place again. */
    private static void pullBack(float[] memory, int rule, int x, int dx, int rowStep, int columnStep, int rows, int columns, int r,
            int old, int u, int v, int du, int dv, int a, int da, int b, int db, int system) {
        FactorizeKernels.project(memory, x, rowStep, columnStep, rows, columns, r, v, a);
        FactorizeKernels.gram(memory, v, columns, r, b);
        UpdateGradients.pullBack(memory, rule, old, u, rows, r, a, b, du, da, db, system);
        spread(memory, dx, rowStep, columnStep, rows, columns, r, da, v);
        FactorizeKernels.project(memory, x, columnStep, rowStep, columns, rows, r, da, a);
        gather(memory, dv, columns, r, a, v, db);
        FactorizeKernels.copy(memory, old, u, rows * r);
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
