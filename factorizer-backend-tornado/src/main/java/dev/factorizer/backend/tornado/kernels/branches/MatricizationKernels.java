package dev.factorizer.backend.tornado.kernels.branches;

import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;

/**
 * Images cut into windows of three axes and put together again. Matrices lie by shift, image, head, window; their rows are the
 * channels of a head, their columns the voxels of a window.
 */
public final class MatricizationKernels {
    /** Settings of all. */
    public interface Windows extends OpenSettings {
        /** (B, C, D, H, W). */
        int IMAGE = 1;
        int MATRICES = 2;
        /** B. */
        int IMAGES = 3;
        int HEADS = 4;
        /** Channels of a head. */
        int ROWS = 5;
        /** Windows along each axis. */
        int GRID_DEPTH = 6;
        int GRID_HEIGHT = 7;
        int GRID_WIDTH = 8;
        /** Voxels of a window along each axis. */
        int PATCH_DEPTH = 9;
        int PATCH_HEIGHT = 10;
        int PATCH_WIDTH = 11;
        int SHIFT_COUNT = 12;
        /** Offset of the number that windows are multiplied by when they are put together. */
        int FACTOR = 13;
        /** Another image. */
        int MASK = 14;
        /** Where the shifts begin. */
        int SHIFTS = 15;
    }

    /** By how many voxels windows begin before a multiple of their size. */
    public interface Shift extends SettingsEntry {
        int DEPTH = 0;
        int HEIGHT = 1;
        int WIDTH = 2;
        int LENGTH = 3;
    }

    private MatricizationKernels() { }

    /** Cuts: an item has one row of a matrix. */
    public static void matricize(int item, float[] memory, int[] integers, int[] settings) {
        int rows = settings[Windows.ROWS];
        int cells = settings[Windows.GRID_DEPTH] * settings[Windows.GRID_HEIGHT] * settings[Windows.GRID_WIDTH];
        int row = item % rows;
        int cell = item / rows % cells;
        int head = item / rows / cells;
        int heads = settings[Windows.HEADS] * settings[Windows.IMAGES];
        int shift = Windows.SHIFTS + head / heads * Shift.LENGTH;
        int depth = settings[Windows.GRID_DEPTH] * settings[Windows.PATCH_DEPTH];
        int height = settings[Windows.GRID_HEIGHT] * settings[Windows.PATCH_HEIGHT];
        int length = settings[Windows.GRID_WIDTH] * settings[Windows.PATCH_WIDTH];
        int d = wrapped(cell / settings[Windows.GRID_WIDTH] / settings[Windows.GRID_HEIGHT] * settings[Windows.PATCH_DEPTH]
                - settings[shift + Shift.DEPTH], depth);
        int h0 = wrapped(cell / settings[Windows.GRID_WIDTH] % settings[Windows.GRID_HEIGHT] * settings[Windows.PATCH_HEIGHT]
                - settings[shift + Shift.HEIGHT], height);
        int w = wrapped(cell % settings[Windows.GRID_WIDTH] * settings[Windows.PATCH_WIDTH] - settings[shift + Shift.WIDTH], length);
        int patch = settings[Windows.PATCH_WIDTH];
        // The last window of a shifted row goes on at the row's beginning.
        int whole = length - w < patch ? length - w : patch;
        int from = settings[Windows.IMAGE] + (head % heads * rows + row) * depth * height * length;
        int to = settings[Windows.MATRICES] + item * settings[Windows.PATCH_DEPTH] * settings[Windows.PATCH_HEIGHT] * patch;
        for (int a = 0; a < settings[Windows.PATCH_DEPTH]; a++) {
            int h = h0;
            for (int b = 0; b < settings[Windows.PATCH_HEIGHT]; b++) {
                int line = from + (d * height + h) * length;
                copy(memory, line + w, to, whole);
                for (int k = whole; k < patch; k++) {
                    memory[to + k] = memory[line + k - whole];
                }
                to += patch;
                h = h + 1 == height ? 0 : h + 1;
            }
            d = d + 1 == depth ? 0 : d + 1;
        }
    }

    private static void copy(float[] memory, int from, int to, int count) {
        if (count == 8) {
            for (int k = 0; k < 8; k++) {
                memory[to + k] = memory[from + k];
            }
        } else {
            for (int k = 0; k < count; k++) {
                memory[to + k] = memory[from + k];
            }
        }
    }

    /** Adds the windows of all shifts, each times the number at offset 13: an item has one row of voxels of a channel. */
    public static void dematricize(int item, float[] memory, int[] integers, int[] settings) {
        int height = settings[Windows.GRID_HEIGHT] * settings[Windows.PATCH_HEIGHT];
        int depth = settings[Windows.GRID_DEPTH] * settings[Windows.PATCH_DEPTH];
        int patch = settings[Windows.PATCH_WIDTH];
        int length = settings[Windows.GRID_WIDTH] * patch;
        int h = item % height;
        int d = item / height % depth;
        int channel = item / height / depth;
        int rows = settings[Windows.ROWS];
        int row = channel % rows;
        int head = channel / rows;
        int heads = settings[Windows.HEADS] * settings[Windows.IMAGES];
        int columns = settings[Windows.PATCH_DEPTH] * settings[Windows.PATCH_HEIGHT] * patch;
        int to = settings[Windows.IMAGE] + item * length;
        float factor = memory[settings[Windows.FACTOR]];
        for (int k = 0; k < length; k++) {
            memory[to + k] = 0f;
        }
        for (int s = 0; s < settings[Windows.SHIFT_COUNT]; s++) {
            int shift = Windows.SHIFTS + s * Shift.LENGTH;
            int back = settings[shift + Shift.WIDTH];
            int z = d + settings[shift + Shift.DEPTH];
            int y = h + settings[shift + Shift.HEIGHT];
            int cell = z / settings[Windows.PATCH_DEPTH] % settings[Windows.GRID_DEPTH] * settings[Windows.GRID_HEIGHT]
                    + y / settings[Windows.PATCH_HEIGHT] % settings[Windows.GRID_HEIGHT];
            int from = settings[Windows.MATRICES] + (((s * heads + head) * settings[Windows.GRID_DEPTH]
                    * settings[Windows.GRID_HEIGHT] + cell) * settings[Windows.GRID_WIDTH] * rows + row) * columns
                    + (z % settings[Windows.PATCH_DEPTH] * settings[Windows.PATCH_HEIGHT] + y % settings[Windows.PATCH_HEIGHT])
                    * patch;
            for (int k = 0; k < settings[Windows.GRID_WIDTH]; k++) {
                int begin = to + k * patch - back;
                // The first window of a shifted row begins at the row's end.
                int before = k == 0 ? back : 0;
                for (int w = 0; w < before; w++) {
                    memory[begin + length + w] += factor * memory[from + w];
                }
                add(memory, from + before, begin + before, patch - before, factor);
                from += rows * columns;
            }
        }
    }

    private static void add(float[] memory, int from, int to, int count, float factor) {
        if (count == 8) {
            for (int k = 0; k < 8; k++) {
                memory[to + k] += factor * memory[from + k];
            }
        } else {
            for (int k = 0; k < count; k++) {
                memory[to + k] += factor * memory[from + k];
            }
        }
    }

    /** {@link #dematricize}, then 0 where the image at offset 14 is not above 0. */
    public static void dematricizeMasked(int item, float[] memory, int[] integers, int[] settings) {
        dematricize(item, memory, integers, settings);
        int length = settings[Windows.GRID_WIDTH] * settings[Windows.PATCH_WIDTH];
        int at = item * length;
        for (int k = 0; k < length; k++) {
            memory[settings[Windows.IMAGE] + at + k] = memory[settings[Windows.MASK] + at + k] > 0f
                    ? memory[settings[Windows.IMAGE] + at + k] : 0f;
        }
    }

    /** A place from −size on, on an axis without ends. */
    private static int wrapped(int place, int size) {
        return place < 0 ? place + size : place;
    }
}
