package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.kernels.WorkspaceSlices;
import dev.factorizer.backend.jvm.kernels.elementwise.GeluFunction;
import dev.factorizer.backend.jvm.kernels.norms.PanelNormalization;
import dev.factorizer.backend.jvm.kernels.products.DotProducts;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;

/**
 * The gradients of {@link ChannelMlpForward}, tile by tile from x and the result's gradient g alone: hidden activations are
 * computed again in cache.
 *
 * @param sizes of the half
 * @param tiles how voxels are split
 * @param sums of the parameters' gradients
 */
record ChannelMlpBackward(BranchSizes sizes, BranchTiles tiles, BranchSums sums) {
    /** Floats of a tile's hidden activations; twice that and the rest stay in the second-level cache. */
    private static final int CACHED = 65536;

    private enum Buffer implements Scratch.Name {
        FIRST_WEIGHT, FIRST_TRANSPOSED, SECOND_TRANSPOSED, NORMALIZED, GRADIENT, PULLED, INVERSE_DEVIATION, HIDDEN,
        HIDDEN_GRADIENT, LANES
    }

    /** What the tasks share. */
    private record Weights(NormedWeights first, BranchTiles.InputWeights input, float[] secondTransposed, int[] rows) { }

    static ChannelMlpBackward of(BranchSizes sizes) {
        return new ChannelMlpBackward(sizes, BranchTiles.of(sizes, CACHED, sizes.hidden()), new BranchSums(sizes));
    }

    /**
     * The working memory of {@link #run}.
     *
     * @param sums of the parameters' gradients
     */
    record Workspace(MemorySegment sums) {
        static Workspace of(WorkspaceSlices slices, ChannelMlpBackward backward) {
            return new Workspace(slices.next(backward.sums.workspaceBytes(backward.tiles.count())));
        }
    }

    long workspaceBytes() {
        return WorkspaceSlices.bytes(slices -> Workspace.of(slices, this));
    }

    /**
     * Computes the gradients.
     *
     * @param g the gradient of the result (B, C, S)
     * @param results where the gradients go
     * @param memory {@link #workspaceBytes} of working memory
     */
    void run(BranchOperands in, MemorySegment g, BranchOperands results, MemorySegment memory, Workers workers) {
        int c = sizes.channels();
        int h = sizes.hidden();
        Workspace workspace = WorkspaceSlices.cut(memory, slices -> Workspace.of(slices, this));
        try (SharedArrays shared = workers.shared()) {
            NormedWeights first = NormedWeights.fold(in, sizes, shared.floats(Buffer.FIRST_WEIGHT, Gemm.packedLength(h, c)));
            BranchTiles.InputWeights input = BranchTiles.InputWeights.of(in, sizes,
                    shared.floats(Buffer.FIRST_TRANSPOSED, Gemm.packedLength(c, h)));
            float[] secondTransposed = shared.floats(Buffer.SECOND_TRANSPOSED, Gemm.packedLength(h, c));
            Gemm.pack(in.secondWeight(), 0, 1, h, h, c, secondTransposed);
            Weights weights = new Weights(first, input, secondTransposed,
                    Gemm.rowOffsets(Math.max(c, h), tiles.length()));
            sums.run(tiles.count(), in, results, workspace.sums(), workers, (index, total, scratch) ->
                    tile(in.x(), g, tiles.tile(index), weights, results, total, scratch));
        }
    }

    private void tile(MemorySegment x, MemorySegment g, BranchTiles.Tile tile, Weights weights, BranchOperands results,
            double[] total, Scratch scratch) {
        int c = sizes.channels();
        int h = sizes.hidden();
        int step = tiles.length();
        int whole = tile.whole();
        float[] normalized = scratch.floats(Buffer.NORMALIZED, c * step);
        float[] gradient = scratch.floats(Buffer.GRADIENT, c * step);
        float[] pulled = scratch.floats(Buffer.PULLED, tiles.panelLength(c));
        float[] inverse = scratch.floats(Buffer.INVERSE_DEVIATION, step);
        float[] hidden = scratch.floats(Buffer.HIDDEN, tiles.panelLength(h));
        float[] d = scratch.floats(Buffer.HIDDEN_GRADIENT, tiles.panelLength(h));
        tiles.load(x, tile, normalized);
        tiles.load(g, tile, gradient);
        for (int at = 0; at < whole; at += Gemm.PANEL) {
            PanelNormalization.normalize(normalized, at, step, c, sizes.epsilon(), inverse, at);
            for (int row = 0; row < h; row += Gemm.ROWS) {
                Gemm.rows(weights.first().packed(), row * c, normalized, at, weights.rows(), c, weights.first().bias(), row,
                        hidden, row * step + at, step, false);
                Gemm.rows(weights.secondTransposed(), row * c, gradient, at, weights.rows(), c, null, 0, d, row * step + at,
                        step, false);
            }
        }
        // Beyond the last voxel g is 0, and so is d: whatever gelu gives there adds nothing.
        for (int row = 0; row < h; row++) {
            GeluFunction.applyGradient(hidden, d, hidden, row * step, whole);
        }
        if (results.parameters()) {
            float[] lanes = scratch.floats(Buffer.LANES, DotProducts.WORKSPACE);
            sums.add(gradient, hidden, d, normalized, weights.rows(), whole, total, lanes);
        }
        if (results.x() != null) {
            tiles.storeInputGradient(tile, weights.input(), normalized, inverse, gradient, d, weights.rows(), pulled,
                    results.x());
        }
    }
}
