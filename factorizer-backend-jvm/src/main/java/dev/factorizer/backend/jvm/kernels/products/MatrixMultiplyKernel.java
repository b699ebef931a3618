package dev.factorizer.backend.jvm.kernels.products;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Batched matrix products op(A) op(B).
 *
 * @param m rows of a result
 * @param k the inner size
 * @param n columns of a result
 * @param transposeFirst whether A is stored (K, M)
 * @param transposeSecond whether B is stored (N, K)
 * @param firstBatch for each result, which matrix of A
 * @param secondBatch for each result, which matrix of B
 */
public record MatrixMultiplyKernel(int m, int k, int n, boolean transposeFirst, boolean transposeSecond,
        int[] firstBatch, int[] secondBatch) {
    /** Products of fewer multiplications than this don't pay for packing. */
    private static final long SMALL = 4096;

    private enum Buffer implements Scratch.Name { FIRST_ROWS, SECOND_COLUMNS, PACKED, PANEL, RESULT_ROWS }

    /**
     * Multiplies.
     *
     * @param a the first matrices
     * @param b the second matrices
     * @param c the results (batch, M, N)
     * @param workers who computes
     */
    public void run(MemorySegment a, MemorySegment b, MemorySegment c, Workers workers) {
        int batch = firstBatch.length;
        if ((long) m * n == 0) {
            return;
        }
        if ((long) m * k * n <= SMALL || n < Gemm.PANEL / 4) {
            int perTask = (int) Math.max(1, 65536 / Math.max(1, (long) m * k * n));
            workers.forEach((batch + perTask - 1) / perTask, (task, scratch) -> {
                float[] rows = scratch.floats(Buffer.FIRST_ROWS, m * k);
                float[] columns = scratch.floats(Buffer.SECOND_COLUMNS, n * k);
                for (int i = task * perTask; i < Math.min(batch, (task + 1) * perTask); i++) {
                    small(a, b, c, i, rows, columns);
                }
            });
            return;
        }
        int panels = (n + Gemm.PANEL - 1) / Gemm.PANEL;
        int perTask = (int) Math.max(1, Math.min(panels, 4_000_000L / Math.max(1, (long) m * k * Gemm.PANEL)));
        int tasksPerMatrix = (panels + perTask - 1) / perTask;
        int[] offsets = Gemm.rowOffsets(k, Gemm.PANEL);
        workers.forEach(Math.multiplyExact(batch, tasksPerMatrix), (task, scratch) -> {
            int matrix = task / tasksPerMatrix;
            float[] packed = scratch.floats(Buffer.PACKED, Gemm.packedLength(m, k));
            Gemm.pack(a, (long) firstBatch[matrix] * m * k, transposeFirst ? 1 : k, transposeFirst ? m : 1, m, k, packed);
            int mark = scratch.mark();
            int first = task % tasksPerMatrix * perTask;
            for (int panel = first; panel < Math.min(panels, first + perTask); panel++) {
                multiplyPanel(b, c, matrix, panel * Gemm.PANEL, packed, offsets, scratch);
                scratch.release(mark);
            }
        });
    }

    private void multiplyPanel(MemorySegment b, MemorySegment c, int matrix, int column, float[] packed,
            int[] offsets, Scratch scratch) {
        int width = Math.min(Gemm.PANEL, n - column);
        float[] panel = scratch.floats(Buffer.PANEL, k * Gemm.PANEL);
        float[] out = scratch.floats(Buffer.RESULT_ROWS, Gemm.ROWS * Gemm.PANEL);
        long from = (long) secondBatch[matrix] * k * n;
        if (transposeSecond) {
            for (int j = 0; j < width; j++) {
                for (int i = 0; i < k; i++) {
                    panel[i * Gemm.PANEL + j] = b.getAtIndex(ValueLayout.JAVA_FLOAT, from + (long) (column + j) * k + i);
                }
            }
        } else {
            for (int i = 0; i < k; i++) {
                MemorySegment.copy(b, ValueLayout.JAVA_FLOAT, (from + (long) i * n + column) * Float.BYTES, panel,
                        i * Gemm.PANEL, width);
            }
        }
        for (int row = 0; row < m; row += Gemm.ROWS) {
            Gemm.rows(packed, row * k, panel, 0, offsets, k, null, 0, out, 0, Gemm.PANEL, false);
            for (int r = 0; r < Math.min(Gemm.ROWS, m - row); r++) {
                MemorySegment.copy(out, r * Gemm.PANEL, c, ValueLayout.JAVA_FLOAT,
                        (((long) matrix * m + row + r) * n + column) * Float.BYTES, width);
            }
        }
    }

    /** Both operands row by row, inner products in double: these products are latency, not throughput. */
    private void small(MemorySegment a, MemorySegment b, MemorySegment c, int matrix, float[] rows, float[] columns) {
        read(a, (long) firstBatch[matrix] * m * k, m, k, transposeFirst, rows);
        read(b, (long) secondBatch[matrix] * k * n, n, k, !transposeSecond, columns);
        long to = (long) matrix * m * n;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int t = 0; t < k; t++) {
                    sum += (double) rows[i * k + t] * columns[j * k + t];
                }
                c.setAtIndex(ValueLayout.JAVA_FLOAT, to + (long) i * n + j, (float) sum);
            }
        }
    }

    /** Reads a matrix as (rows, k), from (k, rows) where it is turned. */
    private static void read(MemorySegment source, long from, int rows, int k, boolean turned, float[] target) {
        if (!turned) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, from * Float.BYTES, target, 0, rows * k);
            return;
        }
        for (int t = 0; t < k; t++) {
            for (int i = 0; i < rows; i++) {
                target[i * k + t] = source.getAtIndex(ValueLayout.JAVA_FLOAT, from + (long) t * rows + i);
            }
        }
    }
}
