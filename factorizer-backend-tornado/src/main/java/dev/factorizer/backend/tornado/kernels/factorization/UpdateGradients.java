package dev.factorizer.backend.tornado.kernels.factorization;

/**
 * The update rules of {@link FactorizeKernels} pulled back: from the gradient of the new U those of the old U, of a and of b. What
 * is summed over rows, which may be thousands, is summed in parts.
 */
public final class UpdateGradients {
    /** Partial sums of each element of the gradient of b. */
    public static final int PARTIAL = 8;

    private static final float EPSILON = HalsEightRowsKernels.EPSILON;

    private UpdateGradients() { }

    /** The gradient of U is replaced by that of the old U; a may be, too. Of db the first R² are the result. */
    static void pullBack(float[] memory, int rule, int old, int u, int rows, int r, int a, int b, int du, int da, int db,
            int system) {
        for (int k = 0; k < PARTIAL * r * r; k++) {
            memory[db + k] = 0f;
        }
        if (rule == FactorizeKernels.MULTIPLICATIVE) {
            multiply(memory, old, u, rows, r, a, b, du, da, db);
        } else if (rule == FactorizeKernels.SEMI) {
            multiplySigned(memory, old, rows, r, a, b, du, da, db);
        } else if (rule <= FactorizeKernels.NONNEGATIVE_COLUMNS) {
            replaceColumns(memory, rule, old, u, rows, r, b, du, da, db);
        } else if (rule <= FactorizeKernels.PROJECTED_DESCENT) {
            descend(memory, rule, old, u, rows, r, a, b, du, da, db);
        } else {
            solve(memory, rule, u, rows, r, a, b, du, da, db, system);
        }
        // An element's parts lie behind its own place, so that they are read before it is written.
        for (int k = 0; k < r * r; k++) {
            float sum = 0f;
            for (int part = 0; part < PARTIAL; part++) {
                sum += memory[db + k * PARTIAL + part];
            }
            memory[db + k] = sum;
        }
    }

    /** The place in which row i adds to the gradient of b_pq. */
    private static int place(int db, int p, int q, int r, int i) {
        return db + (p * r + q) * PARTIAL + (i & 7);
    }

    private static void multiply(float[] memory, int old, int u, int rows, int r, int a, int b, int du, int da, int db) {
        float[] next = new float[FactorizeKernels.MOST_COMPONENTS];
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                next[q] = 0f;
            }
            for (int q = 0; q < r; q++) {
                float bottom = 0f;
                for (int p = 0; p < r; p++) {
                    bottom += memory[old + i * r + p] * memory[b + p * r + q];
                }
                float dTop = memory[du + i * r + q] / (bottom + EPSILON);
                float dBottom = -dTop * memory[u + i * r + q];
                memory[da + i * r + q] = dTop * memory[old + i * r + q];
                next[q] += dTop * memory[a + i * r + q];
                for (int p = 0; p < r; p++) {
                    next[p] += dBottom * memory[b + p * r + q];
                    memory[place(db, p, q, r, i)] += dBottom * memory[old + i * r + p];
                }
            }
            for (int q = 0; q < r; q++) {
                memory[du + i * r + q] = next[q];
            }
        }
    }

    private static void multiplySigned(float[] memory, int old, int rows, int r, int a, int b, int du, int da, int db) {
        float[] next = new float[FactorizeKernels.MOST_COMPONENTS];
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                next[q] = 0f;
            }
            for (int q = 0; q < r; q++) {
                float value = memory[a + i * r + q];
                float top = value < 0f ? 0f : value;
                float bottom = -value < 0f ? 0f : -value;
                for (int p = 0; p < r; p++) {
                    float coupling = memory[b + p * r + q];
                    top += memory[old + i * r + p] * (-coupling < 0f ? 0f : -coupling);
                    bottom += memory[old + i * r + p] * (coupling < 0f ? 0f : coupling);
                }
                float ratio = (top + EPSILON) / (bottom + EPSILON);
                float root = (float) Math.sqrt(ratio);
                float g = memory[du + i * r + q];
                float dTop = g * memory[old + i * r + q] * 0.5f / root / (bottom + EPSILON);
                float dBottom = -dTop * ratio;
                next[q] += g * root;
                memory[da + i * r + q] = value > 0f ? dTop : value < 0f ? -dBottom : 0f;
                for (int p = 0; p < r; p++) {
                    float coupling = memory[b + p * r + q];
                    // The derivative by this element of b, and that of its part by the old U.
                    float slope = coupling > 0f ? dBottom : coupling < 0f ? -dTop : 0f;
                    next[p] += slope * coupling;
                    memory[place(db, p, q, r, i)] += slope * memory[old + i * r + p];
                }
            }
            for (int q = 0; q < r; q++) {
                memory[du + i * r + q] = next[q];
            }
        }
    }

    /** Column q used the new columns before it and the old ones after it, so they are pulled back from the last to the first. */
    private static void replaceColumns(float[] memory, int rule, int old, int u, int rows, int r, int b, int du, int da, int db) {
        float[] next = new float[FactorizeKernels.MOST_COMPONENTS];
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                next[q] = 0f;
            }
            for (int back = 0; back < r; back++) {
                int q = r - 1 - back;
                float updated = memory[u + i * r + q];
                float g = memory[du + i * r + q];
                float masked = rule == FactorizeKernels.COLUMNS || updated > 0f ? g : 0f;
                float dTop = masked / (memory[b + q * r + q] + EPSILON);
                memory[da + i * r + q] = dTop;
                memory[place(db, q, q, r, i)] -= dTop * updated;
                for (int p = 0; p < r; p++) {
                    float slope = dTop * memory[b + p * r + q];
                    if (p < q) {
                        memory[du + i * r + p] -= slope;
                        memory[place(db, p, q, r, i)] -= dTop * memory[u + i * r + p];
                    }
                    if (p > q) {
                        next[p] -= slope;
                        memory[place(db, p, q, r, i)] -= dTop * memory[old + i * r + p];
                    }
                }
            }
            for (int q = 0; q < r; q++) {
                memory[du + i * r + q] = next[q];
            }
        }
    }

    /** U + s g with g = a − U b, which replaces a, and s = (Σ g² + ε) / (Σ g ⊙ g b + ε). */
    private static void descend(float[] memory, int rule, int old, int u, int rows, int r, int a, int b, int du, int da, int db) {
        float[] squares = new float[PARTIAL];
        float[] curvature = new float[PARTIAL];
        float[] slopes = new float[PARTIAL];
        for (int k = 0; k < PARTIAL; k++) {
            squares[k] = 0f;
            curvature[k] = 0f;
            slopes[k] = 0f;
        }
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                float product = 0f;
                for (int p = 0; p < r; p++) {
                    product += memory[old + i * r + p] * memory[b + p * r + q];
                }
                memory[a + i * r + q] -= product;
                if (rule == FactorizeKernels.PROJECTED_DESCENT) {
                    float updated = memory[u + i * r + q];
                    memory[du + i * r + q] = updated > 0f ? memory[du + i * r + q] : 0f;
                }
            }
            for (int q = 0; q < r; q++) {
                float g = memory[a + i * r + q];
                squares[i & 7] += g * g;
                curvature[i & 7] += g * bent(memory, a + i * r, b, r, q);
                slopes[i & 7] += g * memory[du + i * r + q];
            }
        }
        float bottom = FactorizeKernels.total(curvature, 0) + EPSILON;
        float step = (FactorizeKernels.total(squares, 0) + EPSILON) / bottom;
        float dSquares = FactorizeKernels.total(slopes, 0) / bottom;
        float dCurvature = -dSquares * step;
        for (int i = 0; i < rows; i++) {
            for (int q = 0; q < r; q++) {
                memory[da + i * r + q] = step * memory[du + i * r + q]
                        + 2f * (dSquares * memory[a + i * r + q] + dCurvature * bent(memory, a + i * r, b, r, q));
            }
            for (int q = 0; q < r; q++) {
                memory[du + i * r + q] -= bent(memory, da + i * r, b, r, q);
                for (int p = 0; p < r; p++) {
                    memory[place(db, p, q, r, i)] += dCurvature * memory[a + i * r + p] * memory[a + i * r + q]
                            - memory[old + i * r + p] * memory[da + i * r + q];
                }
            }
        }
    }

    /** The solution depends on a and b alone. That of each row is needed as it was before it was made nonnegative. */
    private static void solve(float[] memory, int rule, int u, int rows, int r, int a, int b, int du, int da, int db, int system) {
        int row = system + SolveKernels.workspace(r);
        SolveKernels.eliminate(memory, b, system, r);
        for (int i = 0; i < rows; i++) {
            SolveKernels.solve(memory, b, system, r, a + i * r, row, 1);
            for (int q = 0; q < r; q++) {
                boolean passes = rule == FactorizeKernels.LEAST_SQUARES || memory[u + i * r + q] > 0f;
                memory[du + i * r + q] = passes ? memory[du + i * r + q] : 0f;
            }
            SolveKernels.solve(memory, b, system, r, du + i * r, da + i * r, 1);
            for (int q = 0; q < r; q++) {
                memory[du + i * r + q] = 0f;
                for (int p = 0; p < r; p++) {
                    memory[place(db, p, q, r, i)] -= memory[da + i * r + p] * memory[row + q];
                }
            }
        }
    }

    /** An element of a row times b, which is symmetric. */
    private static float bent(float[] memory, int row, int b, int r, int q) {
        float product = 0f;
        for (int p = 0; p < r; p++) {
            product += memory[row + p] * memory[b + p * r + q];
        }
        return product;
    }
}
