package dev.factorizer.backend.tornado.kernels;

/**
 * Images cut into windows of three axes and put together again. Matrices lie by shift, image, head, window; their rows are the
 * channels of a head, their columns the voxels of a window.
 *
 * <p>Settings of all: items, the image (B, C, D, H, W), the matrices, images B, heads, channels of a head, windows along each
 * axis (6, 7, 8), voxels of a window along each axis (9, 10, 11), shifts (12), what the kernel adds (13, 14), then for each shift
 * by how many voxels windows begin before a multiple of their size, along each axis.
 */
public final class WindowBodies {
    private static final int SHIFTS = 15;

    private WindowBodies() { }

    /** Cuts: an item has one row of a matrix. */
    public static void cut(int item, float[] memory, int[] integers, int[] settings) {
        int rows = settings[5];
        int cells = settings[6] * settings[7] * settings[8];
        int row = item % rows;
        int cell = item / rows % cells;
        int head = item / rows / cells;
        int heads = settings[4] * settings[3];
        int shift = SHIFTS + head / heads * 3;
        int depth = settings[6] * settings[9];
        int height = settings[7] * settings[10];
        int length = settings[8] * settings[11];
        int d = wrapped(cell / settings[8] / settings[7] * settings[9] - settings[shift], depth);
        int h0 = wrapped(cell / settings[8] % settings[7] * settings[10] - settings[shift + 1], height);
        int w = wrapped(cell % settings[8] * settings[11] - settings[shift + 2], length);
        int patch = settings[11];
        // The last window of a shifted row goes on at the row's beginning.
        int whole = length - w < patch ? length - w : patch;
        int from = settings[1] + (head % heads * rows + row) * depth * height * length;
        int to = settings[2] + item * settings[9] * settings[10] * patch;
        for (int a = 0; a < settings[9]; a++) {
            int h = h0;
            for (int b = 0; b < settings[10]; b++) {
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
    public static void join(int item, float[] memory, int[] integers, int[] settings) {
        int height = settings[7] * settings[10];
        int depth = settings[6] * settings[9];
        int patch = settings[11];
        int length = settings[8] * patch;
        int h = item % height;
        int d = item / height % depth;
        int channel = item / height / depth;
        int rows = settings[5];
        int row = channel % rows;
        int head = channel / rows;
        int heads = settings[4] * settings[3];
        int columns = settings[9] * settings[10] * patch;
        int to = settings[1] + item * length;
        float factor = memory[settings[13]];
        for (int k = 0; k < length; k++) {
            memory[to + k] = 0f;
        }
        for (int s = 0; s < settings[12]; s++) {
            int shift = SHIFTS + s * 3;
            int back = settings[shift + 2];
            int z = d + settings[shift];
            int y = h + settings[shift + 1];
            int cell = z / settings[9] % settings[6] * settings[7] + y / settings[10] % settings[7];
            int from = settings[2] + (((s * heads + head) * settings[6] * settings[7] + cell) * settings[8] * rows + row) * columns
                    + (z % settings[9] * settings[10] + y % settings[10]) * patch;
            for (int k = 0; k < settings[8]; k++) {
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

    /** {@link #join}, then 0 where the image at offset 14 is not above 0. */
    public static void joinMasked(int item, float[] memory, int[] integers, int[] settings) {
        join(item, memory, integers, settings);
        int length = settings[8] * settings[11];
        int at = item * length;
        for (int k = 0; k < length; k++) {
            memory[settings[1] + at + k] = memory[settings[14] + at + k] > 0f ? memory[settings[1] + at + k] : 0f;
        }
    }

    /** A place from −size on, on an axis without ends. */
    private static int wrapped(int place, int size) {
        return place < 0 ? place + size : place;
    }
}
