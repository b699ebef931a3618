package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.execution.Scratch;
import dev.factorizer.backend.jvm.execution.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The gradients of {@link ChannelMlpBranchKernel}, tile by tile from x and the result's gradient g alone: hidden
 * activations are computed again in cache.
 *
 * <p>With x̂ the normalised input, d = (W₂ᵀ g) gelu′(…) the gradient before GELU and M = Σ d x̂ᵀ over voxels: the gradients
 * are Σ g and Σ g gelu(…)ᵀ for the second map, s = Σ d and M γ + s βᵀ for the first, and for the norm's weight and bias
 * the column sums of W₁ M and of W₁ s: no further pass over the voxels.
 *
 * @param branch sizes
 */
public record ChannelMlpBranchGradient(ChannelMlpBranchKernel branch) {
    /** Doubles of all partial sums together, at most; 32 MiB. */
    private static final long PARTIALS = 1 << 22;
    private static final int CHUNKS = 64;
    /** Floats of a tile's hidden activations; twice that and the rest stay in the second-level cache. */
    private static final int CACHED = 65536;

    /**
     * Where the gradients go; null for those not wanted.
     *
     * @param x (B, C, S); may be the result's gradient
     * @param normWeight (C)
     * @param normBias (C)
     * @param firstWeight (H, C)
     * @param firstBias (H)
     * @param secondWeight (C, H)
     * @param secondBias (C)
     */
    public record Results(MemorySegment x, MemorySegment normWeight, MemorySegment normBias, MemorySegment firstWeight,
            MemorySegment firstBias, MemorySegment secondWeight, MemorySegment secondBias) {
        private boolean parameters() {
            return normWeight != null || normBias != null || firstWeight != null || firstBias != null
                    || secondWeight != null || secondBias != null;
        }
    }

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

    private int chunks() {
        long tiles = branch.batch() * tilesOfImage();
        return Math.clamp(Math.min(tiles, PARTIALS / sums()), 1, CHUNKS);
    }

    /** Numbers that one chunk adds up. */
    private int sums() {
        int c = branch.channels();
        int h = branch.hidden();
        return Math.addExact(Math.multiplyExact(2 * c, h), c + h);
    }

    /**
     * The working memory of {@link #run}.
     *
     * @return bytes; independent of the number of threads
     */
    public long workspaceBytes() {
        return (long) chunks() * sums() * Double.BYTES;
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
            MemorySegment firstBias, MemorySegment secondWeight, MemorySegment g, Results results,
            MemorySegment workspace, Workers workers) {
        int c = branch.channels();
        int h = branch.hidden();
        NormedWeights first = NormedWeights.fold(normWeight, normBias, firstWeight, firstBias, h, c);
        float[] firstTransposed = new float[Gemm.packedLength(c, h)];
        Gemm.pack(firstWeight, 0, 1, c, c, h, firstTransposed);
        float[] secondTransposed = new float[Gemm.packedLength(h, c)];
        Gemm.pack(secondWeight, 0, 1, h, h, c, secondTransposed);
        float[] gamma = new float[c];
        MemorySegment.copy(normWeight, ValueLayout.JAVA_FLOAT, 0, gamma, 0, c);
        Weights weights = new Weights(first, firstTransposed, secondTransposed, gamma);
        long tiles = branch.batch() * tilesOfImage();
        int chunks = chunks();
        int sums = sums();
        int[] places = Gemm.places(Math.max(c, h), tile());
        workers.forEach(chunks, (chunk, scratch) -> {
            double[] total = scratch.doubles(0, sums);
            Arrays.fill(total, 0, sums, 0);
            for (long tile = tiles * chunk / chunks; tile < tiles * (chunk + 1) / chunks; tile++) {
                tile(x, g, (int) (tile / tilesOfImage()), tile % tilesOfImage() * tile(), weights, places, results,
                        total, scratch);
            }
            if (results.parameters()) {
                MemorySegment.copy(total, 0, workspace, ValueLayout.JAVA_DOUBLE, (long) chunk * sums * Double.BYTES,
                        sums);
            }
        });
        if (results.parameters()) {
            combine(normWeight, normBias, firstWeight, results, workspace, workers);
        }
    }

    private void tile(MemorySegment x, MemorySegment g, int image, long voxel, Weights weights, int[] places,
            Results results, double[] total, Scratch scratch) {
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
            DotProducts.add(gradient, places, c, hidden, places, h, whole, total, 0, lanes);
            DotProducts.add(d, places, h, normalized, places, c, whole, total, c * h, lanes);
            DotProducts.addSums(d, places, h, whole, total, 2 * c * h, lanes);
            DotProducts.addSums(gradient, places, c, whole, total, 2 * c * h + h, lanes);
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

    /** Adds the chunks up in their order, a row of hidden units a task, then what follows from the sums. */
    private void combine(MemorySegment normWeight, MemorySegment normBias, MemorySegment firstWeight, Results results,
            MemorySegment workspace, Workers workers) {
        int c = branch.channels();
        int h = branch.hidden();
        int chunks = chunks();
        int sums = sums();
        int bias = 2 * c * h;
        // The first chunk's place takes the totals.
        workers.forEach(Math.ceilDiv(sums, 4096), (task, scratch) -> {
            for (long i = task * 4096L; i < Math.min(sums, (task + 1) * 4096L); i++) {
                double sum = 0;
                for (int chunk = 0; chunk < chunks; chunk++) {
                    sum += workspace.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) chunk * sums + i);
                }
                workspace.setAtIndex(ValueLayout.JAVA_DOUBLE, i, sum);
            }
        });
        copy(workspace, 0, results.secondWeight(), c * h);
        copy(workspace, bias, results.firstBias(), h);
        copy(workspace, bias + h, results.secondBias(), c);
        for (int column = 0; column < c; column++) {
            float gamma = normWeight.getAtIndex(ValueLayout.JAVA_FLOAT, column);
            float beta = normBias.getAtIndex(ValueLayout.JAVA_FLOAT, column);
            double weightSum = 0;
            double biasSum = 0;
            for (int row = 0; row < h; row++) {
                float w = firstWeight.getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * c + column);
                double m = workspace.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) c * h + (long) row * c + column);
                double s = workspace.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) bias + row);
                weightSum += w * m;
                biasSum += w * s;
                if (results.firstWeight() != null) {
                    results.firstWeight().setAtIndex(ValueLayout.JAVA_FLOAT, (long) row * c + column,
                            (float) (gamma * m + beta * s));
                }
            }
            if (results.normWeight() != null) {
                results.normWeight().setAtIndex(ValueLayout.JAVA_FLOAT, column, (float) weightSum);
            }
            if (results.normBias() != null) {
                results.normBias().setAtIndex(ValueLayout.JAVA_FLOAT, column, (float) biasSum);
            }
        }
    }

    private static void copy(MemorySegment totals, long from, MemorySegment result, int count) {
        for (int i = 0; i < count && result != null; i++) {
            result.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) totals.getAtIndex(ValueLayout.JAVA_DOUBLE, from + i));
        }
    }
}
