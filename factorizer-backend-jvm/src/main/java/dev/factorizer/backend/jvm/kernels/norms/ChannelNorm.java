package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.kernels.products.VoxelPanel;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Normalization over the channels at each voxel, and its gradients.
 *
 * @param batch B
 * @param channels C
 * @param voxels S
 * @param epsilon added to the variance
 */
record ChannelNorm(int batch, int channels, long voxels, float epsilon) {
    /** Panels of one task; fixed, so that partial sums are the same for any number of threads. */
    private static final int PANELS = 64;

    private enum Buffer implements Scratch.Name { NORMALIZED, INVERSE_DEVIATION, GRADIENT }

    /** Where gradients go; null for those not wanted. */
    record Gradients(MemorySegment x, MemorySegment weight, MemorySegment bias) { }

    /** The norm for inputs of these types. */
    static ChannelNorm of(LayerNorm norm, List<Type> inputs) {
        Shape x = norm.named(inputs).get(NormOperand.X).shape();
        return new ChannelNorm(x.size(0), x.size(1), x.spatial().elements(), (float) norm.epsilon());
    }

    private int tasksPerImage() {
        long panels = (voxels + Gemm.PANEL - 1) / Gemm.PANEL;
        return Math.toIntExact((panels + PANELS - 1) / PANELS);
    }

    /**
     * y = (x − mean) / √(variance + ε) · weight + bias.
     *
     * @param x (B, C, S)
     * @param weight (C), or null for ones
     * @param bias (C), or null for zeros
     * @param y the result; may be x
     */
    void forward(MemorySegment x, MemorySegment weight, MemorySegment bias, MemorySegment y, Workers workers) {
        float[] gamma = NormWeights.of(weight, channels, 1);
        float[] beta = NormWeights.of(bias, channels, 0);
        workers.forEach(batch * tasksPerImage(), (task, scratch) -> {
            float[] panel = scratch.floats(Buffer.NORMALIZED, channels * Gemm.PANEL);
            float[] inverse = scratch.floats(Buffer.INVERSE_DEVIATION, Gemm.PANEL);
            int image = task / tasksPerImage();
            long first = (long) (task % tasksPerImage()) * PANELS * Gemm.PANEL;
            for (long voxel = first; voxel < Math.min(voxels, first + (long) PANELS * Gemm.PANEL); voxel += Gemm.PANEL) {
                int width = load(x, image, voxel, panel);
                PanelNormalization.normalize(panel, 0, Gemm.PANEL, channels, epsilon, inverse, 0);
                for (int c = 0; c < channels; c++) {
                    for (int i = c * Gemm.PANEL; i < c * Gemm.PANEL + width; i++) {
                        panel[i] = panel[i] * gamma[c] + beta[c];
                    }
                }
                store(panel, y, image, voxel, width);
            }
        });
    }

    /**
     * The gradients.
     *
     * @param x (B, C, S)
     * @param weight (C), or null for ones
     * @param g the gradient of the result (B, C, S)
     * @param results where the gradients go; that of x may lie where g lies
     */
    void gradients(MemorySegment x, MemorySegment weight, MemorySegment g, Gradients results, Workers workers) {
        float[] gamma = NormWeights.of(weight, channels, 1);
        int tasks = batch * tasksPerImage();
        double[] partialWeight = new double[tasks * channels];
        double[] partialBias = new double[tasks * channels];
        workers.forEach(tasks, (task, scratch) -> {
            float[] panel = scratch.floats(Buffer.NORMALIZED, channels * Gemm.PANEL);
            float[] inverse = scratch.floats(Buffer.INVERSE_DEVIATION, Gemm.PANEL);
            float[] gradient = scratch.floats(Buffer.GRADIENT, channels * Gemm.PANEL);
            int image = task / tasksPerImage();
            long first = (long) (task % tasksPerImage()) * PANELS * Gemm.PANEL;
            for (long voxel = first; voxel < Math.min(voxels, first + (long) PANELS * Gemm.PANEL); voxel += Gemm.PANEL) {
                int width = load(x, image, voxel, panel);
                load(g, image, voxel, gradient);
                PanelNormalization.normalize(panel, 0, Gemm.PANEL, channels, epsilon, inverse, 0);
                accumulate(panel, gradient, width, partialWeight, partialBias, task * channels);
                if (results.x() != null) {
                    PanelNormalization.pullBack(panel, gradient, 0, Gemm.PANEL, gamma, inverse, 0, channels);
                    store(gradient, results.x(), image, voxel, width);
                }
            }
        });
        combine(partialWeight, results.weight());
        combine(partialBias, results.bias());
    }

    private void combine(double[] partial, MemorySegment result) {
        for (int c = 0; c < channels && result != null; c++) {
            double sum = 0;
            for (int at = c; at < partial.length; at += channels) {
                sum += partial[at];
            }
            result.setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) sum);
        }
    }

    private void accumulate(float[] normalized, float[] g, int width, double[] weight, double[] bias, int at) {
        for (int c = 0; c < channels; c++) {
            float product = 0;
            float sum = 0;
            for (int i = c * Gemm.PANEL; i < c * Gemm.PANEL + width; i++) {
                product += g[i] * normalized[i];
                sum += g[i];
            }
            weight[at + c] += product;
            bias[at + c] += sum;
        }
    }

    private int load(MemorySegment source, int image, long voxel, float[] panel) {
        return VoxelPanel.load(source, (long) image * channels, channels, voxels, voxel, panel);
    }

    private void store(float[] panel, MemorySegment target, int image, long voxel, int width) {
        VoxelPanel.store(panel, target, (long) image * channels, channels, voxels, voxel, width);
    }
}
