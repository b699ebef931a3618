package dev.factorizer.backend.tornado.kernels;

/** {@link ConvolutionGradientBodies#inputGradientOfBlocks} as the work of groups, with the same settings. */
public final class BlockTileBodies {
    private BlockTileBodies() { }

    private static int positions(int[] settings) {
        return settings[7] * settings[8] * settings[9];
    }

    private static int chunks(int[] settings) {
        return (positions(settings) + Tiles.SIZE - 1) / Tiles.SIZE;
    }

    private static int kernel(int[] settings) {
        return settings[13] * settings[14] * settings[15];
    }

    private static int rows(int[] settings) {
        return settings[2] * kernel(settings);
    }

    private static int blocks(int[] settings) {
        return (rows(settings) + Tiles.SIZE - 1) / Tiles.SIZE;
    }

    private static int position(int group, int[] settings) {
        return group % chunks(settings) * Tiles.SIZE;
    }

    private static int row(int group, int[] settings) {
        return group / chunks(settings) % blocks(settings) * Tiles.SIZE;
    }

    private static int planes(int group, int[] settings) {
        return group / chunks(settings) / blocks(settings);
    }

    /** See {@link GroupBody.Begin}. */
    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        Tiles.begin(lane, -1, 0, memory, sums);
    }

    /** See {@link GroupBody.Steps}. */
    public static int steps(int group, int[] settings) {
        return (settings[3] + Tiles.DEPTH - 1) / Tiles.DEPTH;
    }

    /** See {@link GroupBody.Load}. */
    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int planes = planes(group, settings);
        int positions = positions(settings);
        int rows = rows(settings);
        int other = lane % Tiles.SIZE;
        int row = row(group, settings) + other;
        int position = position(group, settings) + other;
        for (int n = 0; n < Tiles.LOADS; n++) {
            int k = (lane + n * Tiles.LANES) / Tiles.SIZE;
            int channel = step * Tiles.DEPTH + k;
            float weight = 0;
            float value = 0;
            if (channel < settings[3] && row < rows) {
                weight = memory[settings[20] + (planes % settings[1] * settings[3] + channel) * rows + row];
            }
            if (channel < settings[3] && position < positions) {
                value = memory[settings[19] + (planes * settings[3] + channel) * positions + position];
            }
            tile[k * Tiles.SIZE + other] = weight;
            tile[Tiles.SECOND + k * Tiles.SIZE + other] = value;
        }
    }

    /** See {@link GroupBody.Store}. */
    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int kernel = kernel(settings);
        int voxels = settings[24] * settings[25] * settings[26];
        for (int r = 0; r < 4; r++) {
            int row = row(group, settings) + Tiles.row(lane) + r;
            int channel = row / kernel;
            int tap = row - channel * kernel;
            int d = tap / (settings[14] * settings[15]);
            int h = tap / settings[15] - d * settings[14];
            int w = tap % settings[15];
            int dx = settings[27] + (planes(group, settings) * settings[2] + channel) * voxels;
            for (int i = 0; i < 4; i++) {
                int position = position(group, settings) + Tiles.column(lane) + 16 * i;
                int depth = position / (settings[8] * settings[9]);
                int z = depth * settings[21] + d;
                int y = (position / settings[9] - depth * settings[8]) * settings[22] + h;
                int x = position % settings[9] * settings[23] + w;
                if (position < positions(settings) && row < rows(settings)) {
                    memory[dx + (z * settings[25] + y) * settings[26] + x] = sums[4 * r + i];
                }
            }
        }
    }
}
