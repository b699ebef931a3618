package dev.factorizer.backend.tornado.kernels.convolutions;

import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.InputGradient;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.WeightGradient;

/** The gradients of convolutions, with settings that begin as those of {@link ConvolutionKernels}. */
public final class ConvolutionGradientKernels {
    private ConvolutionGradientKernels() { }

    /**
     * The read image is the gradient of the convolution's result, the grid the voxels of one phase, which are those as many
     * strides apart, of the convolution's input. An item computes 64 channels of a group at 64 positions of a phase.
     */
    public static void convolutionInputGradient(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int positions = ConvolutionSettings.positions(settings);
        int chunks = (positions + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int blocks = (settings[InputGradient.ROWS] + Panels.ROWS - 1) / Panels.ROWS;
        int rest = item / chunks;
        int first = (item - rest * chunks) * Panels.COLUMNS;
        int columns = Panels.smaller(Panels.COLUMNS, positions - first);
        int others = rest / blocks;
        int row = (rest - others * blocks) * Panels.ROWS;
        int rows = Panels.smaller(Panels.ROWS, settings[InputGradient.ROWS] - row);
        int phases = settings[InputGradient.STRIDE_DEPTH] * settings[InputGradient.STRIDE_HEIGHT]
                * settings[InputGradient.STRIDE_WIDTH];
        int planes = others / phases;
        int phase = others - planes * phases;
        int group = planes % settings[InputGradient.GROUPS];
        int phaseDepth = phase / (settings[InputGradient.STRIDE_HEIGHT] * settings[InputGradient.STRIDE_WIDTH]);
        int phaseHeight = phase / settings[InputGradient.STRIDE_WIDTH] - phaseDepth * settings[InputGradient.STRIDE_HEIGHT];
        int phaseWidth = phase % settings[InputGradient.STRIDE_WIDTH];
        // The taps that meet this phase: every so many strides, from these on.
        int firstDepth = (phaseDepth + settings[InputGradient.PADDING_DEPTH]) % settings[InputGradient.STRIDE_DEPTH];
        int firstHeight = (phaseHeight + settings[InputGradient.PADDING_HEIGHT]) % settings[InputGradient.STRIDE_HEIGHT];
        int firstWidth = (phaseWidth + settings[InputGradient.PADDING_WIDTH]) % settings[InputGradient.STRIDE_WIDTH];
        int tapsDepth = taps(settings[InputGradient.KERNEL_DEPTH], firstDepth, settings[InputGradient.STRIDE_DEPTH]);
        int tapsHeight = taps(settings[InputGradient.KERNEL_HEIGHT], firstHeight, settings[InputGradient.STRIDE_HEIGHT]);
        int tapsWidth = taps(settings[InputGradient.KERNEL_WIDTH], firstWidth, settings[InputGradient.STRIDE_WIDTH]);
        Panels.begin(memory, -1, rows, sums);
        int size = ConvolutionSettings.imageVoxels(settings);
        int image = settings[InputGradient.IMAGE] + planes * settings[InputGradient.CHANNELS] * size;
        int kernel = ConvolutionSettings.taps(settings);
        int factor = settings[InputGradient.OPERAND] + (group * settings[InputGradient.CHANNELS] * settings[InputGradient.ROWS]
                + row) * kernel;
        int inner = settings[InputGradient.CHANNELS] * tapsDepth * tapsHeight * tapsWidth;
        int depth = first / (settings[InputGradient.GRID_HEIGHT] * settings[InputGradient.GRID_WIDTH]);
        int height = first / settings[InputGradient.GRID_WIDTH] - depth * settings[InputGradient.GRID_HEIGHT];
        int width = first % settings[InputGradient.GRID_WIDTH];
        int o = 0;
        int d = 0;
        int h = 0;
        int w = 0;
        for (int k = 0; k < inner; k += Panels.INNER) {
            int some = Panels.smaller(Panels.INNER, inner - k);
            for (int j = 0; j < some; j++) {
                KernelTaps.copy(memory, image + o * size, depth, height, width, columns,
                        (phaseDepth + settings[InputGradient.PADDING_DEPTH]) / settings[InputGradient.STRIDE_DEPTH] - d,
                        (phaseHeight + settings[InputGradient.PADDING_HEIGHT]) / settings[InputGradient.STRIDE_HEIGHT] - h,
                        (phaseWidth + settings[InputGradient.PADDING_WIDTH]) / settings[InputGradient.STRIDE_WIDTH] - w,
                        settings, panel, j * Panels.COLUMNS, 1);
                Panels.close(panel, j, columns);
                places[j] = o * settings[InputGradient.ROWS] * kernel
                        + ((firstDepth + d * settings[InputGradient.STRIDE_DEPTH]) * settings[InputGradient.KERNEL_HEIGHT]
                        + firstHeight + h * settings[InputGradient.STRIDE_HEIGHT]) * settings[InputGradient.KERNEL_WIDTH]
                        + firstWidth + w * settings[InputGradient.STRIDE_WIDTH];
                w++;
                if (w == tapsWidth) {
                    w = 0;
                    h++;
                }
                if (h == tapsHeight) {
                    h = 0;
                    d++;
                }
                if (d == tapsDepth) {
                    d = 0;
                    o++;
                }
            }
            Panels.multiply(memory, factor, kernel, places, rows, some, panel, sums);
        }
        int voxels = ConvolutionSettings.resultVoxels(settings);
        int dx = settings[InputGradient.RESULT] + (planes * settings[InputGradient.ROWS] + row) * voxels;
        for (int r = 0; r < rows; r++) {
            KernelTaps.spread(sums, r * Panels.COLUMNS, depth, height, width, columns, phaseDepth, phaseHeight, phaseWidth, settings,
                    memory, dx + r * voxels);
        }
    }

    static int taps(int size, int first, int stride) {
        return first < size ? (size - first + stride - 1) / stride : 0;
    }

    /**
     * The same, with the same settings, where the kernel is as large as the strides and there is no padding: each voxel that is
     * read becomes a block of the result. An item computes 64 pairs of a channel and a tap at 64 positions, so that neighbors
     * are written together.
     */
    public static void convolutionInputGradientOfBlocks(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int positions = ConvolutionSettings.positions(settings);
        int chunks = (positions + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int kernel = ConvolutionSettings.taps(settings);
        int all = settings[InputGradient.ROWS] * kernel;
        int blocks = (all + Panels.ROWS - 1) / Panels.ROWS;
        int rest = item / chunks;
        int first = (item - rest * chunks) * Panels.COLUMNS;
        int columns = Panels.smaller(Panels.COLUMNS, positions - first);
        int planes = rest / blocks;
        int row = (rest - planes * blocks) * Panels.ROWS;
        int rows = Panels.smaller(Panels.ROWS, all - row);
        int inner = settings[InputGradient.CHANNELS];
        int g = settings[InputGradient.IMAGE] + planes * inner * positions + first;
        int factor = settings[InputGradient.OPERAND] + planes % settings[InputGradient.GROUPS] * inner * all + row;
        Panels.begin(memory, -1, rows, sums);
        for (int k = 0; k < inner; k += Panels.INNER) {
            int some = Panels.smaller(Panels.INNER, inner - k);
            for (int j = 0; j < some; j++) {
                for (int i = 0; i < columns; i++) {
                    panel[j * Panels.COLUMNS + i] = memory[g + (k + j) * positions + i];
                }
                Panels.close(panel, j, columns);
                places[j] = (k + j) * all;
            }
            Panels.multiply(memory, factor, 1, places, rows, some, panel, sums);
        }
        int depth = first / (settings[InputGradient.GRID_HEIGHT] * settings[InputGradient.GRID_WIDTH]);
        int height = first / settings[InputGradient.GRID_WIDTH] - depth * settings[InputGradient.GRID_HEIGHT];
        int width = first % settings[InputGradient.GRID_WIDTH];
        int voxels = ConvolutionSettings.resultVoxels(settings);
        for (int r = 0; r < rows; r++) {
            int channel = (row + r) / kernel;
            int tap = row + r - channel * kernel;
            int d = tap / (settings[InputGradient.KERNEL_HEIGHT] * settings[InputGradient.KERNEL_WIDTH]);
            int h = tap / settings[InputGradient.KERNEL_WIDTH] - d * settings[InputGradient.KERNEL_HEIGHT];
            KernelTaps.spread(sums, r * Panels.COLUMNS, depth, height, width, columns, d, h,
                    tap % settings[InputGradient.KERNEL_WIDTH], settings, memory,
                    settings[InputGradient.RESULT] + (planes * settings[InputGradient.ROWS] + channel) * voxels);
        }
    }

    /**
     * The other operand is the gradient of the convolution's result. An item sums over the positions of one part of an image: 64
     * outputs of a group by 64 of its input channels' taps. y has images, then parts, then weights.
     */
    public static void convolutionWeightGradient(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int kernel = ConvolutionSettings.taps(settings);
        int all = settings[WeightGradient.CHANNELS] * kernel;
        int chunks = (all + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int blocks = (settings[WeightGradient.ROWS] + Panels.ROWS - 1) / Panels.ROWS;
        int rest = item / chunks;
        int column = (item - rest * chunks) * Panels.COLUMNS;
        int columns = Panels.smaller(Panels.COLUMNS, all - column);
        int others = rest / blocks;
        int row = (rest - others * blocks) * Panels.ROWS;
        int rows = Panels.smaller(Panels.ROWS, settings[WeightGradient.ROWS] - row);
        int allParts = others / settings[WeightGradient.GROUPS];
        int group = others - allParts * settings[WeightGradient.GROUPS];
        int planes = allParts / settings[WeightGradient.PARTS] * settings[WeightGradient.GROUPS] + group;
        int positions = ConvolutionSettings.positions(settings);
        int from = allParts % settings[WeightGradient.PARTS] * settings[WeightGradient.PART];
        int to = Panels.smaller(positions, from + settings[WeightGradient.PART]);
        int size = ConvolutionSettings.imageVoxels(settings);
        int image = settings[WeightGradient.IMAGE] + planes * settings[WeightGradient.CHANNELS] * size;
        int factor = settings[WeightGradient.OPERAND] + (planes * settings[WeightGradient.ROWS] + row) * positions;
        Panels.begin(memory, -1, rows, sums);
        for (int k = from; k < to; k += Panels.INNER) {
            int some = Panels.smaller(Panels.INNER, to - k);
            int depth = k / (settings[WeightGradient.GRID_HEIGHT] * settings[WeightGradient.GRID_WIDTH]);
            int height = k / settings[WeightGradient.GRID_WIDTH] - depth * settings[WeightGradient.GRID_HEIGHT];
            int width = k % settings[WeightGradient.GRID_WIDTH];
            for (int i = 0; i < columns; i++) {
                int c = (column + i) / kernel;
                int tap = column + i - c * kernel;
                int d = tap / (settings[WeightGradient.KERNEL_HEIGHT] * settings[WeightGradient.KERNEL_WIDTH]);
                int h = tap / settings[WeightGradient.KERNEL_WIDTH] - d * settings[WeightGradient.KERNEL_HEIGHT];
                int w = tap % settings[WeightGradient.KERNEL_WIDTH];
                KernelTaps.copy(memory, image + c * size, depth, height, width, some, d - settings[WeightGradient.PADDING_DEPTH],
                        h - settings[WeightGradient.PADDING_HEIGHT], w - settings[WeightGradient.PADDING_WIDTH], settings,
                        panel, i, Panels.COLUMNS);
            }
            for (int j = 0; j < some; j++) {
                Panels.close(panel, j, columns);
                places[j] = k + j;
            }
            Panels.multiply(memory, factor, positions, places, rows, some, panel, sums);
        }
        int y = settings[WeightGradient.Y] + (allParts * settings[WeightGradient.GROUPS] + group)
                * settings[WeightGradient.ROWS] * all + row * all + column;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < columns; i++) {
                memory[y + r * all + i] = sums[r * Panels.COLUMNS + i];
            }
        }
    }
}
