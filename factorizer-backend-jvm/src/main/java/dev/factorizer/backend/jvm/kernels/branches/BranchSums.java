package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.kernels.products.DotProducts;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The parameter gradients that both halves of a Factorizer block need, x + W₂ f(W₁ norm(x) + b₁) + b₂, as sums over
 * voxels in one pass.
 *
 * <p>With x̂ the normalized input, d the gradient of f's argument, g that of the result and a = f(…): Σ g aᵀ is the gradient
 * of W₂ and Σ g that of b₂. From M = Σ d x̂ᵀ and s = Σ d follow those of W₁, M γ + s βᵀ, of b₁, s, and of the norm's weight
 * and bias, the column sums of W₁ M and of W₁ s.
 *
 * <p>Voxels fall into chunks whose number depends on the sizes alone; each chunk has its own sums, which are added in the
 * order of the chunks.
 *
 * @param sizes of the half
 */
record BranchSums(BranchSizes sizes) {
    /** Doubles of all chunks together, at most; 32 MiB. */
    private static final long MOST = 1 << 22;
    private static final int CHUNKS = 64;

    private enum Buffer implements Scratch.Name { SUMS }

    /** Computes one tile and adds to the sums, laid out as {@link #add} does. */
    interface Body {
        /** Computes the tile, in working arrays that are given back after each. */
        void run(long tile, double[] sums, Scratch scratch);
    }

    /** Numbers of one chunk. */
    int length() {
        return Math.addExact(Math.multiplyExact(2 * sizes.channels(), sizes.hidden()), sizes.channels() + sizes.hidden());
    }

    private int chunks(long tiles) {
        return Math.clamp(Math.min(tiles, MOST / length()), 1, CHUNKS);
    }

    /** Bytes of the sums of all chunks. */
    long workspaceBytes(long tiles) {
        return (long) chunks(tiles) * length() * Double.BYTES;
    }

    /**
     * Runs all tiles, then writes the gradients.
     *
     * @param in the half's inputs
     * @param gradients where the gradients go
     * @param workspace {@link #workspaceBytes} of memory; unused if no parameter's gradient is wanted
     */
    void run(long tiles, BranchOperands in, BranchOperands gradients, MemorySegment workspace, Workers workers, Body body) {
        int chunks = chunks(tiles);
        int length = length();
        workers.forEach(chunks, (chunk, scratch) -> {
            double[] sums = scratch.doubles(Buffer.SUMS, length);
            int mark = scratch.mark();
            Arrays.fill(sums, 0, length, 0);
            for (long tile = tiles * chunk / chunks; tile < tiles * (chunk + 1) / chunks; tile++) {
                body.run(tile, sums, scratch);
                scratch.release(mark);
            }
            if (gradients.parameters()) {
                MemorySegment.copy(sums, 0, workspace, ValueLayout.JAVA_DOUBLE, (long) chunk * length * Double.BYTES,
                        length);
            }
        });
        if (gradients.parameters()) {
            combine(chunks, in, gradients, workspace, workers);
        }
    }

    /**
     * Adds a tile.
     *
     * @param g the gradient of the result, row c from {@code rows[c]}
     * @param a what W₂ is multiplied with
     * @param d the gradient of f's argument
     * @param normalized x̂
     * @param count voxels, a multiple of the lanes
     * @param lanes working space of {@link DotProducts#WORKSPACE}
     */
    void add(float[] g, float[] a, float[] d, float[] normalized, int[] rows, int count, double[] sums,
            float[] lanes) {
        int c = sizes.channels();
        int h = sizes.hidden();
        DotProducts.add(g, rows, c, a, rows, h, count, sums, 0, lanes);
        DotProducts.add(d, rows, h, normalized, rows, c, count, sums, c * h, lanes);
        DotProducts.addSums(d, rows, h, count, sums, 2 * c * h, lanes);
        DotProducts.addSums(g, rows, c, count, sums, 2 * c * h + h, lanes);
    }

    private void combine(int chunks, BranchOperands in, BranchOperands gradients, MemorySegment workspace, Workers workers) {
        int c = sizes.channels();
        int h = sizes.hidden();
        int length = length();
        int bias = 2 * c * h;
        // The first chunk's sums become the totals.
        workers.forEach(Math.ceilDiv(length, 4096), (task, scratch) -> {
            for (long i = task * 4096L; i < Math.min(length, (task + 1) * 4096L); i++) {
                double sum = 0;
                for (int chunk = 0; chunk < chunks; chunk++) {
                    sum += workspace.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) chunk * length + i);
                }
                workspace.setAtIndex(ValueLayout.JAVA_DOUBLE, i, sum);
            }
        });
        copy(workspace, 0, gradients.secondWeight(), c * h);
        copy(workspace, bias, gradients.firstBias(), h);
        copy(workspace, bias + h, gradients.secondBias(), c);
        for (int column = 0; column < c; column++) {
            float gamma = in.normWeight().getAtIndex(ValueLayout.JAVA_FLOAT, column);
            float beta = in.normBias().getAtIndex(ValueLayout.JAVA_FLOAT, column);
            double weightSum = 0;
            double biasSum = 0;
            for (int row = 0; row < h; row++) {
                float w = in.firstWeight().getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * c + column);
                double m = workspace.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) c * h + (long) row * c + column);
                double s = workspace.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) bias + row);
                weightSum += w * m;
                biasSum += w * s;
                if (gradients.firstWeight() != null) {
                    gradients.firstWeight().setAtIndex(ValueLayout.JAVA_FLOAT, (long) row * c + column,
                            (float) (gamma * m + beta * s));
                }
            }
            if (gradients.normWeight() != null) {
                gradients.normWeight().setAtIndex(ValueLayout.JAVA_FLOAT, column, (float) weightSum);
            }
            if (gradients.normBias() != null) {
                gradients.normBias().setAtIndex(ValueLayout.JAVA_FLOAT, column, (float) biasSum);
            }
        }
    }

    private static void copy(MemorySegment totals, long from, MemorySegment result, int count) {
        for (int i = 0; i < count && result != null; i++) {
            result.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) totals.getAtIndex(ValueLayout.JAVA_DOUBLE, from + i));
        }
    }
}
