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
}
