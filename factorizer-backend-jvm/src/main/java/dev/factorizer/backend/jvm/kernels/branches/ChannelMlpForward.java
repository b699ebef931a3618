package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.kernels.elementwise.GeluFunction;
import dev.factorizer.backend.jvm.kernels.norms.PanelNormalization;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.kernels.products.PanelLoop;
import dev.factorizer.backend.jvm.kernels.products.VoxelPanel;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;

/**
 * The second half of a Factorizer block, y = x + W₂ gelu(W₁ norm(x) + b₁) + b₂, one panel of voxels at a time: the hidden
 * activations, four times as large as x, never reach memory.
 *
 * @param sizes of the half
 */
record ChannelMlpForward(BranchSizes sizes) {
    private enum Buffer implements Scratch.Name { FIRST_WEIGHT, SECOND_WEIGHT, RESIDUAL, NORMALIZED, HIDDEN, INVERSE_DEVIATION }

    /**
     * Computes the half.
     *
     * @param y the result (B, C, S); may be x
     */
    void run(BranchOperands in, MemorySegment y, Workers workers) {
        int channels = sizes.channels();
        int hidden = sizes.hidden();
        long voxels = sizes.voxels();
        try (SharedArrays shared = workers.shared()) {
            NormedWeights first = NormedWeights.fold(in, sizes,
                    shared.floats(Buffer.FIRST_WEIGHT, Gemm.packedLength(hidden, channels)));
            float[] second = shared.floats(Buffer.SECOND_WEIGHT, Gemm.packedLength(channels, hidden));
            Gemm.pack(in.secondWeight(), 0, hidden, 1, channels, hidden, second);
            float[] bias = Gemm.bias(in.secondBias(), 0, channels);
            int[] rows = Gemm.rowOffsets(Math.max(channels, hidden), Gemm.PANEL);
            PanelLoop.run(sizes.batch(), voxels, 4L * channels * hidden, workers, (image, voxel, scratch) -> {
                float[] residual = scratch.floats(Buffer.RESIDUAL, Gemm.panelLength(channels));
                float[] normalized = scratch.floats(Buffer.NORMALIZED, Gemm.panelLength(channels));
                float[] activations = scratch.floats(Buffer.HIDDEN, Gemm.panelLength(hidden));
                float[] inverse = scratch.floats(Buffer.INVERSE_DEVIATION, Gemm.PANEL);
                long channel = (long) image * channels;
                int width = VoxelPanel.load(in.x(), channel, channels, voxels, voxel, residual);
                System.arraycopy(residual, 0, normalized, 0, channels * Gemm.PANEL);
                PanelNormalization.normalize(normalized, 0, Gemm.PANEL, channels, sizes.epsilon(), inverse, 0);
                for (int h = 0; h < hidden; h += Gemm.ROWS) {
                    Gemm.rows(first.packed(), h * channels, normalized, 0, rows, channels, first.bias(), h, activations,
                            h * Gemm.PANEL, Gemm.PANEL, false);
                }
                GeluFunction.apply(activations, hidden * Gemm.PANEL);
                for (int c = 0; c < channels; c += Gemm.ROWS) {
                    Gemm.rows(second, c * hidden, activations, 0, rows, hidden, bias, c, residual, c * Gemm.PANEL,
                            Gemm.PANEL, true);
                }
                VoxelPanel.store(residual, y, channel, channels, voxels, voxel, width);
            });
        }
    }
}
