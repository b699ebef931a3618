package dev.factorizer.backend.tornado.kernels.blocks;

/**
 * What all products share: sums of 64 rows by 64 columns that grow by panels of 64 rows of the second factor, all in arrays of
 * the item's own. Compilers for processors make vectors of loops over such arrays, and of those only: device memory is
 * addressed by numbers that they can't tell apart. So panels are copied first and the arithmetic reads copies.
 */
public final class Panels {
    /** How many rows of the result an item computes at most. */
    public static final int ROWS = 64;
    /** How many columns of the result an item computes at most. */
    public static final int COLUMNS = 64;
    /** How many rows a panel has at most. */
    public static final int INNER = 64;

    private Panels() { }

    public static int smaller(int a, int b) {
        return a < b ? a : b;
    }

    /** All sums of a row begin with its bias, or with 0 if there is none. */
    public static void begin(float[] memory, int bias, int rows, float[] sums) {
        for (int row = 0; row < rows; row++) {
            float start = 0;
            if (bias >= 0) {
                start = memory[bias + row];
            }
            for (int column = 0; column < COLUMNS; column++) {
                sums[row * COLUMNS + column] = start;
            }
        }
    }

    /** Zeros in the columns that have no counterpart, in one row of a panel. */
    public static void close(float[] panel, int row, int columns) {
        for (int column = columns; column < COLUMNS; column++) {
            panel[row * COLUMNS + column] = 0;
        }
    }

    /**
     * Adds a product: sums (rows, 64) += factor (rows, inner) · panel (inner, 64). Sums must have room for a multiple of 4 rows.
     *
     * @param factor the first element of the factor
     * @param stride between its rows
     * @param places where each of its columns lies
     */
    public static void multiply(float[] memory, int factor, int stride, int[] places, int rows, int inner, float[] panel,
            float[] sums) {
        int fours = inner / 4 * 4;
        for (int row = 0; row < rows; row += 4) {
            // Rows that are not there are computed as copies of the last, and never written.
            int row0 = factor + row * stride;
            int row1 = row + 1 < rows ? row0 + stride : row0;
            int row2 = row + 2 < rows ? row1 + stride : row1;
            int row3 = row + 3 < rows ? row2 + stride : row2;
            int to = row * COLUMNS;
            for (int k = 0; k < fours; k += 4) {
                fourByFour(memory, row0, row1, row2, row3, places, k, panel, sums, to);
            }
            for (int k = fours; k < inner; k++) {
                fourByOne(memory, row0, row1, row2, row3, places[k], panel, k * COLUMNS, sums, to);
            }
        }
    }

    private static void fourByFour(float[] memory, int row0, int row1, int row2, int row3, int[] places, int k, float[] panel,
            float[] sums, int to) {
        int p0 = places[k];
        int p1 = places[k + 1];
        int p2 = places[k + 2];
        int p3 = places[k + 3];
        float w00 = memory[row0 + p0];
        float w01 = memory[row0 + p1];
        float w02 = memory[row0 + p2];
        float w03 = memory[row0 + p3];
        float w10 = memory[row1 + p0];
        float w11 = memory[row1 + p1];
        float w12 = memory[row1 + p2];
        float w13 = memory[row1 + p3];
        float w20 = memory[row2 + p0];
        float w21 = memory[row2 + p1];
        float w22 = memory[row2 + p2];
        float w23 = memory[row2 + p3];
        float w30 = memory[row3 + p0];
        float w31 = memory[row3 + p1];
        float w32 = memory[row3 + p2];
        float w33 = memory[row3 + p3];
        int from = k * COLUMNS;
        for (int i = 0; i < COLUMNS; i++) {
            float x0 = panel[from + i];
            float x1 = panel[from + COLUMNS + i];
            float x2 = panel[from + 2 * COLUMNS + i];
            float x3 = panel[from + 3 * COLUMNS + i];
            sums[to + i] = sums[to + i] + w00 * x0 + w01 * x1 + w02 * x2 + w03 * x3;
            sums[to + COLUMNS + i] = sums[to + COLUMNS + i] + w10 * x0 + w11 * x1 + w12 * x2 + w13 * x3;
            sums[to + 2 * COLUMNS + i] = sums[to + 2 * COLUMNS + i] + w20 * x0 + w21 * x1 + w22 * x2 + w23 * x3;
            sums[to + 3 * COLUMNS + i] = sums[to + 3 * COLUMNS + i] + w30 * x0 + w31 * x1 + w32 * x2 + w33 * x3;
        }
    }

    private static void fourByOne(float[] memory, int row0, int row1, int row2, int row3, int place, float[] panel, int from,
            float[] sums, int to) {
        float w0 = memory[row0 + place];
        float w1 = memory[row1 + place];
        float w2 = memory[row2 + place];
        float w3 = memory[row3 + place];
        for (int i = 0; i < COLUMNS; i++) {
            float x = panel[from + i];
            sums[to + i] += w0 * x;
            sums[to + COLUMNS + i] += w1 * x;
            sums[to + 2 * COLUMNS + i] += w2 * x;
            sums[to + 3 * COLUMNS + i] += w3 * x;
        }
    }
}
