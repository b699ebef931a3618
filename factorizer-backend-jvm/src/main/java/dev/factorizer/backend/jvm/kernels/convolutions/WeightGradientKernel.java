package dev.factorizer.backend.jvm.kernels.convolutions;

import dev.factorizer.backend.jvm.kernels.products.DotProducts;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The gradient of a convolution's weight: inner products of the result's gradient with what each tap sees. Results are cut into blocks
 * and boxes into chunks, both by the sizes alone; sums are in float over one box, in double over the boxes of a chunk, and the chunks'
 * doubles are added in their order.
 */
public final class WeightGradientKernel {
    /** Channels of the input, and rows of the result's gradient, in one task. */
    private static final int CHANNELS = 16;
    private static final int ROWS = 32;
    /** The same where taps share no voxel, so that each number read has more to do. */
    private static final int ROWS_ALONE = 128;
    /** Floats of a tile, and places of a run: four rows of it stay in the first-level cache. */
    private static final int CACHED = 1 << 16;
    private static final int LONGEST = 1536;
    private static final int LONGEST_ALONE = 512;
    /** A run is a whole number of vectors. */
    private static final int LANES = Gemm.PANEL / 4;
    /** As many tasks as keep a big machine busy. */
    private static final int TASKS = 64;

    private enum Buffer implements Scratch.Name { PARTIAL_SUMS, SUMS, TILE, RUNS, LANES }

    private final ConvolutionSizes sizes;
    private final BoxTiles tiles;
    private final int taps;
    private final int channels;
    private final int rows;
    private final int[] offsets;
    private final int step;
    private final int[] rowOffsets;
    private final int channelBlocks;
    private final int blocksOfGroup;
    private final int blocks;
    private final int chunks;

    /**
     * The gradient of a convolution of some sizes.
     *
     * @param sizes those of the convolution, not of its gradient
     */
    public WeightGradientKernel(ConvolutionSizes sizes) {
        this.sizes = sizes;
        channels = Math.min(CHANNELS, sizes.groupInputs());
        rows = Math.min(sizes.tapsShareVoxels() ? ROWS : ROWS_ALONE, sizes.groupOutputs());
        taps = (int) ConvolutionSizes.volume(sizes.kernel());
        tiles = new BoxTiles(sizes.size(), sizes.result(), sizes.stride(), sizes.taps(), new BoxTiles.Use(channels, rows, CACHED,
                LONGEST, LONGEST_ALONE));
        offsets = tiles.offsets(channels);
        step = Math.ceilDiv(tiles.longestRun(), LANES) * LANES;
        rowOffsets = Gemm.rowOffsets(rows, step);
        channelBlocks = Math.ceilDiv(sizes.groupInputs(), channels);
        blocksOfGroup = Math.multiplyExact(channelBlocks, Math.ceilDiv(sizes.groupOutputs(), rows));
        blocks = Math.multiplyExact(sizes.groups(), blocksOfGroup);
        chunks = Math.clamp(Math.min((long) sizes.batch() * tiles.boxes(), TASKS / blocks), 1, TASKS);
    }

    /** A part of the results: some rows of a group with some channels. */
    private record Block(int group, int row, int rows, int channel, int channels) { }

    private Block block(int index) {
        int inGroup = index % blocksOfGroup;
        int row = inGroup / channelBlocks * rows;
        int channel = inGroup % channelBlocks * channels;
        return new Block(index / blocksOfGroup, row, Math.min(rows, sizes.groupOutputs() - row), channel,
                Math.min(channels, sizes.groupInputs() - channel));
    }

    /**
     * Computes it.
     *
     * @param x (B, C, S)
     * @param g (B, O, S')
     * @param dWeight the result (O, C / groups, k)
     * @param workers who computes
     */
    public void run(MemorySegment x, MemorySegment g, MemorySegment dWeight, Workers workers) {
        int size = Math.multiplyExact(rows, Math.multiplyExact(channels, taps));
        if (chunks == 1) {
            workers.forEach(blocks, (task, scratch) -> {
                double[] sums = scratch.doubles(Buffer.SUMS, size);
                sum(x, g, block(task), 0, sums, 0, scratch);
                write(block(task), sums, 0, dWeight);
            });
            return;
        }
        try (SharedArrays shared = workers.shared()) {
            double[] partial = shared.doubles(Buffer.PARTIAL_SUMS, Math.multiplyExact(chunks * blocks, size));
            workers.forEach(chunks * blocks, (task, scratch) -> sum(x, g, block(task % blocks), task / blocks, partial, task * size,
                    scratch));
            workers.forEach(blocks, (task, scratch) -> {
                for (int chunk = 1; chunk < chunks; chunk++) {
                    for (int i = 0; i < size; i++) {
                        partial[task * size + i] += partial[(chunk * blocks + task) * size + i];
                    }
                }
                write(block(task), partial, task * size, dWeight);
            });
        }
    }

    /** The sums of a block over the boxes of a chunk. */
    private void sum(MemorySegment x, MemorySegment g, Block block, int chunk, double[] sums, int at, Scratch scratch) {
        float[] tile = scratch.floats(Buffer.TILE, tiles.length(channels));
        float[] runs = scratch.floats(Buffer.RUNS, rows * step);
        float[] lanes = scratch.floats(Buffer.LANES, DotProducts.WORKSPACE);
        Arrays.fill(sums, at, at + block.rows() * block.channels() * taps, 0);
        long boxes = (long) sizes.batch() * tiles.boxes();
        for (long index = boxes * chunk / chunks; index < boxes * (chunk + 1) / chunks; index++) {
            long image = index / tiles.boxes();
            Box box = tiles.box((int) (index % tiles.boxes()));
            int length = Math.ceilDiv(tiles.run(box), LANES) * LANES;
            tiles.read(x, image * sizes.inputs() + (long) block.group() * sizes.groupInputs() + block.channel(), block.channels(), box,
                    tile);
            tiles.readRuns(g, image * sizes.outputs() + (long) block.group() * sizes.groupOutputs() + block.row(), block.rows(), box,
                    runs, step);
            DotProducts.add(runs, rowOffsets, block.rows(), tile, offsets, block.channels() * taps, length, sums, at, lanes);
        }
    }

    private void write(Block block, double[] sums, int at, MemorySegment dWeight) {
        int columns = block.channels() * taps;
        for (int row = 0; row < block.rows(); row++) {
            long to = (((long) block.group() * sizes.groupOutputs() + block.row() + row) * sizes.groupInputs() + block.channel()) * taps;
            for (int column = 0; column < columns; column++) {
                dWeight.setAtIndex(ValueLayout.JAVA_FLOAT, to + column, (float) sums[at + row * columns + column]);
            }
        }
    }
}
