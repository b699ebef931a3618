package dev.factorizer.backend.tornado.kernels;

/** What a kernel's taps see of an image. */
final class Taps {
    private Taps() { }

    /**
     * Copies what a tap sees from consecutive positions of the grid, with zeros where it lies beside the image.
     *
     * @param plane the first voxel of the image's channel
     * @param depth the first position
     * @param height the first position
     * @param width the first position
     * @param count how many positions
     * @param z the voxel that the tap sees from the grid's first position, which may lie before the first
     * @param y as z
     * @param x as z
     * @param settings as {@link ConvolutionBodies} has them
     * @param to where the copies go
     * @param at the first of them
     * @param step between them
     */
    static void copy(float[] memory, int plane, int depth, int height, int width, int count, int z, int y, int x,
            int[] settings, float[] to, int at, int step) {
        int voxels = settings[6];
        int stride = settings[12];
        int d = depth;
        int h = height;
        int w = width;
        int done = 0;
        while (done < count) {
            int run = ProductBodies.smaller(settings[9] - w, count - done);
            int atDepth = d * settings[10] + z;
            int atHeight = h * settings[11] + y;
            int first = w * stride + x;
            int low = 0;
            int high = 0;
            if (atDepth >= 0 && atDepth < settings[4] && atHeight >= 0 && atHeight < settings[5]) {
                low = first < 0 ? ProductBodies.smaller(run, (stride - 1 - first) / stride) : 0;
                high = first < voxels ? ProductBodies.smaller(run, (voxels - first + stride - 1) / stride) : 0;
            }
            int row = plane + (atDepth * settings[5] + atHeight) * voxels + first;
            int place = at + done * step;
            for (int i = 0; i < low; i++) {
                to[place + i * step] = 0;
            }
            for (int i = low; i < high; i++) {
                to[place + i * step] = memory[row + i * stride];
            }
            for (int i = high; i < run; i++) {
                to[place + i * step] = 0;
            }
            done += run;
            w = 0;
            h++;
            if (h == settings[8]) {
                h = 0;
                d++;
            }
        }
    }

    /** A voxel of the image that is read, zero beside it. */
    static float seen(float[] memory, int plane, int z, int y, int x, int[] settings) {
        float value = 0;
        if (z >= 0 && z < settings[4] && y >= 0 && y < settings[5] && x >= 0 && x < settings[6]) {
            value = memory[plane + (z * settings[5] + y) * settings[6] + x];
        }
        return value;
    }

    /**
     * Writes a row of sums to the voxels of a phase that its columns stand for.
     *
     * @param sums the row begins at from
     * @param depth the first position, counted in the phase
     * @param height the first position
     * @param width the first position
     * @param count how many positions
     * @param z the phase's first voxel
     * @param y as z
     * @param x as z
     * @param settings as {@link ConvolutionGradientBodies#inputGradient} has them
     * @param plane the first voxel of the result's channel
     */
    static void spread(float[] sums, int from, int depth, int height, int width, int count, int z, int y, int x, int[] settings,
            float[] memory, int plane) {
        int stride = settings[23];
        int d = depth;
        int h = height;
        int w = width;
        int done = 0;
        while (done < count) {
            int run = ProductBodies.smaller(settings[9] - w, count - done);
            int atDepth = d * settings[21] + z;
            int atHeight = h * settings[22] + y;
            int first = w * stride + x;
            int some = 0;
            if (atDepth < settings[24] && atHeight < settings[25]) {
                // The last position of a phase may lie behind the image.
                some = first + (run - 1) * stride < settings[26] ? run : run - 1;
            }
            int row = plane + (atDepth * settings[25] + atHeight) * settings[26] + first;
            for (int i = 0; i < some; i++) {
                memory[row + i * stride] = sums[from + done + i];
            }
            done += run;
            w = 0;
            h++;
            if (h == settings[8]) {
                h = 0;
                d++;
            }
        }
    }
}
