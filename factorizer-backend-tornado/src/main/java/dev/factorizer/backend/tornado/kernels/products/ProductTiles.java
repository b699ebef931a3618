package dev.factorizer.backend.tornado.kernels.products;

import dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;
import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.products.ProductSettings.Axis;

/** {@link ProductKernels#productPanels} as the work of groups, with the same settings. */
public final class ProductTiles {
    private ProductTiles() { }

    private static int column(int group, int[] settings) {
        return group % ((settings[ProductSettings.COLUMNS] + GroupTiles.SIZE - 1) / GroupTiles.SIZE) * GroupTiles.SIZE;
    }

    private static int row(int group, int[] settings) {
        int blocks = (settings[ProductSettings.ROWS] + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
        return group / ((settings[ProductSettings.COLUMNS] + GroupTiles.SIZE - 1) / GroupTiles.SIZE) % blocks * GroupTiles.SIZE;
    }

    private static int matrix(int group, int[] settings) {
        int blocks = (settings[ProductSettings.ROWS] + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
        return group / ((settings[ProductSettings.COLUMNS] + GroupTiles.SIZE - 1) / GroupTiles.SIZE) / blocks;
    }

    private static int innerFrom(int group, int[] settings) {
        return matrix(group, settings) % settings[ProductSettings.PARTS] * settings[ProductSettings.PART];
    }

    private static int innerTo(int group, int[] settings) {
        return Panels.smaller(settings[ProductSettings.INNER], innerFrom(group, settings) + settings[ProductSettings.PART]);
    }

    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        int row = row(group, settings);
        GroupTiles.begin(lane, settings[ProductSettings.BIAS] >= 0 ? settings[ProductSettings.BIAS] + row : -1,
                settings[ProductSettings.ROWS] - row, memory, sums);
    }

    public static int steps(int group, int[] settings) {
        return (innerTo(group, settings) - innerFrom(group, settings) + GroupTiles.DEPTH - 1) / GroupTiles.DEPTH;
    }

    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int row = row(group, settings);
        int column = column(group, settings);
        int batch = matrix(group, settings) / settings[ProductSettings.PARTS];
        int first = innerFrom(group, settings) + step * GroupTiles.DEPTH;
        int to = innerTo(group, settings);
        int a = settings[ProductSettings.A] + ProductKernels.batchOffset(batch, settings, Axis.A);
        int b = settings[ProductSettings.B] + ProductKernels.batchOffset(batch, settings, Axis.B);
        for (int n = 0; n < GroupTiles.LOADS; n++) {
            int element = lane + n * GroupTiles.LANES;
            // Adjacent items read adjacent elements of memory.
            int k = settings[ProductSettings.A_COLUMN] < settings[ProductSettings.A_ROW]
                    ? element % GroupTiles.DEPTH : element / GroupTiles.SIZE;
            int r = settings[ProductSettings.A_COLUMN] < settings[ProductSettings.A_ROW]
                    ? element / GroupTiles.DEPTH : element % GroupTiles.SIZE;
            float value = 0;
            if (first + k < to && row + r < settings[ProductSettings.ROWS]) {
                value = memory[a + (row + r) * settings[ProductSettings.A_ROW] + (first + k) * settings[ProductSettings.A_COLUMN]];
            }
            tile[k * GroupTiles.SIZE + r] = value;
            k = settings[ProductSettings.B_ROW] < settings[ProductSettings.B_COLUMN]
                    ? element % GroupTiles.DEPTH : element / GroupTiles.SIZE;
            int c = settings[ProductSettings.B_ROW] < settings[ProductSettings.B_COLUMN]
                    ? element / GroupTiles.DEPTH : element % GroupTiles.SIZE;
            value = 0;
            if (first + k < to && column + c < settings[ProductSettings.COLUMNS]) {
                value = memory[b + (first + k) * settings[ProductSettings.B_ROW] + (column + c)
                        * settings[ProductSettings.B_COLUMN]];
            }
            tile[GroupTiles.SECOND + k * GroupTiles.SIZE + c] = value;
        }
    }

    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int matrix = matrix(group, settings);
        int batch = matrix / settings[ProductSettings.PARTS];
        int row = row(group, settings) + GroupTiles.row(lane);
        int column = column(group, settings) + GroupTiles.column(lane);
        int part = matrix - batch * settings[ProductSettings.PARTS];
        int c = settings[ProductSettings.C] + ProductKernels.resultMatrix(batch, part, settings);
        for (int r = 0; r < 4; r++) {
            for (int i = 0; i < 4; i++) {
                if (row + r < settings[ProductSettings.ROWS] && column + 16 * i < settings[ProductSettings.COLUMNS]) {
                    memory[c + (row + r) * settings[ProductSettings.C_ROW] + (column + 16 * i)
                            * settings[ProductSettings.C_COLUMN]] = sums[4 * r + i];
                }
            }
        }
    }
}
