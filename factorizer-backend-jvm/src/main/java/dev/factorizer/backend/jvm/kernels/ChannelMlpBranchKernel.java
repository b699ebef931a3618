package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The second half of a Factorizer block, y = x + W₂ gelu(W₁ norm(x) + b₁) + b₂, one panel of voxels at a time: the hidden
 * activations, four times as large as x, never reach memory. Its gradients are in {@link ChannelMlpBranchGradient}.
 *
 * @param batch B
 * @param channels C
 * @param hidden H
 * @param voxels S
 * @param epsilon of the norm, added to the variance
 */
public record ChannelMlpBranchKernel(int batch, int channels, int hidden, long voxels, float epsilon) {
    /**
     * The branch.
     *
     * @param x (B, C, S)
     * @param normWeight (C)
     * @param normBias (C)
     * @param firstWeight W₁ (H, C)
     * @param firstBias b₁ (H)
     * @param secondWeight W₂ (C, H)
     * @param secondBias b₂ (C)
     * @param y the result (B, C, S); may be x
     * @param workers who computes
     */
    public void forward(MemorySegment x, MemorySegment normWeight, MemorySegment normBias, MemorySegment firstWeight,
            MemorySegment firstBias, MemorySegment secondWeight, MemorySegment secondBias, MemorySegment y,
            Workers workers) {
        NormedWeights first = NormedWeights.fold(normWeight, normBias, firstWeight, firstBias, hidden, channels,
                workers.shared().floats(0, Gemm.packedLength(hidden, channels)));
        float[] second = workers.shared().floats(1, Gemm.packedLength(channels, hidden));
        Gemm.pack(secondWeight, 0, hidden, 1, channels, hidden, second);
        float[] bias = Gemm.bias(secondBias, 0, channels);
        int[] places = Gemm.places(Math.max(channels, hidden), Gemm.PANEL);
        PanelLoop.run(batch, voxels, 4L * channels * hidden, workers, (image, voxel, scratch) -> {
            int size = Gemm.panelLength(channels);
            float[] residual = scratch.floats(0, size);
            float[] normalized = scratch.floats(1, size);
            float[] activations = scratch.floats(2, Gemm.panelLength(hidden));
            float[] inverse = scratch.floats(3, Gemm.PANEL);
            long row = (long) image * channels;
            int width = LayerNormKernel.loadPanel(x, row, channels, voxels, voxel, residual);
            System.arraycopy(residual, 0, normalized, 0, channels * Gemm.PANEL);
            LayerNormKernel.normalize(normalized, 0, Gemm.PANEL, channels, epsilon, inverse, 0);
            for (int h = 0; h < hidden; h += Gemm.ROWS) {
                Gemm.rows(first.packed(), h * channels, normalized, 0, places, channels, first.bias(), h, activations,
                        h * Gemm.PANEL, Gemm.PANEL, false);
            }
            GeluKernel.apply(activations, hidden * Gemm.PANEL);
            for (int c = 0; c < channels; c += Gemm.ROWS) {
                Gemm.rows(second, c * hidden, activations, 0, places, hidden, bias, c, residual, c * Gemm.PANEL,
                        Gemm.PANEL, true);
            }
            for (int c = 0; c < channels; c++) {
                MemorySegment.copy(residual, c * Gemm.PANEL, y, ValueLayout.JAVA_FLOAT,
                        ((row + c) * voxels + voxel) * Float.BYTES, width);
            }
        });
    }
}
