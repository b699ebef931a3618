package dev.factorizer.backend.tornado.kernels.factorization;

import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;
import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;

/**
 * Factorizations X ≈ U Vᵀ of small rank by alternating updates: an item has one matrix. Each update of U computes a = X V and
 * b = VᵀV first; that of V is the same with Xᵀ and the factors exchanged.
 */
public final class FactorizeKernels {
    /** Settings of {@link #factors}. */
    public interface Factors extends OpenSettings {
        int X = 1;
        /** (M, R). */
        int U0 = 2;
        /** (N, R). */
        int V0 = 3;
        int U = 4;
        int V = 5;
        /** N. */
        int COLUMNS = 6;
        int ITERATIONS = 7;
        /** M. */
        int ROWS = 8;
        /** R. */
        int RANK = 9;
        /** For each item a, b and that of a linear system. */
        int WORKSPACE = 10;
        /** Steps of an iteration. */
        int STEP_COUNT = 11;
        /** The task's number. */
        int TASK = 12;
        /** Where the steps begin. */
        int STEPS = 13;
    }

    /** A step of an iteration. */
    public interface Step extends SettingsEntry {
        int RULE = 0;
        int UPDATES_U = 1;
        int UPDATES_V = 2;
        int LENGTH = 3;
    }

    /** Settings of {@link #reconstruct}. */
    public interface Reconstruct extends KernelSettings {
        int U = 1;
        int V = 2;
        int Y = 3;
        int COLUMNS = 4;
        int ROWS = 5;
        int RANK = 6;
    }

    /** Multiplicative update. */
    public static final int MULTIPLICATIVE = 0;
    /** Multiplicative update of semi-NMF. */
    public static final int SEMI = 1;
    /** Columns in turn. */
    public static final int COLUMNS = 2;
    /** Columns in turn, made nonnegative. */
    public static final int NONNEGATIVE_COLUMNS = 3;
    /** Gradient descent with the best step. */
    public static final int DESCENT = 4;
    /** Gradient descent, made nonnegative. */
    public static final int PROJECTED_DESCENT = 5;
    /** The least squares, a linear system for each row. */
    public static final int LEAST_SQUARES = 6;
    /** The least squares, made nonnegative. */
    public static final int NONNEGATIVE_LEAST_SQUARES = 7;
    /** The largest rank. */
    public static final int MOST_COMPONENTS = 8;

    private static final float EPSILON = HalsEightRowsKernels.EPSILON;
    /** Partial sums of a dot product: a single one would lose digits. */
    private static final int PARTIAL = 8;
    private FactorizeKernels() { }

    /** U and V. */
    public static void factors(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[Factors.COLUMNS];
        int m = settings[Factors.ROWS];
        int r = settings[Factors.RANK];
        int longer = m < n ? n : m;
        int x = settings[Factors.X] + item * m * n;
        int u = settings[Factors.U] + item * m * r;
        int v = settings[Factors.V] + item * n * r;
        int a = settings[Factors.WORKSPACE] + item * (longer * r + r * r + SolveKernels.workspace(r));
        int b = a + longer * r;
        int system = b + r * r;
        int regular = 1;
        copy(memory, settings[Factors.U0], u, m * r);
        copy(memory, settings[Factors.V0], v, n * r);
        for (int t = 0; t < settings[Factors.ITERATIONS]; t++) {
            for (int step = 0; step < settings[Factors.STEP_COUNT]; step++) {
                int rule = settings[Factors.STEPS + Step.LENGTH * step + Step.RULE];
                if (settings[Factors.STEPS + Step.LENGTH * step + Step.UPDATES_U] != 0) {
                    regular = half(memory, rule, x, n, 1, m, n, r, u, v, a, b, system) == 0 ? 0 : regular;
                }
                if (settings[Factors.STEPS + Step.LENGTH * step + Step.UPDATES_V] != 0) {
                    regular = half(memory, rule, x, 1, n, n, m, r, v, u, a, b, system) == 0 ? 0 : regular;
                }
            }
        }
        report(item, integers, regular, settings[Factors.TASK]);
    }

    /** One factor updated by the other; 0 if a linear system is singular. The steps say how X or its transpose lies. */
    static int half(float[] memory, int rule, int x, int rowStep, int columnStep, int rows, int columns, int r, int u, int v, int a,
            int b, int system) {
        project(memory, x, rowStep, columnStep, rows, columns, r, v, a);
        gram(memory, v, columns, r, b);
        return update(memory, rule, u, rows, r, a, b, system);
    }

    /** A linear system that has no solution is the task's failure. */
    static void report(int item, int[] integers, int regular, int task) {
        if (regular == 0) {
            if (integers[0] == 0) {
                integers[0] = task;
                integers[1] = item;
            }
        }
    }

    /** U Vᵀ: an item has a row of a matrix. */
    public static void reconstruct(int item, float[] memory, int[] integers, int[] settings) {
        int n = settings[Reconstruct.COLUMNS];
        int r = settings[Reconstruct.RANK];
        int u = settings[Reconstruct.U] + item * r;
        int v = settings[Reconstruct.V] + item / settings[Reconstruct.ROWS] * n * r;
        for (int j = 0; j < n; j++) {
            float sum = 0f;
            for (int q = 0; q < r; q++) {
                sum += memory[u + q] * memory[v + j * r + q];
            }
            memory[settings[Reconstruct.Y] + item * n + j] = sum;
        }
    }

    static void copy(float[] memory, int from, int to, int elements) {
        for (int k = 0; k < elements; k++) {
            memory[to + k] = memory[from + k];
        }
    }

    /** a = X V. */
    static void project(float[] memory, int x, int rowStep, int columnStep, int rows, int columns, int r, int v, int a) {
        float[] sums = new float[MOST_COMPONENTS * PARTIAL];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < MOST_COMPONENTS * PARTIAL; k++) {
                sums[k] = 0f;
            }
            for (int j = 0; j < columns; j++) {
                float value = memory[x + i * rowStep + j * columnStep];
                for (int q = 0; q < r; q++) {
                    sums[q * PARTIAL + (j & 7)] += value * memory[v + j * r + q];
                }
            }
            for (int q = 0; q < r; q++) {
                memory[a + i * r + q] = total(sums, q * PARTIAL);
            }
        }
    }

    static float total(float[] sums, int at) {
        float sum = 0f;
        for (int k = 0; k < PARTIAL; k++) {
            sum += sums[at + k];
        }
        return sum;
    }

    /** b = VᵀV. */
    static void gram(float[] memory, int v, int rows, int r, int b) {
        float[] sums = new float[PARTIAL];
        for (int p = 0; p < r; p++) {
            for (int q = 0; q < r; q++) {
                for (int k = 0; k < PARTIAL; k++) {
                    sums[k] = 0f;
                }
                for (int j = 0; j < rows; j++) {
                    sums[j & 7] += memory[v + j * r + p] * memory[v + j * r + q];
                }
                memory[b + p * r + q] = total(sums, 0);
            }
        }
    }

    /**
     * Updates U; 0 if a linear system is singular. Rules are told apart by their order: TornadoVM 5.2 compiles "this number or that"
     * into a test that a device does not pass.
     */
    private static int update(float[] memory, int rule, int u, int rows, int r, int a, int b, int system) {
        int regular = 1;
        if (rule == MULTIPLICATIVE) {
            multiply(memory, u, rows, r, a, b);
        } else if (rule == SEMI) {
            multiplySigned(memory, u, rows, r, a, b);
        } else if (rule <= NONNEGATIVE_COLUMNS) {
            replaceColumns(memory, rule, u, rows, r, a, b);
        } else if (rule <= PROJECTED_DESCENT) {
            descend(memory, rule, u, rows, r, a, b);
        } else {
            regular = solve(memory, rule, u, rows, r, a, b, system);
        }
        return regular;
    }

    /** (U ⊙ a + ε) / (U b + ε). */
    private static void multiply(float[] memory, int u, int rows, int r, int a, int b) {
        float[] row = new float[MOST_COMPONENTS];
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                row[q] = memory[u + i * r + q];
            }
            for (int q = 0; q < r; q++) {
                float down = 0f;
                for (int p = 0; p < r; p++) {
                    down += row[p] * memory[b + p * r + q];
                }
                memory[u + i * r + q] = (row[q] * memory[a + i * r + q] + EPSILON) / (down + EPSILON);
            }
        }
    }

    /** U ⊙ √((a⁺ + U b⁻ + ε) / (a⁻ + U b⁺ + ε)). */
    private static void multiplySigned(float[] memory, int u, int rows, int r, int a, int b) {
        float[] row = new float[MOST_COMPONENTS];
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                row[q] = memory[u + i * r + q];
            }
            for (int q = 0; q < r; q++) {
                float value = memory[a + i * r + q];
                float up = value < 0f ? 0f : value;
                float down = -value < 0f ? 0f : -value;
                for (int p = 0; p < r; p++) {
                    float coupling = memory[b + p * r + q];
                    up += row[p] * (-coupling < 0f ? 0f : -coupling);
                    down += row[p] * (coupling < 0f ? 0f : coupling);
                }
                memory[u + i * r + q] = row[q] * (float) Math.sqrt((up + EPSILON) / (down + EPSILON));
            }
        }
    }

    /** (a_q − Σ_{p≠q} U_p b_pq + ε) / (b_qq + ε), column by column. */
    private static void replaceColumns(float[] memory, int rule, int u, int rows, int r, int a, int b) {
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                float others = 0f;
                for (int p = 0; p < r; p++) {
                    others += p == q ? 0f : memory[u + i * r + p] * memory[b + p * r + q];
                }
                float updated = (memory[a + i * r + q] - others + EPSILON) / (memory[b + q * r + q] + EPSILON);
                memory[u + i * r + q] = updated < 0f && rule == NONNEGATIVE_COLUMNS ? 0f : updated;
            }
        }
    }

    /** U + s g with g = a − U b and s = (Σ g² + ε) / (Σ g ⊙ g b + ε). */
    private static void descend(float[] memory, int rule, int u, int rows, int r, int a, int b) {
        float[] squares = new float[PARTIAL];
        float[] curvature = new float[PARTIAL];
        for (int k = 0; k < PARTIAL; k++) {
            squares[k] = 0f;
            curvature[k] = 0f;
        }
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                float product = 0f;
                for (int p = 0; p < r; p++) {
                    product += memory[u + i * r + p] * memory[b + p * r + q];
                }
                memory[a + i * r + q] -= product;
            }
            for (int q = 0; q < r; q++) {
                float g = memory[a + i * r + q];
                float product = 0f;
                for (int p = 0; p < r; p++) {
                    product += memory[a + i * r + p] * memory[b + p * r + q];
                }
                squares[i & 7] += g * g;
                curvature[i & 7] += g * product;
            }
        }
        float step = (total(squares, 0) + EPSILON) / (total(curvature, 0) + EPSILON);
        for (int k = 0; k < rows * r; k++) {
            float updated = memory[u + k] + memory[a + k] * step;
            memory[u + k] = updated < 0f && rule == PROJECTED_DESCENT ? 0f : updated;
        }
    }

    /** a b⁻¹. */
    private static int solve(float[] memory, int rule, int u, int rows, int r, int a, int b, int system) {
        int regular = SolveKernels.eliminate(memory, b, system, r);
        if (regular != 0) {
            for (int i = 0; i < rows; i++) {
                SolveKernels.solve(memory, b, system, r, a + i * r, u + i * r, 1);
            }
            for (int k = 0; k < rows * r; k++) {
                float updated = memory[u + k];
                memory[u + k] = updated < 0f && rule == NONNEGATIVE_LEAST_SQUARES ? 0f : updated;
            }
        }
        return regular;
    }
}
