package dev.factorizer.backend.tornado.kernels.convolutions;

import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.Grid;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.InputGradient;

/** What a kernel's taps see of an image. */
final class KernelTaps {
    private KernelTaps() { }

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
     * @param settings as {@link ConvolutionKernels} has them
     * @param to where the copies go
     * @param at the first of them
     * @param step between them
     */
    static void copy(float[] memory, int plane, int depth, int height, int width, int count, int z, int y, int x,
            int[] settings, float[] to, int at, int step) {
        int voxels = settings[Grid.IMAGE_WIDTH];
        int stride = settings[Grid.STEP_WIDTH];
        int d = depth;
        int h = height;
        int w = width;
        int done = 0;
        while (done < count) {
            int run = Panels.smaller(settings[Grid.GRID_WIDTH] - w, count - done);
            int atDepth = d * settings[Grid.STEP_DEPTH] + z;
            int atHeight = h * settings[Grid.STEP_HEIGHT] + y;
            int first = w * stride + x;
            int low = 0;
            int high = 0;
            if (atDepth >= 0 && atDepth < settings[Grid.IMAGE_DEPTH] && atHeight >= 0 && atHeight < settings[Grid.IMAGE_HEIGHT]) {
                low = first < 0 ? Panels.smaller(run, (stride - 1 - first) / stride) : 0;
                high = first < voxels ? Panels.smaller(run, (voxels - first + stride - 1) / stride) : 0;
            }
            int row = plane + (atDepth * settings[Grid.IMAGE_HEIGHT] + atHeight) * voxels + first;
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
            if (h == settings[Grid.GRID_HEIGHT]) {
                h = 0;
                d++;
            }
        }
    }

    /** A voxel of the image that is read, zero beside it. */
    static float seen(float[] memory, int plane, int z, int y, int x, int[] settings) {
        float value = 0;
        if (z >= 0 && z < settings[Grid.IMAGE_DEPTH] && y >= 0 && y < settings[Grid.IMAGE_HEIGHT] && x >= 0
                && x < settings[Grid.IMAGE_WIDTH]) {
            value = memory[plane + (z * settings[Grid.IMAGE_HEIGHT] + y) * settings[Grid.IMAGE_WIDTH] + x];
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
     * @param settings as {@link ConvolutionGradientKernels#inputGradient} has them
     * @param plane the first voxel of the result's channel
     */
    static void spread(float[] sums, int from, int depth, int height, int width, int count, int z, int y, int x, int[] settings,
            float[] memory, int plane) {
        int stride = settings[InputGradient.STRIDE_WIDTH];
        int d = depth;
        int h = height;
        int w = width;
        int done = 0;
        while (done < count) {
            int run = Panels.smaller(settings[InputGradient.GRID_WIDTH] - w, count - done);
            int atDepth = d * settings[InputGradient.STRIDE_DEPTH] + z;
            int atHeight = h * settings[InputGradient.STRIDE_HEIGHT] + y;
            int first = w * stride + x;
            int some = 0;
            if (atDepth < settings[InputGradient.RESULT_DEPTH] && atHeight < settings[InputGradient.RESULT_HEIGHT]) {
                // The last position of a phase may lie behind the image.
                some = first + (run - 1) * stride < settings[InputGradient.RESULT_WIDTH] ? run : run - 1;
            }
            int row = plane + (atDepth * settings[InputGradient.RESULT_HEIGHT] + atHeight)
                    * settings[InputGradient.RESULT_WIDTH] + first;
            for (int i = 0; i < some; i++) {
                memory[row + i * stride] = sums[from + done + i];
            }
            done += run;
            w = 0;
            h++;
            if (h == settings[InputGradient.GRID_HEIGHT]) {
                h = 0;
                d++;
            }
        }
    }
}
