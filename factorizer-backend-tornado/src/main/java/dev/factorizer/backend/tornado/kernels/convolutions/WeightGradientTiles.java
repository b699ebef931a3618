package dev.factorizer.backend.tornado.kernels.convolutions;

import dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;
import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.WeightGradient;

/** {@code ConvolutionGradientKernels.weightGradient} as the work of groups, with the same settings. */
public final class WeightGradientTiles {
    private WeightGradientTiles() { }

    private static int columns(int[] settings) {
        return settings[WeightGradient.CHANNELS] * ConvolutionSettings.taps(settings);
    }

    private static int chunks(int[] settings) {
        return (columns(settings) + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
    }

    private static int blocks(int[] settings) {
        return (settings[WeightGradient.ROWS] + GroupTiles.SIZE - 1) / GroupTiles.SIZE;
    }

    private static int column(int group, int[] settings) {
        return group % chunks(settings) * GroupTiles.SIZE;
    }

    private static int row(int group, int[] settings) {
        return group / chunks(settings) % blocks(settings) * GroupTiles.SIZE;
    }

    /** Images, then parts, then groups of channels. */
    private static int others(int group, int[] settings) {
        return group / chunks(settings) / blocks(settings);
    }

    private static int planes(int group, int[] settings) {
        int others = others(group, settings);
        return others / settings[WeightGradient.GROUPS] / settings[WeightGradient.PARTS] * settings[WeightGradient.GROUPS]
                + others % settings[WeightGradient.GROUPS];
    }

    private static int from(int group, int[] settings) {
        return others(group, settings) / settings[WeightGradient.GROUPS] % settings[WeightGradient.PARTS]
                * settings[WeightGradient.PART];
    }

    private static int to(int group, int[] settings) {
        return Panels.smaller(ConvolutionSettings.positions(settings), from(group, settings) + settings[WeightGradient.PART]);
    }

    public static void begin(int group, int lane, float[] memory, int[] settings, float[] sums) {
        GroupTiles.begin(lane, -1, 0, memory, sums);
    }

    public static int steps(int group, int[] settings) {
        return (to(group, settings) - from(group, settings) + GroupTiles.DEPTH - 1) / GroupTiles.DEPTH;
    }

    public static void load(int group, int lane, int step, float[] memory, int[] settings, float[] tile) {
        int planes = planes(group, settings);
        int row = row(group, settings);
        int column = column(group, settings);
        int positions = ConvolutionSettings.positions(settings);
        int to = to(group, settings);
        int factor = settings[WeightGradient.OPERAND] + (planes * settings[WeightGradient.ROWS] + row) * positions;
        int image = settings[WeightGradient.IMAGE] + planes * settings[WeightGradient.CHANNELS]
                * ConvolutionSettings.imageVoxels(settings);
        // An item always loads the same of 16 positions.
        int k = lane % GroupTiles.DEPTH;
        int position = from(group, settings) + step * GroupTiles.DEPTH + k;
        int depth = position / (settings[WeightGradient.GRID_HEIGHT] * settings[WeightGradient.GRID_WIDTH]);
        int height = position / settings[WeightGradient.GRID_WIDTH] - depth * settings[WeightGradient.GRID_HEIGHT];
        int width = position % settings[WeightGradient.GRID_WIDTH];
        for (int n = 0; n < GroupTiles.LOADS; n++) {
            int other = (lane + n * GroupTiles.LANES) / GroupTiles.DEPTH;
            float value = 0;
            if (position < to && row + other < settings[WeightGradient.ROWS]) {
                value = memory[factor + other * positions + position];
            }
            tile[k * GroupTiles.SIZE + other] = value;
            value = 0;
            if (position < to && column + other < columns(settings)) {
                value = ConvolutionTiles.tapped(memory, image, column + other, depth, height, width, settings);
            }
            tile[GroupTiles.SECOND + k * GroupTiles.SIZE + other] = value;
        }
    }

    public static void store(int group, int lane, float[] sums, float[] memory, int[] settings) {
        int columns = columns(settings);
        int row = row(group, settings) + GroupTiles.row(lane);
        int column = column(group, settings) + GroupTiles.column(lane);
        int y = settings[WeightGradient.Y] + others(group, settings) * settings[WeightGradient.ROWS] * columns;
        for (int r = 0; r < 4; r++) {
            for (int i = 0; i < 4; i++) {
                if (row + r < settings[WeightGradient.ROWS] && column + 16 * i < columns) {
                    memory[y + (row + r) * columns + column + 16 * i] = sums[4 * r + i];
                }
            }
        }
    }
}
