package dev.factorizer.backend.tornado.kernels.branches;

import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.blocks.VectorLanes;
import dev.factorizer.backend.tornado.kernels.normalization.LayerNormKernels;

/** All channels of a group of voxels, as rows in working memory, and products of weights with them. */
final class ChannelRows {
    private ChannelRows() { }

    /** Reads a group; voxels that are missing become 0. */
    static void gather(float[] memory, int from, int step, int width, int channels, int rows, int rowStep) {
        float[] row = new float[VectorLanes.COUNT];
        for (int c = 0; c < channels; c++) {
            VectorLanes.read(memory, from + c * step, width, row, 0);
            VectorLanes.write(row, 0, memory, rows + c * rowStep, VectorLanes.COUNT);
        }
    }

    /** Reads a group and normalizes it; gives 1/√(variance + ε). */
    static void normalize(float[] memory, int x, int step, int width, int channels, float epsilon, int rows, int rowStep,
            float[] scale) {
        float[] mean = new float[VectorLanes.COUNT];
        float[] row = new float[VectorLanes.COUNT];
        gather(memory, x, step, width, channels, rows, rowStep);
        LayerNormKernels.statistics(memory, rows, rowStep, VectorLanes.COUNT, channels, epsilon, mean, scale);
        for (int c = 0; c < channels; c++) {
            VectorLanes.read(memory, rows + c * rowStep, VectorLanes.COUNT, row, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                row[l] = (row[l] - mean[l]) * scale[l];
            }
            VectorLanes.write(row, 0, memory, rows + c * rowStep, VectorLanes.COUNT);
        }
    }

    /**
     * Adds W (γ x + β) to sums, at most 64 outputs.
     *
     * @param weights the first element of W
     * @param output between its outputs
     * @param input between its inputs
     * @param gamma the first γ
     * @param beta the first β
     * @param affine between them; 0 where one pair serves all inputs
     */
    static void product(float[] memory, int weights, int output, int input, int outputs, int rows, int rowStep, int inputs,
            int gamma, int beta, int affine, float[] panel, int[] places, float[] sums) {
        for (int c = 0; c < inputs; c += Panels.INNER) {
            int inner = inputs - c < Panels.INNER ? inputs - c : Panels.INNER;
            for (int j = 0; j < inner; j++) {
                places[j] = (c + j) * input;
                float factor = memory[gamma + (c + j) * affine];
                float shift = memory[beta + (c + j) * affine];
                int from = rows + (c + j) * rowStep;
                for (int l = 0; l < VectorLanes.COUNT; l++) {
                    panel[j * VectorLanes.COUNT + l] = memory[from + l] * factor + shift;
                }
            }
            Panels.multiply(memory, weights, output, places, outputs, inner, panel, sums);
        }
    }

    /**
     * Adds what some inputs give to all outputs: rows += W values.
     *
     * @param weights the first element of W for the first of these inputs
     * @param values the inputs
     * @param inner how many inputs
     */
    static void accumulate(float[] memory, int weights, int output, int input, int outputs, float[] values, int inner, int rows,
            int rowStep, int[] places, float[] sums) {
        for (int j = 0; j < inner; j++) {
            places[j] = j * input;
        }
        for (int c = 0; c < outputs; c += Panels.ROWS) {
            int count = outputs - c < Panels.ROWS ? outputs - c : Panels.ROWS;
            for (int k = 0; k < count; k++) {
                VectorLanes.read(memory, rows + (c + k) * rowStep, VectorLanes.COUNT, sums, k * VectorLanes.COUNT);
            }
            Panels.multiply(memory, weights + c * output, output, places, count, inner, values, sums);
            for (int k = 0; k < count; k++) {
                VectorLanes.write(sums, k * VectorLanes.COUNT, memory, rows + (c + k) * rowStep, VectorLanes.COUNT);
            }
        }
    }

    /**
     * The gradient of what a group was normalized from, and that of the residual: with h = pulled · γ it is
     * (h − mean(h) − x̂ · mean(h · x̂)) / √(variance + ε) + g.
     *
     * @param rows x̂
     * @param pulled the gradient of x̂ · γ + β, 64 from row to row
     */
    static void pullBack(float[] memory, int rows, int rowStep, int pulled, int gamma, int channels, float[] scale, int g, int dx,
            int step, int width) {
        float[] sum = new float[VectorLanes.COUNT];
        float[] slope = new float[VectorLanes.COUNT];
        float[] row = new float[VectorLanes.COUNT];
        float[] h = new float[VectorLanes.COUNT];
        VectorLanes.put(sum, VectorLanes.COUNT, 0f);
        VectorLanes.put(slope, VectorLanes.COUNT, 0f);
        for (int c = 0; c < channels; c++) {
            float weight = memory[gamma + c];
            VectorLanes.read(memory, rows + c * rowStep, VectorLanes.COUNT, row, 0);
            VectorLanes.read(memory, pulled + c * VectorLanes.COUNT, VectorLanes.COUNT, h, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                sum[l] += h[l] * weight;
                slope[l] += h[l] * weight * row[l];
            }
        }
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            sum[l] = sum[l] / channels;
            slope[l] = slope[l] / channels;
        }
        float[] residual = new float[VectorLanes.COUNT];
        for (int c = 0; c < channels; c++) {
            float weight = memory[gamma + c];
            VectorLanes.read(memory, rows + c * rowStep, VectorLanes.COUNT, row, 0);
            VectorLanes.read(memory, pulled + c * VectorLanes.COUNT, VectorLanes.COUNT, h, 0);
            VectorLanes.read(memory, g + c * step, width, residual, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                h[l] = (h[l] * weight - sum[l] - row[l] * slope[l]) * scale[l] + residual[l];
            }
            VectorLanes.write(h, 0, memory, dx + c * step, width);
        }
    }
}
