package dev.factorizer.backend.tornado.kernels;

/** {@link ConvolutionGradientBodies#inputGradient} as the work of groups, with the same settings. */
public final class InputGradientTileBodies {
    private InputGradientTileBodies() { }

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

    /** Images, then groups of channels, then phases. */
    private static int others(int group, int[] settings) {
        return group / chunks(settings) / blocks(settings);
    }

    private static int planes(int group, int[] settings) {
        return others(group, settings) / (settings[21] * settings[22] * settings[23]);
    }

    private static int phaseDepth(int group, int[] settings) {
        return others(group, settings) / (settings[22] * settings[23]) % settings[21];
    }

    private static int phaseHeight(int group, int[] settings) {
        return others(group, settings) / settings[23] % settings[22];
    }

    private static int phaseWidth(int group, int[] settings) {
        return others(group, settings) % settings[23];
    }

    /** How many taps meet a phase on an axis. */
    private static int taps(int axis, int phase, int[] settings) {
        int stride = settings[21 + axis];
        return ConvolutionGradientBodies.taps(settings[13 + axis], (phase + settings[16 + axis]) % stride, stride);
    }

    private static int inner(int group, int[] settings) {
        return settings[3] * taps(0, phaseDepth(group, settings), settings) * taps(1, phaseHeight(group, settings), settings)
                * taps(2, phaseWidth(group, settings), settings);
    }

    /** See {@link GroupBody.Begin}. */
    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        Tiles.begin(lane, -1, 0, memory, sums);
    }

    /** See {@link GroupBody.Steps}. */
    public static int steps(int group, int[] settings) {
        return (inner(group, settings) + Tiles.DEPTH - 1) / Tiles.DEPTH;
    }

    /** See {@link GroupBody.Load}. */
    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int planes = planes(group, settings);
        int row = row(group, settings);
        int inner = inner(group, settings);
        int first = step * Tiles.DEPTH;
        int phaseDepth = phaseDepth(group, settings) + settings[16];
        int phaseHeight = phaseHeight(group, settings) + settings[17];
        int phaseWidth = phaseWidth(group, settings) + settings[18];
        int tapsHeight = taps(1, phaseHeight(group, settings), settings);
        int tapsWidth = taps(2, phaseWidth(group, settings), settings);
        int tapsDepth = taps(0, phaseDepth(group, settings), settings);
        int kernel = settings[13] * settings[14] * settings[15];
        int size = settings[4] * settings[5] * settings[6];
        int factor = settings[20] + (planes % settings[1] * settings[3] * settings[2] + row) * kernel;
        int image = settings[19] + planes * settings[3] * size;
        int column = lane % Tiles.SIZE;
        int position = position(group, settings) + column;
        int depth = position / (settings[8] * settings[9]);
        int height = position / settings[9] - depth * settings[8];
        int width = position % settings[9];
        for (int n = 0; n < Tiles.LOADS; n++) {
            // Both factors' elements have the same tap.
            int k = (lane + n * Tiles.LANES) / Tiles.SIZE;
            float weight = 0;
            float value = 0;
            if (first + k < inner) {
                int w = (first + k) % tapsWidth;
                int rest = (first + k) / tapsWidth;
                int h = rest % tapsHeight;
                rest = rest / tapsHeight;
                int d = rest % tapsDepth;
                int o = rest / tapsDepth;
                if (row + column < settings[2]) {
                    weight = memory[factor + (o * settings[2] + column) * kernel
                            + ((phaseDepth % settings[21] + d * settings[21]) * settings[14]
                            + phaseHeight % settings[22] + h * settings[22]) * settings[15]
                            + phaseWidth % settings[23] + w * settings[23]];
                }
                if (position < positions(settings)) {
                    value = Taps.seen(memory, image + o * size, depth + phaseDepth / settings[21] - d,
                            height + phaseHeight / settings[22] - h, width + phaseWidth / settings[23] - w, settings);
                }
            }
            tile[k * Tiles.SIZE + column] = weight;
            tile[Tiles.SECOND + k * Tiles.SIZE + column] = value;
        }
    }

    /** See {@link GroupBody.Store}. */
    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int row = row(group, settings) + Tiles.row(lane);
        int voxels = settings[24] * settings[25] * settings[26];
        int dx = settings[27] + planes(group, settings) * settings[2] * voxels;
        for (int i = 0; i < 4; i++) {
            int position = position(group, settings) + Tiles.column(lane) + 16 * i;
            int depth = position / (settings[8] * settings[9]);
            int z = depth * settings[21] + phaseDepth(group, settings);
            int y = (position / settings[9] - depth * settings[8]) * settings[22] + phaseHeight(group, settings);
            int x = position % settings[9] * settings[23] + phaseWidth(group, settings);
            if (position < positions(settings) && z < settings[24] && y < settings[25] && x < settings[26]) {
                for (int r = 0; r < 4; r++) {
                    if (row + r < settings[2]) {
                        memory[dx + (row + r) * voxels + (z * settings[25] + y) * settings[26] + x] = sums[4 * r + i];
                    }
                }
            }
        }
    }
}
