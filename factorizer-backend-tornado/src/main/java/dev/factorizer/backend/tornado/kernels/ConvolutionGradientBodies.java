package dev.factorizer.backend.tornado.kernels;

/** The gradients of convolutions, with settings that begin as those of {@link ConvolutionBodies}. */
public final class ConvolutionGradientBodies {
    private ConvolutionGradientBodies() { }

    /**
     * The read image is the gradient of the convolution's result, the grid the voxels of one phase, which are those as many
     * strides apart, of the convolution's input. Further settings: strides (3), sizes of the result (3), dx. An item computes
     * 64 channels of a group at 64 positions of a phase.
     */
    public static void inputGradient(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int positions = settings[7] * settings[8] * settings[9];
        int chunks = (positions + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int blocks = (settings[2] + Panels.ROWS - 1) / Panels.ROWS;
        int rest = item / chunks;
        int first = (item - rest * chunks) * Panels.COLUMNS;
        int columns = ProductBodies.smaller(Panels.COLUMNS, positions - first);
        int others = rest / blocks;
        int row = (rest - others * blocks) * Panels.ROWS;
        int rows = ProductBodies.smaller(Panels.ROWS, settings[2] - row);
        int phases = settings[21] * settings[22] * settings[23];
        int planes = others / phases;
        int phase = others - planes * phases;
        int group = planes % settings[1];
        int phaseDepth = phase / (settings[22] * settings[23]);
        int phaseHeight = phase / settings[23] - phaseDepth * settings[22];
        int phaseWidth = phase % settings[23];
        // The taps that meet this phase: every so many strides, from these on.
        int firstDepth = (phaseDepth + settings[16]) % settings[21];
        int firstHeight = (phaseHeight + settings[17]) % settings[22];
        int firstWidth = (phaseWidth + settings[18]) % settings[23];
        int tapsDepth = taps(settings[13], firstDepth, settings[21]);
        int tapsHeight = taps(settings[14], firstHeight, settings[22]);
        int tapsWidth = taps(settings[15], firstWidth, settings[23]);
        Panels.begin(memory, -1, rows, sums);
        int size = settings[4] * settings[5] * settings[6];
        int image = settings[19] + planes * settings[3] * size;
        int kernel = settings[13] * settings[14] * settings[15];
        int factor = settings[20] + (group * settings[3] * settings[2] + row) * kernel;
        int inner = settings[3] * tapsDepth * tapsHeight * tapsWidth;
        int depth = first / (settings[8] * settings[9]);
        int height = first / settings[9] - depth * settings[8];
        int width = first % settings[9];
        int o = 0;
        int d = 0;
        int h = 0;
        int w = 0;
        for (int k = 0; k < inner; k += Panels.INNER) {
            int some = ProductBodies.smaller(Panels.INNER, inner - k);
            for (int j = 0; j < some; j++) {
                Taps.copy(memory, image + o * size, depth, height, width, columns,
                        (phaseDepth + settings[16]) / settings[21] - d, (phaseHeight + settings[17]) / settings[22] - h,
                        (phaseWidth + settings[18]) / settings[23] - w, settings, panel, j * Panels.COLUMNS, 1);
                Panels.close(panel, j, columns);
                places[j] = o * settings[2] * kernel + ((firstDepth + d * settings[21]) * settings[14]
                        + firstHeight + h * settings[22]) * settings[15] + firstWidth + w * settings[23];
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
        int voxels = settings[24] * settings[25] * settings[26];
        int dx = settings[27] + (planes * settings[2] + row) * voxels;
        for (int r = 0; r < rows; r++) {
            Taps.spread(sums, r * Panels.COLUMNS, depth, height, width, columns, phaseDepth, phaseHeight, phaseWidth, settings,
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
    public static void inputGradientOfBlocks(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int positions = settings[7] * settings[8] * settings[9];
        int chunks = (positions + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int kernel = settings[13] * settings[14] * settings[15];
        int all = settings[2] * kernel;
        int blocks = (all + Panels.ROWS - 1) / Panels.ROWS;
        int rest = item / chunks;
        int first = (item - rest * chunks) * Panels.COLUMNS;
        int columns = ProductBodies.smaller(Panels.COLUMNS, positions - first);
        int planes = rest / blocks;
        int row = (rest - planes * blocks) * Panels.ROWS;
        int rows = ProductBodies.smaller(Panels.ROWS, all - row);
        int inner = settings[3];
        int g = settings[19] + planes * inner * positions + first;
        int factor = settings[20] + planes % settings[1] * inner * all + row;
        Panels.begin(memory, -1, rows, sums);
        for (int k = 0; k < inner; k += Panels.INNER) {
            int some = ProductBodies.smaller(Panels.INNER, inner - k);
            for (int j = 0; j < some; j++) {
                for (int i = 0; i < columns; i++) {
                    panel[j * Panels.COLUMNS + i] = memory[g + (k + j) * positions + i];
                }
                Panels.close(panel, j, columns);
                places[j] = (k + j) * all;
            }
            Panels.multiply(memory, factor, 1, places, rows, some, panel, sums);
        }
        int depth = first / (settings[8] * settings[9]);
        int height = first / settings[9] - depth * settings[8];
        int width = first % settings[9];
        int voxels = settings[24] * settings[25] * settings[26];
        for (int r = 0; r < rows; r++) {
            int channel = (row + r) / kernel;
            int tap = row + r - channel * kernel;
            int d = tap / (settings[14] * settings[15]);
            int h = tap / settings[15] - d * settings[14];
            Taps.spread(sums, r * Panels.COLUMNS, depth, height, width, columns, d, h, tap % settings[15], settings, memory,
                    settings[27] + (planes * settings[2] + channel) * voxels);
        }
    }

    /**
     * The other operand is the gradient of the convolution's result. Further settings: positions a part, parts an image, y. An
     * item sums over the positions of one part of an image: 64 outputs of a group by 64 of its input channels' taps. y has
     * images, then parts, then weights.
     */
    public static void weightGradient(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int kernel = settings[13] * settings[14] * settings[15];
        int all = settings[3] * kernel;
        int chunks = (all + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int blocks = (settings[2] + Panels.ROWS - 1) / Panels.ROWS;
        int rest = item / chunks;
        int column = (item - rest * chunks) * Panels.COLUMNS;
        int columns = ProductBodies.smaller(Panels.COLUMNS, all - column);
        int others = rest / blocks;
        int row = (rest - others * blocks) * Panels.ROWS;
        int rows = ProductBodies.smaller(Panels.ROWS, settings[2] - row);
        int allParts = others / settings[1];
        int group = others - allParts * settings[1];
        int planes = allParts / settings[22] * settings[1] + group;
        int positions = settings[7] * settings[8] * settings[9];
        int from = allParts % settings[22] * settings[21];
        int to = ProductBodies.smaller(positions, from + settings[21]);
        int size = settings[4] * settings[5] * settings[6];
        int image = settings[19] + planes * settings[3] * size;
        int factor = settings[20] + (planes * settings[2] + row) * positions;
        Panels.begin(memory, -1, rows, sums);
        for (int k = from; k < to; k += Panels.INNER) {
            int some = ProductBodies.smaller(Panels.INNER, to - k);
            int depth = k / (settings[8] * settings[9]);
            int height = k / settings[9] - depth * settings[8];
            int width = k % settings[9];
            for (int i = 0; i < columns; i++) {
                int c = (column + i) / kernel;
                int tap = column + i - c * kernel;
                int d = tap / (settings[14] * settings[15]);
                int h = tap / settings[15] - d * settings[14];
                int w = tap % settings[15];
                Taps.copy(memory, image + c * size, depth, height, width, some, d - settings[16], h - settings[17],
                        w - settings[18], settings, panel, i, Panels.COLUMNS);
            }
            for (int j = 0; j < some; j++) {
                Panels.close(panel, j, columns);
                places[j] = k + j;
            }
            Panels.multiply(memory, factor, positions, places, rows, some, panel, sums);
        }
        int y = settings[23] + (allParts * settings[1] + group) * settings[2] * all + row * all + column;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < columns; i++) {
                memory[y + r * all + i] = sums[r * Panels.COLUMNS + i];
            }
        }
    }
}
