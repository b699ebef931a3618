package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.kernels.norms.PanelNormalization;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The voxels of all images in tiles, as the gradients of both halves of a block walk them. An array of a tile holds one row per
 * channel at the distance of a tile's length.
 *
 * @param sizes of the half
 * @param length voxels of a tile, whole panels
 */
record BranchTiles(BranchSizes sizes, int length) {
    /** Voxels of a tile, at least: below, adding up the lanes of the inner products takes longer than the products. */
    private static final int LEAST = 256;
    private static final int MOST = 512;

    /**
     * One tile.
     *
     * @param image which of the batch
     * @param voxel its first voxel
     * @param count how many voxels it has
     * @param whole the same in whole panels
     */
    record Tile(int image, long voxel, int count, int whole) { }

    /**
     * What the gradient of x needs of the weights.
     *
     * @param firstTransposed W₁ᵀ, packed
     * @param gamma the norm's weight
     */
    record InputWeights(float[] firstTransposed, float[] gamma) {
        static InputWeights of(BranchOperands in, BranchSizes sizes, float[] firstTransposed) {
            int c = sizes.channels();
            Gemm.pack(in.firstWeight(), 0, 1, c, c, sizes.hidden(), firstTransposed);
            return new InputWeights(firstTransposed, in.normWeight().toArray(ValueLayout.JAVA_FLOAT));
        }
    }

    /**
     * Tile sizes that fit the cache.
     *
     * @param cached floats of one of a tile's widest arrays
     * @param widest its channels
     */
    static BranchTiles of(BranchSizes sizes, int cached, int widest) {
        int most = Math.clamp(cached / widest, LEAST, MOST);
        long all = Math.ceilDiv(sizes.voxels(), Gemm.PANEL) * Gemm.PANEL;
        return new BranchTiles(sizes, Math.clamp(all, Gemm.PANEL, Math.ceilDiv(most, Gemm.PANEL) * Gemm.PANEL));
    }

    private long perImage() {
        return Math.ceilDiv(sizes.voxels(), length);
    }

    long count() {
        return sizes.batch() * perImage();
    }

    Tile tile(long index) {
        long voxel = index % perImage() * length;
        int count = (int) Math.min(length, sizes.voxels() - voxel);
        return new Tile((int) (index / perImage()), voxel, count, Math.ceilDiv(count, Gemm.PANEL) * Gemm.PANEL);
    }

    /** Floats of an array of some channels that products are written to. */
    int panelLength(int channels) {
        return Gemm.groups(channels) * Gemm.ROWS * length;
    }

    private long start(Tile tile, int channel) {
        return (((long) tile.image() * sizes.channels() + channel) * sizes.voxels() + tile.voxel()) * Float.BYTES;
    }

    /** Reads a tile of an image (B, C, S); zeros beyond its last voxel. */
    void load(MemorySegment source, Tile tile, float[] values) {
        for (int c = 0; c < sizes.channels(); c++) {
            int at = c * length;
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, start(tile, c), values, at, tile.count());
            Arrays.fill(values, at + tile.count(), at + tile.whole(), 0);
        }
    }

    /**
     * The gradient of x: that of the result, and what comes back through the norm.
     *
     * @param normalized x̂
     * @param inverse 1/√(variance + ε) of each voxel
     * @param gradient of the result
     * @param d the gradient of f's argument
     * @param rows where the rows of d begin
     * @param pulled working space of {@link #panelLength}
     */
    void storeInputGradient(Tile tile, InputWeights weights, float[] normalized, float[] inverse, float[] gradient, float[] d,
            int[] rows, float[] pulled, MemorySegment dx) {
        int c = sizes.channels();
        int h = sizes.hidden();
        for (int at = 0; at < tile.whole(); at += Gemm.PANEL) {
            for (int row = 0; row < c; row += Gemm.ROWS) {
                Gemm.rows(weights.firstTransposed(), row * h, d, at, rows, h, null, 0, pulled, row * length + at, length, false);
            }
            PanelNormalization.pullBack(normalized, pulled, at, length, weights.gamma(), inverse, at, c);
        }
        for (int row = 0; row < c; row++) {
            for (int i = row * length; i < row * length + tile.count(); i++) {
                pulled[i] += gradient[i];
            }
            MemorySegment.copy(pulled, row * length, dx, ValueLayout.JAVA_FLOAT, start(tile, row), tile.count());
        }
    }
}
