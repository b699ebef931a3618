package dev.factorizer.backend.tornado.kernels;

/**
 * Products of packed weights with rows of sixteen voxels that lie one behind the other in working memory. Weights are packed by
 * eights: those of outputs 8 k … 8 k + 7 lie together, input after input, and outputs that are missing are 0.
 */
final class PackedRows {
    /** Outputs that are computed together: with sixteen lanes each, as many sums as a CPU has registers for. */
    static final int EIGHT = 8;
    static final int SUMS = EIGHT * Lanes.COUNT;

    private PackedRows() { }

    /** Eight outputs: sums[k] = Σ_c weights[c][k] · row c. */
    static void products(float[] memory, int rows, int weights, int inputs, float[] sums) {
        Lanes.put(sums, SUMS, 0f);
        for (int c = 0; c < inputs; c++) {
            int at = weights + c * EIGHT;
            float w0 = memory[at];
            float w1 = memory[at + 1];
            float w2 = memory[at + 2];
            float w3 = memory[at + 3];
            float w4 = memory[at + 4];
            float w5 = memory[at + 5];
            float w6 = memory[at + 6];
            float w7 = memory[at + 7];
            int row = rows + c * Lanes.COUNT;
            for (int l = 0; l < Lanes.COUNT; l++) {
                float x = memory[row + l];
                sums[l] += w0 * x;
                sums[Lanes.COUNT + l] += w1 * x;
                sums[2 * Lanes.COUNT + l] += w2 * x;
                sums[3 * Lanes.COUNT + l] += w3 * x;
                sums[4 * Lanes.COUNT + l] += w4 * x;
                sums[5 * Lanes.COUNT + l] += w5 * x;
                sums[6 * Lanes.COUNT + l] += w6 * x;
                sums[7 * Lanes.COUNT + l] += w7 * x;
            }
        }
    }

    /** Adds what eight inputs give to all outputs, the other way round: row c += Σ_k weights[c][k] · values[k]. */
    static void accumulate(float[] memory, int rows, int weights, int outputs, float[] values) {
        for (int c = 0; c < outputs; c++) {
            int at = weights + c * EIGHT;
            float w0 = memory[at];
            float w1 = memory[at + 1];
            float w2 = memory[at + 2];
            float w3 = memory[at + 3];
            float w4 = memory[at + 4];
            float w5 = memory[at + 5];
            float w6 = memory[at + 6];
            float w7 = memory[at + 7];
            int row = rows + c * Lanes.COUNT;
            for (int l = 0; l < Lanes.COUNT; l++) {
                float even = w0 * values[l] + w2 * values[2 * Lanes.COUNT + l] + w4 * values[4 * Lanes.COUNT + l]
                        + w6 * values[6 * Lanes.COUNT + l];
                float odd = w1 * values[Lanes.COUNT + l] + w3 * values[3 * Lanes.COUNT + l] + w5 * values[5 * Lanes.COUNT + l]
                        + w7 * values[7 * Lanes.COUNT + l];
                memory[row + l] += even + odd;
            }
        }
    }

    /** Reads a group of all channels into working memory. */
    static void gather(float[] memory, int from, int step, int width, int channels, int rows) {
        if (width == Lanes.COUNT) {
            for (int c = 0; c < channels; c++) {
                for (int l = 0; l < Lanes.COUNT; l++) {
                    memory[rows + c * Lanes.COUNT + l] = memory[from + c * step + l];
                }
            }
        } else {
            for (int c = 0; c < channels; c++) {
                for (int l = 0; l < Lanes.COUNT; l++) {
                    memory[rows + c * Lanes.COUNT + l] = l < width ? memory[from + c * step + l] : 0f;
                }
            }
        }
    }

    /** Normalises a group of all channels into working memory; gives 1/√(variance + ε). */
    static void normalize(float[] memory, int x, int step, int width, int channels, float epsilon, int rows, float[] scale) {
        float[] mean = new float[Lanes.COUNT];
        gather(memory, x, step, width, channels, rows);
        LayerNormBodies.statistics(memory, rows, Lanes.COUNT, Lanes.COUNT, channels, epsilon, mean, scale);
        for (int c = 0; c < channels; c++) {
            for (int l = 0; l < Lanes.COUNT; l++) {
                memory[rows + c * Lanes.COUNT + l] = (memory[rows + c * Lanes.COUNT + l] - mean[l]) * scale[l];
            }
        }
    }

    /** Reads up to eight rows; those that are missing are 0. */
    static void eight(float[] memory, int from, int step, int count, int width, float[] values) {
        for (int k = 0; k < EIGHT; k++) {
            Lanes.read(memory, from + (k < count ? k * step : 0), k < count ? width : 0, values, k * Lanes.COUNT);
        }
    }
}
