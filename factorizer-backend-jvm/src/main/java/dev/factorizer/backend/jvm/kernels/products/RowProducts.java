package dev.factorizer.backend.jvm.kernels.products;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Inner products of rows over batch and voxels, Σ a[i][t] b[j][t]: what weight gradients are. Results are cut into blocks
 * and voxels into chunks, both by the sizes alone; sums are in float over one tile, in double over the tiles of a chunk,
 * and the chunks' doubles are added in their order.
 */
public final class RowProducts {
    /** Rows of the second factor in one task. */
    private static final int BLOCK = 32;
    /** Rows of the first factor in one task. */
    private static final int TALL = 128;
    /** Floats of both blocks of rows, half of a second-level cache. */
    private static final int CACHED = 131072;
    /** As many tasks as keep a big machine busy. */
    private static final int TASKS = 64;

    private enum Buffer implements Scratch.Name { PARTIAL_SUMS, FIRST_ROWS, SECOND_ROWS, LANES }

    /** Gives a piece of a row. */
    public interface Rows {
        /**
         * Copies numbers of a row of an image.
         *
         * @param image which of the batch
         * @param row which row
         * @param from the first voxel
         * @param count how many
         * @param target where they go
         * @param at from which index
         */
        void copy(int image, int row, long from, int count, float[] target, int at);
    }

    private RowProducts() { }

    /**
     * Computes all products of m rows with n rows.
     *
     * @param batch images
     * @param m rows of the first factor
     * @param n rows of the second factor
     * @param voxels of an image
     * @param first the first factor
     * @param second the second factor
     * @param result (m, n)
     * @param workers who computes
     */
    public static void accumulate(int batch, int m, int n, long voxels, Rows first, Rows second, MemorySegment result,
            Workers workers) {
        int tall = Math.min(TALL, m);
        int wide = Math.min(BLOCK, n);
        int length = tile(tall + wide, voxels);
        int across = Math.ceilDiv(n, BLOCK);
        int blocks = Math.multiplyExact(across, Math.ceilDiv(m, tall));
        long tilesOfImage = Math.ceilDiv(voxels, length);
        long tiles = batch * tilesOfImage;
        int chunks = Math.clamp(Math.min(tiles, TASKS / blocks), 1, TASKS);
        int size = Math.multiplyExact(m, n);
        try (SharedArrays shared = workers.shared()) {
            double[] partial = shared.doubles(Buffer.PARTIAL_SUMS, Math.multiplyExact(chunks, size));
            int[] rowsOfTile = Gemm.rowOffsets(tall, length);
            int[] columnsOfTile = Gemm.rowOffsets(wide, length);
            workers.forEach(Math.multiplyExact(chunks, blocks), (task, scratch) -> {
                int i0 = task % blocks / across * tall;
                int j0 = task % blocks % across * BLOCK;
                int rows = Math.min(tall, m - i0);
                int columns = Math.min(BLOCK, n - j0);
                int chunk = task / blocks;
                float[] a = scratch.floats(Buffer.FIRST_ROWS, tall * length);
                float[] b = scratch.floats(Buffer.SECOND_ROWS, wide * length);
                float[] lanes = scratch.floats(Buffer.LANES, DotProducts.WORKSPACE);
                // A block's products lie together: those of a chunk's earlier blocks come before.
                int at = chunk * size + i0 * n + j0 * rows;
                Arrays.fill(partial, at, at + rows * columns, 0);
                for (long tile = tiles * chunk / chunks; tile < tiles * (chunk + 1) / chunks; tile++) {
                    int image = (int) (tile / tilesOfImage);
                    long from = tile % tilesOfImage * length;
                    int count = (int) Math.min(length, voxels - from);
                    int whole = Math.ceilDiv(count, Gemm.PANEL) * Gemm.PANEL;
                    for (int i = 0; i < rows; i++) {
                        first.copy(image, i0 + i, from, count, a, i * length);
                        Arrays.fill(a, i * length + count, i * length + whole, 0);
                    }
                    for (int j = 0; j < columns; j++) {
                        second.copy(image, j0 + j, from, count, b, j * length);
                        Arrays.fill(b, j * length + count, j * length + whole, 0);
                    }
                    DotProducts.add(a, rowsOfTile, rows, b, columnsOfTile, columns, whole, partial, at, lanes);
                }
            });
            for (int block = 0; block < blocks; block++) {
                int i0 = block / across * tall;
                int j0 = block % across * BLOCK;
                int rows = Math.min(tall, m - i0);
                int columns = Math.min(BLOCK, n - j0);
                for (int at = 0; at < rows * columns; at++) {
                    double sum = 0;
                    for (int chunk = 0; chunk < chunks; chunk++) {
                        sum += partial[chunk * size + i0 * n + j0 * rows + at];
                    }
                    result.setAtIndex(ValueLayout.JAVA_FLOAT, (long) (i0 + at / columns) * n + j0 + at % columns,
                            (float) sum);
                }
            }
        }
    }

    /** Voxels of a tile: both blocks of rows together stay in the second-level cache. */
    private static int tile(int rows, long voxels) {
        int most = Math.max(1, CACHED / rows / Gemm.PANEL) * Gemm.PANEL;
        long all = Math.ceilDiv(voxels, Gemm.PANEL) * Gemm.PANEL;
        return (int) Math.clamp(Math.min(most, 2048), Gemm.PANEL, Math.max(Gemm.PANEL, all));
    }
}
