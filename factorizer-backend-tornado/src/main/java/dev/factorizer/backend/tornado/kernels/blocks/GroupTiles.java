package dev.factorizer.backend.tornado.kernels.blocks;

/**
 * The arithmetic of the work of groups, as {@code Kernel} describes it: a step multiplies a tile of 64 rows by 16 of the first factor
 * with one of 16 by 64 columns of the second, both in memory that the group shares. Each of 256 work items has the sums of 4 rows by
 * 4 columns: adjacent rows, and columns 16 apart, so that adjacent items read and write adjacent columns.
 *
 * <p>The tile holds both factors column by column of the first, row by row of the second, the first at 0, the second at
 * {@link #SECOND}.
 */
public final class GroupTiles {
    /** How many work items a group has. */
    public static final int LANES = 256;
    /** How many floats the group shares. */
    public static final int ELEMENTS = 2048;
    /** How many sums a work item has. */
    public static final int SUMS = 16;
    /** How many columns of the first factor a step takes. */
    public static final int DEPTH = 16;
    /** Where the second factor's part of the tile begins. */
    public static final int SECOND = 1024;
    /** Rows and columns of the result. */
    public static final int SIZE = 64;
    /** How many elements of each factor a work item loads. */
    public static final int LOADS = 4;

    private GroupTiles() { }

    /** A row's bias in all sums of an item. */
    public static void begin(int lane, int bias, int rows, float[] memory, float[] sums) {
        int first = row(lane);
        for (int r = 0; r < 4; r++) {
            float start = 0;
            if (bias >= 0 && first + r < rows) {
                start = memory[bias + first + r];
            }
            for (int c = 0; c < 4; c++) {
                sums[4 * r + c] = start;
            }
        }
    }

    /** The first of an item's rows. */
    public static int row(int lane) {
        return lane / 16 * 4;
    }

    /** The first of an item's columns, of which the others are 16, 32 and 48 further. */
    public static int column(int lane) {
        return lane % 16;
    }

    /**
     * Adds the product of the tiles.
     *
     * @param lane which item of the group
     * @param tile what the group has loaded
     * @param sums the item's own
     */
    public static void multiply(int lane, float[] tile, float[] sums) {
        int row = row(lane);
        int column = SECOND + column(lane);
        float s0 = sums[0];
        float s1 = sums[1];
        float s2 = sums[2];
        float s3 = sums[3];
        float s4 = sums[4];
        float s5 = sums[5];
        float s6 = sums[6];
        float s7 = sums[7];
        float s8 = sums[8];
        float s9 = sums[9];
        float s10 = sums[10];
        float s11 = sums[11];
        float s12 = sums[12];
        float s13 = sums[13];
        float s14 = sums[14];
        float s15 = sums[15];
        for (int k = 0; k < DEPTH; k++) {
            float w0 = tile[k * SIZE + row];
            float w1 = tile[k * SIZE + row + 1];
            float w2 = tile[k * SIZE + row + 2];
            float w3 = tile[k * SIZE + row + 3];
            float x0 = tile[k * SIZE + column];
            float x1 = tile[k * SIZE + column + 16];
            float x2 = tile[k * SIZE + column + 32];
            float x3 = tile[k * SIZE + column + 48];
            s0 += w0 * x0;
            s1 += w0 * x1;
            s2 += w0 * x2;
            s3 += w0 * x3;
            s4 += w1 * x0;
            s5 += w1 * x1;
            s6 += w1 * x2;
            s7 += w1 * x3;
            s8 += w2 * x0;
            s9 += w2 * x1;
            s10 += w2 * x2;
            s11 += w2 * x3;
            s12 += w3 * x0;
            s13 += w3 * x1;
            s14 += w3 * x2;
            s15 += w3 * x3;
        }
        sums[0] = s0;
        sums[1] = s1;
        sums[2] = s2;
        sums[3] = s3;
        sums[4] = s4;
        sums[5] = s5;
        sums[6] = s6;
        sums[7] = s7;
        sums[8] = s8;
        sums[9] = s9;
        sums[10] = s10;
        sums[11] = s11;
        sums[12] = s12;
        sums[13] = s13;
        sums[14] = s14;
        sums[15] = s15;
    }
}
