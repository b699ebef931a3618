package dev.factorizer.backend.tornado.kernels;

/** {@link ConvolutionGradientBodies#weightGradient} as the work of groups, with the same settings. */
public final class WeightGradientTileBodies {
    private WeightGradientTileBodies() { }

    private static int columns(int[] settings) {
        return settings[3] * settings[13] * settings[14] * settings[15];
    }

    private static int chunks(int[] settings) {
        return (columns(settings) + Tiles.SIZE - 1) / Tiles.SIZE;
    }

    private static int blocks(int[] settings) {
        return (settings[2] + Tiles.SIZE - 1) / Tiles.SIZE;
    }

    private static int column(int group, int[] settings) {
        return group % chunks(settings) * Tiles.SIZE;
    }

    private static int row(int group, int[] settings) {
        return group / chunks(settings) % blocks(settings) * Tiles.SIZE;
    }

    /** Images, then parts, then groups of channels. */
    private static int others(int group, int[] settings) {
        return group / chunks(settings) / blocks(settings);
    }

    private static int planes(int group, int[] settings) {
        int others = others(group, settings);
        return others / settings[1] / settings[22] * settings[1] + others % settings[1];
    }

    private static int from(int group, int[] settings) {
        return others(group, settings) / settings[1] % settings[22] * settings[21];
    }

    private static int to(int group, int[] settings) {
        return ProductBodies.smaller(settings[7] * settings[8] * settings[9], from(group, settings) + settings[21]);
    }

    /** See {@link GroupBody.Begin}. */
    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        Tiles.begin(lane, -1, 0, memory, sums);
    }

    /** See {@link GroupBody.Steps}. */
    public static int steps(int group, int[] settings) {
        return (to(group, settings) - from(group, settings) + Tiles.DEPTH - 1) / Tiles.DEPTH;
    }

    /** See {@link GroupBody.Load}. */
    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int planes = planes(group, settings);
        int row = row(group, settings);
        int column = column(group, settings);
        int positions = settings[7] * settings[8] * settings[9];
        int to = to(group, settings);
        int factor = settings[20] + (planes * settings[2] + row) * positions;
        int image = settings[19] + planes * settings[3] * settings[4] * settings[5] * settings[6];
        // An item always loads the same of 16 positions.
        int k = lane % Tiles.DEPTH;
        int position = from(group, settings) + step * Tiles.DEPTH + k;
        int depth = position / (settings[8] * settings[9]);
        int height = position / settings[9] - depth * settings[8];
        int width = position % settings[9];
        for (int n = 0; n < Tiles.LOADS; n++) {
            int other = (lane + n * Tiles.LANES) / Tiles.DEPTH;
            float value = 0;
            if (position < to && row + other < settings[2]) {
                value = memory[factor + other * positions + position];
            }
            tile[k * Tiles.SIZE + other] = value;
            value = 0;
            if (position < to && column + other < columns(settings)) {
                value = ConvolutionTileBodies.tapped(memory, image, column + other, depth, height, width, settings);
            }
            tile[Tiles.SECOND + k * Tiles.SIZE + other] = value;
        }
    }

    /** See {@link GroupBody.Store}. */
    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int columns = columns(settings);
        int row = row(group, settings) + Tiles.row(lane);
        int column = column(group, settings) + Tiles.column(lane);
        int y = settings[23] + others(group, settings) * settings[2] * columns;
        for (int r = 0; r < 4; r++) {
            for (int i = 0; i < 4; i++) {
                if (row + r < settings[2] && column + 16 * i < columns) {
                    memory[y + (row + r) * columns + column + 16 * i] = sums[4 * r + i];
                }
            }
        }
    }
}
