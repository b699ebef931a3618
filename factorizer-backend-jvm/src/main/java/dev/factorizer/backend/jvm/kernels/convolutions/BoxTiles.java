package dev.factorizer.backend.jvm.kernels.convolutions;

import dev.factorizer.backend.jvm.kernels.products.Gemm;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the positions of a convolution into boxes and reads what the taps see of an image from a box as one array, zero outside of the
 * image: a channel's voxels with the border that the taps reach, once, instead of once for each tap.
 *
 * <p>In that array each tap is an offset. The position (d, h, w) of a box lies at (d · rows + h) · pitch + w, and a tap sees its voxel at
 * that place plus the tap's offset: so all positions of a box are one long run for {@link Gemm} and {@code DotProducts}, with a few places
 * between rows that are computed and not used. With a stride, voxels of equal remainder lie together, so that a tap's voxels are
 * neighbors there, too.
 */
final class BoxTiles {
    /** Cycles to begin a row of a tile, and for each voxel of it: what is weighed against multiplications, about. */
    private static final double ROW = 20;
    private static final double VOXEL = 0.3;
    /** The same with a stride, voxel by voxel. */
    private static final double STRIDED = 1.5;
    /** Copying fewer numbers at once takes longer than one by one. */
    static final int SHORT = 16;
    /** Multiplications and additions in a cycle: two vectors of 16. */
    private static final double PRODUCTS = 32;

    /**
     * What a tile is for.
     *
     * @param channels how many are read together
     * @param rows of products that are made from them
     * @param cached the most floats of a tile; more only where a single row has more
     * @param longest the most places of a run
     * @param alone the same where no voxel is seen by two taps
     */
    record Use(int channels, int rows, int cached, int longest, int alone) { }

    private final int[] size;
    private final int[] positions;
    private final int[] stride;
    private final int[] box;
    private final int[] boxes;
    /** The least quotient of an offset and the stride, on each axis. */
    private final int[] lowest;
    /** How many voxels of one remainder a box meets on each axis. */
    private final int[] reach;
    private final List<int[]> remainders = new ArrayList<>();
    private final int[] tapOffsets;

    /**
     * Tiles of an image.
     *
     * @param size the image's spatial sizes
     * @param positions how many there are on each axis
     * @param stride voxels from position to position
     * @param taps what is seen from a position
     * @param use what the tiles are for
     */
    BoxTiles(int[] size, int[] positions, int[] stride, List<ConvolutionTap> taps, Use use) {
        this.size = size;
        this.positions = positions;
        this.stride = stride;
        lowest = new int[3];
        int[] border = new int[3];
        int[] remainderOf = new int[taps.size()];
        int[][] quotients = new int[taps.size()][3];
        for (int axis = 0; axis < 3; axis++) {
            int least = Integer.MAX_VALUE;
            int most = Integer.MIN_VALUE;
            for (int tap = 0; tap < taps.size(); tap++) {
                quotients[tap][axis] = Math.floorDiv(taps.get(tap).offset()[axis], stride[axis]);
                least = Math.min(least, quotients[tap][axis]);
                most = Math.max(most, quotients[tap][axis]);
            }
            lowest[axis] = taps.isEmpty() ? 0 : least;
            border[axis] = taps.isEmpty() ? 0 : most - least;
        }
        for (int tap = 0; tap < taps.size(); tap++) {
            remainderOf[tap] = remainder(taps.get(tap).offset());
        }
        box = best(border, taps.size(), use);
        boxes = new int[3];
        reach = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            boxes[axis] = Math.ceilDiv(positions[axis], box[axis]);
            reach[axis] = box[axis] + border[axis];
        }
        tapOffsets = new int[taps.size()];
        for (int tap = 0; tap < tapOffsets.length; tap++) {
            int[] at = quotients[tap];
            tapOffsets[tap] = remainderOf[tap] * planeLength() + place(at[0] - lowest[0], at[1] - lowest[1]) + at[2] - lowest[2];
        }
    }

    /** Which of the remainders an offset has; a new one is added. */
    private int remainder(int[] offset) {
        int[] of = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            of[axis] = Math.floorMod(offset[axis], stride[axis]);
        }
        for (int i = 0; i < remainders.size(); i++) {
            if (Arrays.equals(remainders.get(i), of)) {
                return i;
            }
        }
        remainders.add(of);
        return remainders.size() - 1;
    }

    /** The box that takes the least time for a position among those whose tile fits. */
    private int[] best(int[] border, int taps, Use use) {
        // Taps that share no voxel gain nothing from larger boxes, and a small tile is nearer.
        int longest = border[0] + border[1] + border[2] == 0 ? Math.min(use.longest(), use.alone()) : use.longest();
        int[] best = {1, 1, Math.min(positions[2], Gemm.PANEL)};
        double least = Double.POSITIVE_INFINITY;
        for (int d : cuts(positions[0])) {
            for (int h : cuts(positions[1])) {
                for (int w : cuts(positions[2])) {
                    long rows = (long) remainders.size() * (d + border[0]) * (h + border[1]);
                    long pitch = w + border[2];
                    long run = ((d - 1L) * (h + border[1]) + h - 1) * pitch + w;
                    if (use.channels() * rows * pitch > use.cached() || run > longest) {
                        continue;
                    }
                    double products = Math.ceilDiv(run, Gemm.PANEL) * Gemm.PANEL * (double) taps * use.rows() / PRODUCTS;
                    double cost = (products + reading(rows, pitch)) / ((double) d * h * w);
                    if (cost < least) {
                        least = cost;
                        best = new int[] {d, h, w};
                    }
                }
            }
        }
        return best;
    }

    /** Cycles to read rows of a channel. */
    private double reading(long rows, long pitch) {
        return rows * (ROW + pitch * (stride[2] == 1 ? VOXEL : STRIDED));
    }

    /** {@return how many rows of products take as long as reading the tile they are made of} */
    double rowsPerReading() {
        double products = Math.ceilDiv(longestRun(), Gemm.PANEL) * Gemm.PANEL * (double) tapOffsets.length / PRODUCTS;
        return reading((long) remainders.size() * reach[0] * reach[1], reach[2]) / products;
    }

    /** What a size can be cut into: parts as equal as can be. */
    private static List<Integer> cuts(int size) {
        List<Integer> cuts = new ArrayList<>();
        for (int parts = 1; parts <= size; parts++) {
            int part = Math.ceilDiv(size, parts);
            if (cuts.isEmpty() || cuts.getLast() != part) {
                cuts.add(part);
            }
        }
        return cuts;
    }

    /** {@return how many boxes an image has} */
    int boxes() {
        return boxes[0] * boxes[1] * boxes[2];
    }

    /** {@return how many positions the largest box has} */
    long boxVolume() {
        return ConvolutionSizes.volume(box);
    }

    /**
     * {@return a box}
     *
     * @param index which, from 0
     */
    Box box(int index) {
        int[] at = {index / boxes[2] / boxes[1], index / boxes[2] % boxes[1], index % boxes[2]};
        int[] start = new int[3];
        int[] count = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = at[axis] * box[axis];
            count[axis] = Math.min(box[axis], positions[axis] - start[axis]);
        }
        return new Box(start, count);
    }

    /**
     * {@return how many places a box's run has, from its first position to its last}
     *
     * @param of the box
     */
    int run(Box of) {
        return place(of.count()[0] - 1, of.count()[1] - 1) + of.count()[2];
    }

    /** {@return the longest run} */
    int longestRun() {
        return place(box[0] - 1, box[1] - 1) + box[2];
    }

    /** Where a row of positions begins in a run. */
    private int place(int d, int h) {
        return (d * reach[1] + h) * reach[2];
    }

    /** Floats of what a box meets of one remainder. */
    private int planeLength() {
        return reach[0] * reach[1] * reach[2];
    }

    private int channelLength() {
        return remainders.size() * planeLength();
    }

    /**
     * {@return floats of a tile, with room for whole panels}
     *
     * @param channels how many
     */
    int length(int channels) {
        return Math.addExact(Math.multiplyExact(channels, channelLength()), Gemm.PANEL);
    }

    /**
     * {@return where each tap of each channel sees the first position, taps in their order within a channel}
     *
     * @param channels how many
     */
    int[] offsets(int channels) {
        int[] offsets = new int[Math.multiplyExact(channels, tapOffsets.length)];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = i / tapOffsets.length * channelLength() + tapOffsets[i % tapOffsets.length];
        }
        return offsets;
    }

    /**
     * Reads what the taps see from a box. After it come zeros, as far as a panel reaches beyond.
     *
     * @param image channels of the image's size
     * @param channel the first, batch included
     * @param channels how many
     * @param of the box
     * @param tile where it goes
     */
    void read(MemorySegment image, long channel, int channels, Box of, float[] tile) {
        long voxels = ConvolutionSizes.volume(size);
        int to = 0;
        for (int c = 0; c < channels; c++) {
            long base = (channel + c) * voxels;
            for (int[] remainder : remainders) {
                for (int i = 0; i < reach[0]; i++) {
                    long d = (long) (of.start()[0] + i + lowest[0]) * stride[0] + remainder[0];
                    if (d < 0 || d >= size[0]) {
                        Arrays.fill(tile, to, to + reach[1] * reach[2], 0);
                        to += reach[1] * reach[2];
                        continue;
                    }
                    for (int j = 0; j < reach[1]; j++, to += reach[2]) {
                        long h = (long) (of.start()[1] + j + lowest[1]) * stride[1] + remainder[1];
                        if (h < 0 || h >= size[1]) {
                            Arrays.fill(tile, to, to + reach[2], 0);
                        } else {
                            readRow(image, base + (d * size[1] + h) * size[2], (of.start()[2] + lowest[2]) * stride[2] + remainder[2],
                                    tile, to);
                        }
                    }
                }
            }
        }
        Arrays.fill(tile, to, to + Gemm.PANEL, 0);
    }

    /** Reads voxels first, first + stride, … of a row, zeros where it has none. */
    private void readRow(MemorySegment image, long start, int first, float[] tile, int at) {
        int step = stride[2];
        int from = Math.clamp(Math.ceilDiv(-first, step), 0, reach[2]);
        int end = Math.clamp(Math.floorDiv(size[2] - 1 - first, step) + 1, from, reach[2]);
        Arrays.fill(tile, at, at + from, 0);
        Arrays.fill(tile, at + end, at + reach[2], 0);
        if (from == end) {
            return;
        }
        long voxel = start + first + (long) from * step;
        if (step == 1 && end - from >= SHORT) {
            MemorySegment.copy(image, ValueLayout.JAVA_FLOAT, voxel * Float.BYTES, tile, at + from, end - from);
        } else {
            pick(image, voxel, step, tile, at + from, end - from);
        }
    }

    private static void pick(MemorySegment image, long voxel, int step, float[] tile, int to, int count) {
        // Written as a product: so the compiler checks the bounds once, not for each number.
        for (int i = 0; i < count; i++) {
            tile[to + i] = image.getAtIndex(ValueLayout.JAVA_FLOAT, voxel + (long) i * step);
        }
    }

    /**
     * Reads numbers of the positions of a box as runs, zeros between its rows and behind.
     *
     * @param numbers channels of a number for each position
     * @param channel the first, batch included
     * @param channels how many
     * @param of the box
     * @param runs where they go
     * @param length of each
     */
    void readRuns(MemorySegment numbers, long channel, int channels, Box of, float[] runs, int length) {
        long all = ConvolutionSizes.volume(positions);
        Arrays.fill(runs, 0, channels * length, 0);
        for (int c = 0; c < channels; c++) {
            for (int d = 0; d < of.count()[0]; d++) {
                for (int h = 0; h < of.count()[1]; h++) {
                    long from = (channel + c) * all
                            + ((long) (of.start()[0] + d) * positions[1] + of.start()[1] + h) * positions[2] + of.start()[2];
                    MemorySegment.copy(numbers, ValueLayout.JAVA_FLOAT, from * Float.BYTES, runs, c * length + place(d, h),
                            of.count()[2]);
                }
            }
        }
    }

    /**
     * Writes a run where its positions belong.
     *
     * @param run a number for each place
     * @param at where it begins
     * @param of the box
     * @param target where they go
     * @param channel of the target, batch included
     */
    void write(float[] run, int at, Box of, PositionTarget target, long channel) {
        for (int d = 0; d < of.count()[0]; d++) {
            for (int h = 0; h < of.count()[1]; h++) {
                target.write(run, at + place(d, h), channel, of.start()[0] + d, of.start()[1] + h, of.start()[2], of.count()[2]);
            }
        }
    }
}
