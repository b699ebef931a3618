package dev.factorizer.backend.tornado.kernels.convolutions;

import dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.InputGradient;

/** {@code ConvolutionGradientKernels.inputGradient} as the work of groups, with the same settings. */
public final class InputGradientTiles {
    private InputGradientTiles() { }

    private static int chunks(int[] settings) {
        return (ConvolutionSettings.positions(settings) + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
    }

    private static int blocks(int[] settings) {
        return (settings[InputGradient.ROWS] + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
    }

    private static int position(int group, int[] settings) {
        return group % chunks(settings) * GroupTiles.SIZE;
    }

    private static int row(int group, int[] settings) {
        return group / chunks(settings) % blocks(settings) * GroupTiles.SIZE;
    }

    /** Images, then groups of channels, then phases. */
    private static int others(int group, int[] settings) {
        return group / chunks(settings) / blocks(settings);
    }

    private static int planes(int group, int[] settings) {
        return others(group, settings) / (settings[InputGradient.STRIDE_DEPTH] * settings[InputGradient.STRIDE_HEIGHT]
                * settings[InputGradient.STRIDE_WIDTH]);
    }

    private static int phaseDepth(int group, int[] settings) {
        return others(group, settings) / (settings[InputGradient.STRIDE_HEIGHT] * settings[InputGradient.STRIDE_WIDTH])
                % settings[InputGradient.STRIDE_DEPTH];
    }

    private static int phaseHeight(int group, int[] settings) {
        return others(group, settings) / settings[InputGradient.STRIDE_WIDTH] % settings[InputGradient.STRIDE_HEIGHT];
    }

    private static int phaseWidth(int group, int[] settings) {
        return others(group, settings) % settings[InputGradient.STRIDE_WIDTH];
    }

    /** How many taps meet a phase on an axis. */
    private static int taps(int axis, int phase, int[] settings) {
        int stride = settings[InputGradient.STRIDE_DEPTH + axis];
        return ConvolutionGradientKernels.taps(settings[InputGradient.KERNEL_DEPTH + axis],
                (phase + settings[InputGradient.PADDING_DEPTH + axis]) % stride, stride);
    }

    private static int inner(int group, int[] settings) {
        return settings[InputGradient.CHANNELS] * taps(0, phaseDepth(group, settings), settings) * taps(1, phaseHeight(group, settings), settings)
                * taps(2, phaseWidth(group, settings), settings);
    }

    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        GroupTiles.begin(lane, -1, 0, memory, sums);
    }

    public static int steps(int group, int[] settings) {
        return (inner(group, settings) + GroupTiles.DEPTH - 1) / GroupTiles.DEPTH;
    }

    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int planes = planes(group, settings);
        int row = row(group, settings);
        int inner = inner(group, settings);
        int first = step * GroupTiles.DEPTH;
        int phaseDepth = phaseDepth(group, settings) + settings[InputGradient.PADDING_DEPTH];
        int phaseHeight = phaseHeight(group, settings) + settings[InputGradient.PADDING_HEIGHT];
        int phaseWidth = phaseWidth(group, settings) + settings[InputGradient.PADDING_WIDTH];
        int tapsHeight = taps(1, phaseHeight(group, settings), settings);
        int tapsWidth = taps(2, phaseWidth(group, settings), settings);
        int tapsDepth = taps(0, phaseDepth(group, settings), settings);
        int kernel = ConvolutionSettings.taps(settings);
        int size = ConvolutionSettings.imageVoxels(settings);
        int factor = settings[InputGradient.OPERAND] + (planes % settings[InputGradient.GROUPS]
                * settings[InputGradient.CHANNELS] * settings[InputGradient.ROWS] + row) * kernel;
        int image = settings[InputGradient.IMAGE] + planes * settings[InputGradient.CHANNELS] * size;
        int column = lane % GroupTiles.SIZE;
        int position = position(group, settings) + column;
        int depth = position / (settings[InputGradient.GRID_HEIGHT] * settings[InputGradient.GRID_WIDTH]);
        int height = position / settings[InputGradient.GRID_WIDTH] - depth * settings[InputGradient.GRID_HEIGHT];
        int width = position % settings[InputGradient.GRID_WIDTH];
        for (int n = 0; n < GroupTiles.LOADS; n++) {
            // Both factors' elements have the same tap.
            int k = (lane + n * GroupTiles.LANES) / GroupTiles.SIZE;
            float weight = 0;
            float value = 0;
            if (first + k < inner) {
                int w = (first + k) % tapsWidth;
                int rest = (first + k) / tapsWidth;
                int h = rest % tapsHeight;
                rest = rest / tapsHeight;
                int d = rest % tapsDepth;
                int o = rest / tapsDepth;
                if (row + column < settings[InputGradient.ROWS]) {
                    weight = memory[factor + (o * settings[InputGradient.ROWS] + column) * kernel
                            + ((phaseDepth % settings[InputGradient.STRIDE_DEPTH] + d * settings[InputGradient.STRIDE_DEPTH])
                            * settings[InputGradient.KERNEL_HEIGHT]
                            + phaseHeight % settings[InputGradient.STRIDE_HEIGHT] + h * settings[InputGradient.STRIDE_HEIGHT])
                            * settings[InputGradient.KERNEL_WIDTH]
                            + phaseWidth % settings[InputGradient.STRIDE_WIDTH] + w * settings[InputGradient.STRIDE_WIDTH]];
                }
                if (position < ConvolutionSettings.positions(settings)) {
                    value = KernelTaps.seen(memory, image + o * size, depth + phaseDepth / settings[InputGradient.STRIDE_DEPTH] - d,
                            height + phaseHeight / settings[InputGradient.STRIDE_HEIGHT] - h,
                            width + phaseWidth / settings[InputGradient.STRIDE_WIDTH] - w, settings);
                }
            }
            tile[k * GroupTiles.SIZE + column] = weight;
            tile[GroupTiles.SECOND + k * GroupTiles.SIZE + column] = value;
        }
    }

    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int row = row(group, settings) + GroupTiles.row(lane);
        int voxels = ConvolutionSettings.resultVoxels(settings);
        int dx = settings[InputGradient.RESULT] + planes(group, settings) * settings[InputGradient.ROWS] * voxels;
        for (int i = 0; i < 4; i++) {
            int position = position(group, settings) + GroupTiles.column(lane) + 16 * i;
            int depth = position / (settings[InputGradient.GRID_HEIGHT] * settings[InputGradient.GRID_WIDTH]);
            int z = depth * settings[InputGradient.STRIDE_DEPTH] + phaseDepth(group, settings);
            int y = (position / settings[InputGradient.GRID_WIDTH] - depth * settings[InputGradient.GRID_HEIGHT])
                    * settings[InputGradient.STRIDE_HEIGHT] + phaseHeight(group, settings);
            int x = position % settings[InputGradient.GRID_WIDTH] * settings[InputGradient.STRIDE_WIDTH]
                    + phaseWidth(group, settings);
            if (position < ConvolutionSettings.positions(settings) && z < settings[InputGradient.RESULT_DEPTH]
                    && y < settings[InputGradient.RESULT_HEIGHT] && x < settings[InputGradient.RESULT_WIDTH]) {
                for (int r = 0; r < 4; r++) {
                    if (row + r < settings[InputGradient.ROWS]) {
                        memory[dx + (row + r) * voxels + (z * settings[InputGradient.RESULT_HEIGHT] + y)
                                * settings[InputGradient.RESULT_WIDTH] + x] = sums[4 * r + i];
                    }
                }
            }
        }
    }
}
