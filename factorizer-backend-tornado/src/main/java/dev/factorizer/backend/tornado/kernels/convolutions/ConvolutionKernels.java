package dev.factorizer.backend.tornado.kernels.convolutions;

import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.Forward;

/**
 * Convolutions of rank 3 (others have axes of size 1), as products whose panels are read from the image where the kernel's taps
 * lie.
 */
public final class ConvolutionKernels {
    private ConvolutionKernels() { }

    /** An item computes 64 channels of a group at 64 positions. */
    public static void convolution(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int positions = ConvolutionSettings.positions(settings);
        int chunks = (positions + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int blocks = (settings[Forward.ROWS] + Panels.ROWS - 1) / Panels.ROWS;
        int rest = item / chunks;
        int first = (item - rest * chunks) * Panels.COLUMNS;
        int columns = Panels.smaller(Panels.COLUMNS, positions - first);
        int planes = rest / blocks;
        int row = (rest - planes * blocks) * Panels.ROWS;
        int rows = Panels.smaller(Panels.ROWS, settings[Forward.ROWS] - row);
        int group = planes % settings[Forward.GROUPS];
        int channel = group * settings[Forward.ROWS] + row;
        int bias = settings[Forward.BIAS];
        if (bias >= 0) {
            bias += channel;
        }
        Panels.begin(memory, bias, rows, sums);
        int size = ConvolutionSettings.imageVoxels(settings);
        int image = settings[Forward.IMAGE] + planes * settings[Forward.CHANNELS] * size;
        int inner = settings[Forward.CHANNELS] * ConvolutionSettings.taps(settings);
        int factor = settings[Forward.OPERAND] + channel * inner;
        int depth = first / (settings[Forward.GRID_HEIGHT] * settings[Forward.GRID_WIDTH]);
        int height = first / settings[Forward.GRID_WIDTH] - depth * settings[Forward.GRID_HEIGHT];
        int width = first % settings[Forward.GRID_WIDTH];
        int c = 0;
        int d = 0;
        int h = 0;
        int w = 0;
        for (int k = 0; k < inner; k += Panels.INNER) {
            int some = Panels.smaller(Panels.INNER, inner - k);
            for (int j = 0; j < some; j++) {
                KernelTaps.copy(memory, image + c * size, depth, height, width, columns, d - settings[Forward.PADDING_DEPTH],
                        h - settings[Forward.PADDING_HEIGHT], w - settings[Forward.PADDING_WIDTH], settings, panel,
                        j * Panels.COLUMNS, 1);
                Panels.close(panel, j, columns);
                places[j] = k + j;
                w++;
                if (w == settings[Forward.KERNEL_WIDTH]) {
                    w = 0;
                    h++;
                }
                if (h == settings[Forward.KERNEL_HEIGHT]) {
                    h = 0;
                    d++;
                }
                if (d == settings[Forward.KERNEL_DEPTH]) {
                    d = 0;
                    c++;
                }
            }
            Panels.multiply(memory, factor, inner, places, rows, some, panel, sums);
        }
        int y = settings[Forward.Y] + (planes * settings[Forward.ROWS] + row) * positions + first;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < columns; i++) {
                memory[y + r * positions + i] = sums[r * Panels.COLUMNS + i];
            }
        }
    }
}
