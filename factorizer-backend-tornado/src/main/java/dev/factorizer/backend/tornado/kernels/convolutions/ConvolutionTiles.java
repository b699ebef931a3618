package dev.factorizer.backend.tornado.kernels.convolutions;

import dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.Forward;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.Grid;

/** {@link ConvolutionKernels#convolution} as the work of groups, with the same settings. */
public final class ConvolutionTiles {
    private ConvolutionTiles() { }

    private static int chunks(int[] settings) {
        return (ConvolutionSettings.positions(settings) + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
    }

    private static int blocks(int[] settings) {
        return (settings[Forward.ROWS] + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
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

    private static int inner(int[] settings) {
        return settings[Forward.CHANNELS] * ConvolutionSettings.taps(settings);
    }

    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        int row = row(group, settings);
        int channel = planes(group, settings) % settings[Forward.GROUPS] * settings[Forward.ROWS] + row;
        GroupTiles.begin(lane, settings[Forward.BIAS] >= 0 ? settings[Forward.BIAS] + channel : -1, settings[Forward.ROWS]
                - row, memory, sums);
    }

    public static int steps(int group, int[] settings) {
        return (inner(settings) + GroupTiles.DEPTH - 1) / GroupTiles.DEPTH;
    }

    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int planes = planes(group, settings);
        int row = row(group, settings);
        int inner = inner(settings);
        int first = step * GroupTiles.DEPTH;
        int factor = settings[Forward.OPERAND] + (planes % settings[Forward.GROUPS] * settings[Forward.ROWS] + row) * inner;
        // An item always loads the same column, whose position is found once.
        int column = lane % GroupTiles.SIZE;
        int position = position(group, settings) + column;
        boolean there = position < ConvolutionSettings.positions(settings);
        int depth = position / (settings[Forward.GRID_HEIGHT] * settings[Forward.GRID_WIDTH]);
        int height = position / settings[Forward.GRID_WIDTH] - depth * settings[Forward.GRID_HEIGHT];
        int width = position % settings[Forward.GRID_WIDTH];
        int image = settings[Forward.IMAGE] + planes * settings[Forward.CHANNELS] * ConvolutionSettings.imageVoxels(settings);
        for (int n = 0; n < GroupTiles.LOADS; n++) {
            int element = lane + n * GroupTiles.LANES;
            int k = element % GroupTiles.DEPTH;
            int r = element / GroupTiles.DEPTH;
            float value = 0;
            if (first + k < inner && row + r < settings[Forward.ROWS]) {
                value = memory[factor + r * inner + first + k];
            }
            tile[k * GroupTiles.SIZE + r] = value;
            k = element / GroupTiles.SIZE;
            value = 0;
            if (there && first + k < inner) {
                value = tapped(memory, image, first + k, depth, height, width, settings);
            }
            tile[GroupTiles.SECOND + k * GroupTiles.SIZE + column] = value;
        }
    }

    /** What a tap, counted through the channels, sees from a position. */
    static float tapped(float[] memory, int image, int tap, int depth, int height, int width, int[] settings) {
        int w = tap % settings[Grid.KERNEL_WIDTH];
        int rest = tap / settings[Grid.KERNEL_WIDTH];
        int h = rest % settings[Grid.KERNEL_HEIGHT];
        rest = rest / settings[Grid.KERNEL_HEIGHT];
        int d = rest % settings[Grid.KERNEL_DEPTH];
        int c = rest / settings[Grid.KERNEL_DEPTH];
        return KernelTaps.seen(memory, image + c * ConvolutionSettings.imageVoxels(settings),
                depth * settings[Grid.STEP_DEPTH] + d - settings[Grid.PADDING_DEPTH],
                height * settings[Grid.STEP_HEIGHT] + h - settings[Grid.PADDING_HEIGHT],
                width * settings[Grid.STEP_WIDTH] + w - settings[Grid.PADDING_WIDTH], settings);
    }

    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int positions = ConvolutionSettings.positions(settings);
        int row = row(group, settings) + GroupTiles.row(lane);
        int position = position(group, settings) + GroupTiles.column(lane);
        int y = settings[Forward.Y] + planes(group, settings) * settings[Forward.ROWS] * positions;
        for (int r = 0; r < 4; r++) {
            for (int i = 0; i < 4; i++) {
                if (row + r < settings[Forward.ROWS] && position + 16 * i < positions) {
                    memory[y + (row + r) * positions + position + 16 * i] = sums[4 * r + i];
                }
            }
        }
    }
}
