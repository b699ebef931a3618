package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * How an image lies between two linear maps, so that matrices are cheap to cut: head by head, and of a head row by row of
 * voxels along the last axis, all its channels together. What a row of matrices needs lies in few long runs.
 *
 * <p>A row of a head is followed by a gap that makes the distance of rows an odd number of cache lines: with a power of
 * two in between, the rows of a patch would compete for the same few places of the cache.
 *
 * @param batch B
 * @param heads groups of channels
 * @param headChannels M, channels of a head: rows of a matrix
 * @param grid patches along each of three axes
 * @param patch voxels of a patch along each of three axes
 * @param shifts for each shift, by how many voxels patches begin before a multiple of their size: 0 … patch − 1
 */
record HeadLayout(int batch, int heads, int headChannels, int[] grid, int[] patch, int[][] shifts) {
    private static final int LINE = 16;

    /** The layout of an image (B, C, S…). */
    static HeadLayout of(Matricization layout, Shape image) {
        int[] patch = three(layout.patch(), 1);
        int[][] shifts = layout.shifts().stream().map(shift -> three(shift, 0)).toArray(int[][]::new);
        for (int[] shift : shifts) {
            // A roll by whole patches cuts the image into the same patches.
            Arrays.setAll(shift, axis -> Math.floorMod(shift[axis], patch[axis]));
        }
        return new HeadLayout(image.size(0), layout.heads(), image.size(1) / layout.heads(), three(layout.grid(), 1), patch,
                shifts);
    }

    /** Missing axes come first, so that the last axis stays the one that is contiguous. */
    private static int[] three(List<Integer> sizes, int missing) {
        int[] all = new int[3];
        Arrays.fill(all, missing);
        for (int i = 0; i < sizes.size(); i++) {
            all[3 - sizes.size() + i] = sizes.get(i);
        }
        return all;
    }

    /** C. */
    int channels() {
        return heads * headChannels;
    }

    /** Voxels along an axis. */
    int size(int axis) {
        return grid[axis] * patch[axis];
    }

    /** S, voxels of an image. */
    long voxels() {
        return (long) size(0) * size(1) * size(2);
    }

    /** N, voxels of a patch: columns of a matrix. */
    int columns() {
        return patch[0] * patch[1] * patch[2];
    }

    /** Numbers from row to row of a head. */
    int rowStride() {
        return Math.ceilDiv(headChannels * size(2), LINE) * LINE | LINE;
    }

    /** Numbers of all rows. */
    long length() {
        return (long) batch * heads * size(0) * size(1) * rowStride();
    }

    /** Where the row of a head at (d, h) begins. */
    long rowStart(int image, int head, int d, int h) {
        return (((long) image * heads + head) * size(0) + d) * size(1) * rowStride() + (long) h * rowStride();
    }

    /**
     * Reads voxels of all channels.
     *
     * @param voxel the first, counted along the image
     * @param tile gets channel c from {@code at + c · distance}
     */
    void load(MemorySegment source, int image, long voxel, int count, float[] tile, int at, int distance) {
        int width = size(2);
        for (int done = 0; done < count;) {
            int w = (int) ((voxel + done) % width);
            int run = Math.min(count - done, width - w);
            long from = (voxel + done) / width * rowStride() + w;
            for (int c = 0; c < channels(); c++) {
                MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, (channelStart(image, c, width) + from) * Float.BYTES, tile,
                        at + c * distance + done, run);
            }
            done += run;
        }
    }

    /**
     * Writes voxels of channels {@code first} to {@code end - 1}; the counterpart of {@link #load}.
     *
     * @param tile holds channel {@code first} from {@code at}
     */
    void store(float[] tile, int at, int distance, MemorySegment target, int image, long voxel, int count, int first,
            int end) {
        int width = size(2);
        for (int done = 0; done < count;) {
            int w = (int) ((voxel + done) % width);
            int run = Math.min(count - done, width - w);
            long to = (voxel + done) / width * rowStride() + w;
            for (int c = first; c < end; c++) {
                MemorySegment.copy(tile, at + (c - first) * distance + done, target, ValueLayout.JAVA_FLOAT,
                        (channelStart(image, c, width) + to) * Float.BYTES, run);
            }
            done += run;
        }
    }

    private long channelStart(int image, int channel, int width) {
        return rowStart(image, channel / headChannels, 0, 0) + (long) channel % headChannels * width;
    }
}
