package dev.factorizer.backend.jvm.kernels.convolutions;

import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Products of packed weights with what taps see of an image, box by box: both directions of a convolution. */
final class TiledProducts {
    /** Floats of a tile: half a megabyte, half of a second-level cache. */
    private static final int CACHED = 1 << 17;
    /** Places of a run: four rows of results stay in the second-level cache, too. */
    private static final int LONGEST = 4096;
    /** The same where taps share no voxel. */
    private static final int LONGEST_ALONE = 8 * Gemm.PANEL;
    /** As many tasks as keep a machine busy, if each has so many multiplications. */
    private static final int TASKS = 64;
    private static final long WORK = 1 << 20;

    /** Products take at least so many times as long as reading what they are made of, where there are enough of them. */
    private static final double READINGS = 4;

    private enum Buffer implements Scratch.Name { TILE, RESULT_ROWS }

    private final int batch;
    private final int groups;
    private final int from;
    private final int to;
    private final BoxTiles tiles;
    private final int[] offsets;
    /** Rows of results in one task. */
    private final int rows;

    /**
     * Products of some sizes.
     *
     * @param batch images
     * @param groups parts of the channels
     * @param from channels that a group reads
     * @param to channels that it writes
     * @param size spatial sizes of the image that is read
     * @param positions that are computed
     * @param stride voxels from position to position
     * @param taps what is seen from a position
     */
    TiledProducts(int batch, int groups, int from, int to, int[] size, int[] positions, int[] stride, List<ConvolutionTap> taps) {
        this.batch = batch;
        this.groups = groups;
        this.from = from;
        this.to = to;
        tiles = new BoxTiles(size, positions, stride, taps, new BoxTiles.Use(from, Gemm.groups(to) * Gemm.ROWS, CACHED, LONGEST,
                LONGEST_ALONE));
        offsets = tiles.offsets(from);
        long tasks = (long) batch * groups * tiles.boxes();
        long parts = Math.min(Math.ceilDiv(TASKS, tasks), tiles.boxVolume() * offsets.length * to / WORK);
        int shared = offsets.length == 0 ? 1 : (int) Math.ceil(READINGS * tiles.rowsPerReading() / Gemm.ROWS);
        int cut = Math.ceilDiv(Gemm.groups(to), Math.clamp(parts, 1, Gemm.groups(to)));
        rows = Math.max(cut, Math.min(shared, Gemm.groups(to))) * Gemm.ROWS;
    }

    /** {@return columns of the packed weights: those of a channel lie together} */
    int columns() {
        return offsets.length;
    }

    /** {@return floats of a group's packed weights} */
    int packedLength() {
        return Gemm.packedLength(to, offsets.length);
    }

    /**
     * Multiplies.
     *
     * @param image what is read
     * @param packed the weights of all groups, one after another
     * @param biases of each group; null for none
     * @param target where results go
     * @param workers who computes
     */
    void run(MemorySegment image, float[] packed, float[][] biases, PositionTarget target, Workers workers) {
        int k = offsets.length;
        int length = packedLength();
        int step = Math.ceilDiv(tiles.longestRun(), Gemm.PANEL) * Gemm.PANEL;
        int parts = Math.ceilDiv(to, rows);
        int tasksOfPart = Math.multiplyExact(tiles.boxes(), parts);
        workers.forEach(Math.multiplyExact(Math.multiplyExact(batch, groups), tasksOfPart), (task, scratch) -> {
            long part = task / tasksOfPart;
            int group = (int) (part % groups);
            Box box = tiles.box(task % tasksOfPart / parts);
            int first = task % parts * rows;
            float[] tile = scratch.floats(Buffer.TILE, tiles.length(from));
            float[] out = scratch.floats(Buffer.RESULT_ROWS, Gemm.ROWS * step);
            tiles.read(image, part * from, from, box, tile);
            int run = tiles.run(box);
            for (int o = first; o < Math.min(to, first + rows); o += Gemm.ROWS) {
                for (int place = 0; place < run; place += Gemm.PANEL) {
                    Gemm.rows(packed, group * length + o * k, tile, place, offsets, k, biases[group], o, out, place, step, false);
                }
                for (int r = 0; r < Math.min(Gemm.ROWS, to - o); r++) {
                    tiles.write(out, r * step, box, target, part * to + o + r);
                }
            }
        });
    }
}
