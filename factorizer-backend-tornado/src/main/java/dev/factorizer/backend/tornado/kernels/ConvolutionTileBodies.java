package dev.factorizer.backend.tornado.kernels;

/** {@link ConvolutionBodies#convolution} as the work of groups, with the same settings. */
public final class ConvolutionTileBodies {
    private ConvolutionTileBodies() { }

    private static int positions(int[] settings) {
        return settings[7] * settings[8] * settings[9];
    }

    private static int chunks(int[] settings) {
        return (positions(settings) + Tiles.SIZE - 1) / Tiles.SIZE;
    }

    private static int blocks(int[] settings) {
        return (settings[2] + Tiles.SIZE - 1) / Tiles.SIZE;
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

    private static int inner(int[] settings) {
        return settings[3] * settings[13] * settings[14] * settings[15];
    }

    /** See {@link GroupBody.Begin}. */
    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        int row = row(group, settings);
        int channel = planes(group, settings) % settings[1] * settings[2] + row;
        Tiles.begin(lane, settings[21] >= 0 ? settings[21] + channel : -1, settings[2] - row, memory, sums);
    }

    /** See {@link GroupBody.Steps}. */
    public static int steps(int group, int[] settings) {
        return (inner(settings) + Tiles.DEPTH - 1) / Tiles.DEPTH;
    }

    /** See {@link GroupBody.Load}. */
    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int planes = planes(group, settings);
        int row = row(group, settings);
        int inner = inner(settings);
        int first = step * Tiles.DEPTH;
        int factor = settings[20] + (planes % settings[1] * settings[2] + row) * inner;
        // An item always loads the same column, whose position is found once.
        int column = lane % Tiles.SIZE;
        int position = position(group, settings) + column;
        boolean there = position < positions(settings);
        int depth = position / (settings[8] * settings[9]);
        int height = position / settings[9] - depth * settings[8];
        int width = position % settings[9];
        int image = settings[19] + planes * settings[3] * settings[4] * settings[5] * settings[6];
        for (int n = 0; n < Tiles.LOADS; n++) {
            int element = lane + n * Tiles.LANES;
            int k = element % Tiles.DEPTH;
            int r = element / Tiles.DEPTH;
            float value = 0;
            if (first + k < inner && row + r < settings[2]) {
                value = memory[factor + r * inner + first + k];
            }
            tile[k * Tiles.SIZE + r] = value;
            k = element / Tiles.SIZE;
            value = 0;
            if (there && first + k < inner) {
                value = tapped(memory, image, first + k, depth, height, width, settings);
            }
            tile[Tiles.SECOND + k * Tiles.SIZE + column] = value;
        }
    }

    /** What a tap, counted through the channels, sees from a position. */
    static float tapped(float[] memory, int image, int tap, int depth, int height, int width, int[] settings) {
        int w = tap % settings[15];
        int rest = tap / settings[15];
        int h = rest % settings[14];
        rest = rest / settings[14];
        int d = rest % settings[13];
        int c = rest / settings[13];
        return Taps.seen(memory, image + c * settings[4] * settings[5] * settings[6],
                depth * settings[10] + d - settings[16], height * settings[11] + h - settings[17],
                width * settings[12] + w - settings[18], settings);
    }

    /** See {@link GroupBody.Store}. */
    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int positions = positions(settings);
        int row = row(group, settings) + Tiles.row(lane);
        int position = position(group, settings) + Tiles.column(lane);
        int y = settings[22] + planes(group, settings) * settings[2] * positions;
        for (int r = 0; r < 4; r++) {
            for (int i = 0; i < 4; i++) {
                if (row + r < settings[2] && position + 16 * i < positions) {
                    memory[y + (row + r) * positions + position + 16 * i] = sums[4 * r + i];
                }
            }
        }
    }
}
