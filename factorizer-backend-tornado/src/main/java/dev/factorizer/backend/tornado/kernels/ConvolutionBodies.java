package dev.factorizer.backend.tornado.kernels;

/**
 * Convolutions of rank 3 (others have axes of size 1), as products whose panels are read from the image where the kernel's taps
 * lie.
 *
 * <p>Settings of these and of {@link ConvolutionGradientBodies} begin: items, groups, rows a group (channels of the result), channels a group (of what is read), sizes of the
 * image that is read (3), sizes of the grid of positions (3), steps of the taps from position to position (3), sizes of the
 * kernel (3), padding before the first voxel (3), the image that is read, the other operand.
 */
public final class ConvolutionBodies {
    private ConvolutionBodies() { }

    /** Further settings: biases or −1, y. An item computes 64 channels of a group at 64 positions. */
    public static void convolution(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int positions = settings[7] * settings[8] * settings[9];
        int chunks = (positions + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int blocks = (settings[2] + Panels.ROWS - 1) / Panels.ROWS;
        int rest = item / chunks;
        int first = (item - rest * chunks) * Panels.COLUMNS;
        int columns = ProductBodies.smaller(Panels.COLUMNS, positions - first);
        int planes = rest / blocks;
        int row = (rest - planes * blocks) * Panels.ROWS;
        int rows = ProductBodies.smaller(Panels.ROWS, settings[2] - row);
        int group = planes % settings[1];
        int channel = group * settings[2] + row;
        int bias = settings[21];
        if (bias >= 0) {
            bias += channel;
        }
        Panels.begin(memory, bias, rows, sums);
        int size = settings[4] * settings[5] * settings[6];
        int image = settings[19] + planes * settings[3] * size;
        int inner = settings[3] * settings[13] * settings[14] * settings[15];
        int factor = settings[20] + channel * inner;
        int depth = first / (settings[8] * settings[9]);
        int height = first / settings[9] - depth * settings[8];
        int width = first % settings[9];
        int c = 0;
        int d = 0;
        int h = 0;
        int w = 0;
        for (int k = 0; k < inner; k += Panels.INNER) {
            int some = ProductBodies.smaller(Panels.INNER, inner - k);
            for (int j = 0; j < some; j++) {
                Taps.copy(memory, image + c * size, depth, height, width, columns, d - settings[16], h - settings[17],
                        w - settings[18], settings, panel, j * Panels.COLUMNS, 1);
                Panels.close(panel, j, columns);
                places[j] = k + j;
                w++;
                if (w == settings[15]) {
                    w = 0;
                    h++;
                }
                if (h == settings[14]) {
                    h = 0;
                    d++;
                }
                if (d == settings[13]) {
                    d = 0;
                    c++;
                }
            }
            Panels.multiply(memory, factor, inner, places, rows, some, panel, sums);
        }
        int y = settings[22] + (planes * settings[2] + row) * positions + first;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < columns; i++) {
                memory[y + r * positions + i] = sums[r * Panels.COLUMNS + i];
            }
        }
    }
}
