package dev.factorizer.backend.jvm.kernels.convolutions;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Reads an image as a convolution sees it: for one tap of the kernel, the voxels it meets at each position, zero outside.
 * Three spatial axes; missing ones have size 1.
 *
 * @param image the memory, channels of {@code size} voxels
 * @param size the image's spatial sizes
 * @param positions the spatial sizes of what is computed
 * @param stride steps between positions
 */
record ImagePatches(MemorySegment image, int[] size, int[] positions, int[] stride) {
    /**
     * Copies a run of positions of one tap: voxel = position · stride + offset.
     *
     * @param channel which channel, batch included
     * @param offset the tap's offset on each axis
     * @param from the first position, counted row-major
     * @param count how many
     * @param target where they go
     * @param at from which index
     */
    void copy(long channel, int[] offset, long from, int count, float[] target, int at) {
        long base = channel * size[0] * size[1] * size[2];
        int width = positions[2];
        long row = from / width;
        int column = (int) (from - row * width);
        int done = 0;
        while (done < count) {
            int run = Math.min(count - done, width - column);
            long plane = row / positions[1];
            long d = plane * stride[0] + offset[0];
            long h = (row - plane * positions[1]) * stride[1] + offset[1];
            if (d < 0 || d >= size[0] || h < 0 || h >= size[1]) {
                Arrays.fill(target, at + done, at + done + run, 0);
            } else {
                copyRow(base + (d * size[1] + h) * size[2], column, run, offset[2], target, at + done);
            }
            done += run;
            column = 0;
            row++;
        }
    }

    private void copyRow(long rowStart, int column, int run, int offset, float[] target, int at) {
        int step = stride[2];
        // The positions whose voxel lies inside the row: first ≤ position < last.
        int first = Math.max(column, Math.ceilDiv(-offset, step));
        int last = Math.min(column + run, Math.floorDiv(size[2] - 1 - offset, step) + 1);
        if (first >= last) {
            Arrays.fill(target, at, at + run, 0);
            return;
        }
        Arrays.fill(target, at, at + first - column, 0);
        Arrays.fill(target, at + last - column, at + run, 0);
        long voxel = rowStart + (long) first * step + offset;
        int to = at + first - column;
        int inside = last - first;
        if (step == 1 && inside >= 16) {
            MemorySegment.copy(image, ValueLayout.JAVA_FLOAT, voxel * Float.BYTES, target, to, inside);
        } else {
            for (int i = 0; i < inside; i++) {
                target[to + i] = image.getAtIndex(ValueLayout.JAVA_FLOAT, voxel + (long) i * step);
            }
        }
    }
}
