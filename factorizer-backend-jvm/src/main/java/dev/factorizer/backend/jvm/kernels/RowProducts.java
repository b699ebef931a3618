package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.execution.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Inner products of rows over batch and voxels, Σ a[i][t] b[j][t]: what weight gradients are. Each task owns a block of
 * results and walks all voxels, so no partial sums are shared; sums are in float over one tile and in double over tiles.
 */
final class RowProducts {
    /** Rows of the second factor in one task. */
    private static final int BLOCK = 32;
    /** Rows of the first factor in one task. */
    private static final int TALL = 128;

    /** Gives a piece of a row. */
    interface Rows {
        /** Copies {@code count} numbers of a row of an image, from voxel {@code from}, to {@code target[at…]}. */
        void copy(int image, int row, long from, int count, float[] target, int at);
    }

    private RowProducts() { }

    /**
     * Computes all products of m rows with n rows.
     *
     * @param result (m, n)
     */
    static void accumulate(int batch, int m, int n, long voxels, Rows first, Rows second, MemorySegment result,
            Workers workers) {
        int tall = Math.min(TALL, (m + 3) / 4 * 4);
        int length = tile(tall + BLOCK, voxels);
        int across = (n + BLOCK - 1) / BLOCK;
        int down = (m + tall - 1) / tall;
        workers.forEach(Math.multiplyExact(across, down), (task, scratch) -> {
            int i0 = task / across * tall;
            int j0 = task % across * BLOCK;
            int rows = Math.min(tall, m - i0);
            int columns = Math.min(BLOCK, n - j0);
            float[] a = scratch.floats(0, tall * length);
            float[] b = scratch.floats(1, BLOCK * length);
            float[] lanes = scratch.floats(2, Gemm.DOT_LANES);
            double[] total = scratch.doubles(0, rows * columns);
            Arrays.fill(total, 0, rows * columns, 0);
            for (int image = 0; image < batch; image++) {
                for (long from = 0; from < voxels; from += length) {
                    int count = (int) Math.min(length, voxels - from);
                    int whole = (count + Gemm.PANEL - 1) / Gemm.PANEL * Gemm.PANEL;
                    for (int i = 0; i < rows; i++) {
                        first.copy(image, i0 + i, from, count, a, i * length);
                        Arrays.fill(a, i * length + count, i * length + whole, 0);
                    }
                    for (int j = 0; j < columns; j++) {
                        second.copy(image, j0 + j, from, count, b, j * length);
                        Arrays.fill(b, j * length + count, j * length + whole, 0);
                    }
                    Gemm.dots(a, rows, b, columns, length, whole, total, lanes);
                }
            }
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    result.setAtIndex(ValueLayout.JAVA_FLOAT, (long) (i0 + i) * n + j0 + j, (float) total[i * columns + j]);
                }
            }
        });
    }

    /** Voxels of a tile: both blocks of rows together stay in the second-level cache. */
    private static int tile(int rows, long voxels) {
        int most = Math.max(Gemm.PANEL, 65536 / rows / Gemm.PANEL * Gemm.PANEL);
        long all = (voxels + Gemm.PANEL - 1) / Gemm.PANEL * Gemm.PANEL;
        return (int) Math.max(Gemm.PANEL, Math.min(all, Math.min(most, 1024)));
    }
}
