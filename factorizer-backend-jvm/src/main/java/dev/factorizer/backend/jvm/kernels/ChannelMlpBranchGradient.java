package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The gradients of {@link ChannelMlpBranchKernel}, tile by tile from x and the result's gradient g alone: hidden
 * activations are computed again in cache.
 *
 * @param branch sizes
 */
public record ChannelMlpBranchGradient(ChannelMlpBranchKernel branch) {
    /** Floats of a tile's hidden activations; twice that and the rest stay in the second-level cache. */
    private static final int CACHED = 65536;

    /** What the tasks share. */
    private record Weights(NormedWeights first, float[] firstTransposed, float[] secondTransposed, float[] gamma) { }

    private int tile() {
        // At least 256 voxels: below, adding up the lanes of the inner products takes longer than the products.
        int most = Math.clamp(CACHED / branch.hidden(), 256, 512);
        long all = Math.ceilDiv(branch.voxels(), Gemm.PANEL) * Gemm.PANEL;
        return Math.clamp(all, Gemm.PANEL, Math.ceilDiv(most, Gemm.PANEL) * Gemm.PANEL);
    }

    private long tilesOfImage() {
        return Math.ceilDiv(branch.voxels(), tile());
    }

    private long tiles() {
        return branch.batch() * tilesOfImage();
    }

    private BranchSums sums() {
        return new BranchSums(branch.channels(), branch.hidden());
    }

    /**
     * The working memory of {@link #run}.
     *
     * @return bytes; independent of the number of threads
     */
    public long workspaceBytes() {
        return sums().workspaceBytes(tiles());
    }

    /**
     * Computes the gradients.
     *
     * @param x (B, C, S)
     * @param normWeight (C)
     * @param normBias (C)
     * @param firstWeight (H, C)
     * @param firstBias (H)
     * @param secondWeight (C, H)
     * @param g the gradient of the result (B, C, S)
     * @param results where the gradients go
     * @param workspace {@link #workspaceBytes} of memory; may be null when no parameter's gradient is wanted
     * @param workers who computes
     */
    public void run(MemorySegment x, MemorySegment normWeight, MemorySegment normBias, MemorySegment firstWeight,
            MemorySegment firstBias, MemorySegment secondWeight, MemorySegment g, BranchGradients results,
            MemorySegment workspace, Workers workers) {
        int c = branch.channels();
        int h = branch.hidden();
        NormedWeights first = NormedWeights.fold(normWeight, normBias, firstWeight, firstBias, h, c,
                workers.shared().floats(0, Gemm.packedLength(h, c)));
        float[] firstTransposed = workers.shared().floats(1, Gemm.packedLength(c, h));
        Gemm.pack(firstWeight, 0, 1, c, c, h, firstTransposed);
        float[] secondTransposed = workers.shared().floats(2, Gemm.packedLength(h, c));
        Gemm.pack(secondWeight, 0, 1, h, h, c, secondTransposed);
        float[] gamma = new float[c];
        MemorySegment.copy(normWeight, ValueLayout.JAVA_FLOAT, 0, gamma, 0, c);
        Weights weights = new Weights(first, firstTransposed, secondTransposed, gamma);
        int[] places = Gemm.places(Math.max(c, h), tile());
        sums().run(tiles(), results, normWeight, normBias, firstWeight, workspace, workers, (tile, sums, scratch) ->
                tile(x, g, (int) (tile / tilesOfImage()), tile % tilesOfImage() * tile(), weights, places, results, sums,
                        scratch));
    }

    private void tile(MemorySegment x, MemorySegment g, int image, long voxel, Weights weights, int[] places,
            BranchGradients results, double[] sums, Scratch scratch) {
        int c = branch.channels();
        int h = branch.hidden();
        int step = tile();
        int count = (int) Math.min(step, branch.voxels() - voxel);
        int whole = Math.ceilDiv(count, Gemm.PANEL) * Gemm.PANEL;
        float[] normalized = scratch.floats(0, c * step);
        float[] gradient = scratch.floats(1, c * step);
        float[] pulled = scratch.floats(2, Gemm.groups(c) * Gemm.ROWS * step);
        float[] inverse = scratch.floats(3, step);
        float[] hidden = scratch.floats(4, Gemm.groups(h) * Gemm.ROWS * step);
        float[] d = scratch.floats(5, Gemm.groups(h) * Gemm.ROWS * step);
        load(x, image, voxel, count, whole, normalized);
        load(g, image, voxel, count, whole, gradient);
        for (int at = 0; at < whole; at += Gemm.PANEL) {
            LayerNormKernel.normalize(normalized, at, step, c, branch.epsilon(), inverse, at);
            for (int row = 0; row < h; row += Gemm.ROWS) {
                Gemm.rows(weights.first().packed(), row * c, normalized, at, places, c, weights.first().bias(), row,
                        hidden, row * step + at, step, false);
                Gemm.rows(weights.secondTransposed(), row * c, gradient, at, places, c, null, 0, d, row * step + at,
                        step, false);
            }
        }
        // Beyond the last voxel g is 0, and so is d: whatever gelu gives there adds nothing.
        for (int row = 0; row < h; row++) {
            GeluKernel.applyGradient(hidden, d, hidden, row * step, whole);
        }
        if (results.parameters()) {
            float[] lanes = scratch.floats(6, DotProducts.WORKSPACE);
            sums().add(gradient, hidden, d, normalized, places, whole, sums, lanes);
        }
        if (results.x() != null) {
            for (int at = 0; at < whole; at += Gemm.PANEL) {
                for (int row = 0; row < c; row += Gemm.ROWS) {
                    Gemm.rows(weights.firstTransposed(), row * h, d, at, places, h, null, 0, pulled, row * step + at,
                            step, false);
                }
                LayerNormKernel.pullBack(normalized, pulled, at, step, weights.gamma(), inverse, at, c);
            }
            for (int row = 0; row < c; row++) {
                for (int i = row * step; i < row * step + count; i++) {
                    pulled[i] += gradient[i];
                }
                MemorySegment.copy(pulled, row * step, results.x(), ValueLayout.JAVA_FLOAT,
                        (((long) image * c + row) * branch.voxels() + voxel) * Float.BYTES, count);
            }
        }
    }

    private void load(MemorySegment source, int image, long voxel, int count, int whole, float[] tile) {
        for (int c = 0; c < branch.channels(); c++) {
            int at = c * tile();
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT,
                    (((long) image * branch.channels() + c) * branch.voxels() + voxel) * Float.BYTES, tile, at, count);
            Arrays.fill(tile, at + count, at + whole, 0);
        }
    }
}
