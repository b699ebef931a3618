package dev.factorizer.backend.tornado.kernels.convolutions;

import dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.InputGradient;

/** {@code ConvolutionGradientKernels.inputGradientOfBlocks} as the work of groups, with the same settings. */
public final class BlockTiles {
    private BlockTiles() { }

    private static int chunks(int[] settings) {
        return (ConvolutionSettings.positions(settings) + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
    }

    private static int rows(int[] settings) {
        return settings[InputGradient.ROWS] * ConvolutionSettings.taps(settings);
    }

    private static int blocks(int[] settings) {
        return (rows(settings) + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
    }

    private static int position(int group, int[] settings) {
        return group % chunks(settings) * GroupTiles.SIZE;
    }

    private static int row(int group, int[] settings) {
        return group / chunks(settings) % blocks(settings) * GroupTiles.SIZE;
    }

    private static int planes(int group, int[] settings) {
        return group / chunks(settings) / blocks(settings);
    }

    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        GroupTiles.begin(lane, -1, 0, memory, sums);
    }

    public static int steps(int group, int[] settings) {
        return (settings[InputGradient.CHANNELS] + GroupTiles.DEPTH - 1) / GroupTiles.DEPTH;
    }

    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int planes = planes(group, settings);
        int positions = ConvolutionSettings.positions(settings);
        int rows = rows(settings);
        int other = lane % GroupTiles.SIZE;
        int row = row(group, settings) + other;
        int position = position(group, settings) + other;
        for (int n = 0; n < GroupTiles.LOADS; n++) {
            int k = (lane + n * GroupTiles.LANES) / GroupTiles.SIZE;
            int channel = step * GroupTiles.DEPTH + k;
            float weight = 0;
            float value = 0;
            if (channel < settings[InputGradient.CHANNELS] && row < rows) {
                weight = memory[settings[InputGradient.OPERAND] + (planes % settings[InputGradient.GROUPS]
                        * settings[InputGradient.CHANNELS] + channel) * rows + row];
            }
            if (channel < settings[InputGradient.CHANNELS] && position < positions) {
                value = memory[settings[InputGradient.IMAGE] + (planes * settings[InputGradient.CHANNELS] + channel)
                        * positions + position];
            }
            tile[k * GroupTiles.SIZE + other] = weight;
            tile[GroupTiles.SECOND + k * GroupTiles.SIZE + other] = value;
        }
    }

    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int kernel = ConvolutionSettings.taps(settings);
        int voxels = ConvolutionSettings.resultVoxels(settings);
        for (int r = 0; r < 4; r++) {
            int row = row(group, settings) + GroupTiles.row(lane) + r;
            int channel = row / kernel;
            int tap = row - channel * kernel;
            int d = tap / (settings[InputGradient.KERNEL_HEIGHT] * settings[InputGradient.KERNEL_WIDTH]);
            int h = tap / settings[InputGradient.KERNEL_WIDTH] - d * settings[InputGradient.KERNEL_HEIGHT];
            int w = tap % settings[InputGradient.KERNEL_WIDTH];
            int dx = settings[InputGradient.RESULT] + (planes(group, settings) * settings[InputGradient.ROWS] + channel) * voxels;
            for (int i = 0; i < 4; i++) {
                int position = position(group, settings) + GroupTiles.column(lane) + 16 * i;
                int depth = position / (settings[InputGradient.GRID_HEIGHT] * settings[InputGradient.GRID_WIDTH]);
                int z = depth * settings[InputGradient.STRIDE_DEPTH] + d;
                int y = (position / settings[InputGradient.GRID_WIDTH] - depth * settings[InputGradient.GRID_HEIGHT])
                        * settings[InputGradient.STRIDE_HEIGHT] + h;
                int x = position % settings[InputGradient.GRID_WIDTH] * settings[InputGradient.STRIDE_WIDTH] + w;
                if (position < ConvolutionSettings.positions(settings) && row < rows(settings)) {
                    memory[dx + (z * settings[InputGradient.RESULT_HEIGHT] + y) * settings[InputGradient.RESULT_WIDTH]
                            + x] = sums[4 * r + i];
                }
            }
        }
    }
}
