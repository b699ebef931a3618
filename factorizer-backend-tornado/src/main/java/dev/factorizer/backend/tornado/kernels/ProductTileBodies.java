package dev.factorizer.backend.tornado.kernels;

/** {@link ProductBodies#productPanels} as the work of groups, with the same settings. */
public final class ProductTileBodies {
    private ProductTileBodies() { }

    private static int column(int group, int[] settings) {
        return group % ((settings[2] + Tiles.SIZE - 1) / Tiles.SIZE) * Tiles.SIZE;
    }

    private static int row(int group, int[] settings) {
        int blocks = (settings[1] + Tiles.SIZE - 1) / Tiles.SIZE;
        return group / ((settings[2] + Tiles.SIZE - 1) / Tiles.SIZE) % blocks * Tiles.SIZE;
    }

    private static int matrix(int group, int[] settings) {
        int blocks = (settings[1] + Tiles.SIZE - 1) / Tiles.SIZE;
        return group / ((settings[2] + Tiles.SIZE - 1) / Tiles.SIZE) / blocks;
    }

    private static int innerFrom(int group, int[] settings) {
        return matrix(group, settings) % settings[14] * settings[15];
    }

    private static int innerTo(int group, int[] settings) {
        return ProductBodies.smaller(settings[3], innerFrom(group, settings) + settings[15]);
    }

    /** See {@link GroupBody.Begin}. */
    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        int row = row(group, settings);
        Tiles.begin(lane, settings[13] >= 0 ? settings[13] + row : -1, settings[1] - row, memory, sums);
    }

    /** See {@link GroupBody.Steps}. */
    public static int steps(int group, int[] settings) {
        return (innerTo(group, settings) - innerFrom(group, settings) + Tiles.DEPTH - 1) / Tiles.DEPTH;
    }

    /** See {@link GroupBody.Load}. */
    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int row = row(group, settings);
        int column = column(group, settings);
        int batch = matrix(group, settings) / settings[14];
        int first = innerFrom(group, settings) + step * Tiles.DEPTH;
        int to = innerTo(group, settings);
        int a = settings[4] + ProductBodies.batchOffset(batch, settings, 1);
        int b = settings[7] + ProductBodies.batchOffset(batch, settings, 2);
        for (int n = 0; n < Tiles.LOADS; n++) {
            int element = lane + n * Tiles.LANES;
            // Adjacent items read adjacent elements of memory.
            int k = settings[6] < settings[5] ? element % Tiles.DEPTH : element / Tiles.SIZE;
            int r = settings[6] < settings[5] ? element / Tiles.DEPTH : element % Tiles.SIZE;
            float value = 0;
            if (first + k < to && row + r < settings[1]) {
                value = memory[a + (row + r) * settings[5] + (first + k) * settings[6]];
            }
            tile[k * Tiles.SIZE + r] = value;
            k = settings[8] < settings[9] ? element % Tiles.DEPTH : element / Tiles.SIZE;
            int c = settings[8] < settings[9] ? element / Tiles.DEPTH : element % Tiles.SIZE;
            value = 0;
            if (first + k < to && column + c < settings[2]) {
                value = memory[b + (first + k) * settings[8] + (column + c) * settings[9]];
            }
            tile[Tiles.SECOND + k * Tiles.SIZE + c] = value;
        }
    }

    /** See {@link GroupBody.Store}. */
    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int matrix = matrix(group, settings);
        int batch = matrix / settings[14];
        int row = row(group, settings) + Tiles.row(lane);
        int column = column(group, settings) + Tiles.column(lane);
        int c = settings[10] + ProductBodies.resultMatrix(batch, matrix - batch * settings[14], settings);
        for (int r = 0; r < 4; r++) {
            for (int i = 0; i < 4; i++) {
                if (row + r < settings[1] && column + 16 * i < settings[2]) {
                    memory[c + (row + r) * settings[11] + (column + 16 * i) * settings[12]] = sums[4 * r + i];
                }
            }
        }
    }
}
