package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.transforms.VoxelBox;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A network run window by window over an image, or a part of it, along the first axis. Holds as many planes of sums as a window
 * has: a plane is final as soon as no later window reaches it, and its memory is then that of the next one. Flips happen on the
 * way, by where a voxel is read. At each voxel windows are added in the order of the image's axes, whatever part of it is run.
 */
final class WindowPass {
    private final WindowGrid grid;
    private final MemorySegment image;
    private final long offset;
    private final int channels;
    private final UnaryOperator<Tensor> network;
    private final WindowCount windows;
    private final RowWorkers workers;
    private final float[] weights;
    private final float[] cut;
    private final Tensor cutTensor;
    private int outputs;
    /** The part of the image that is run. */
    private VoxelBox box;
    private List<Integer> layers = List.of();
    private int layer;
    private float[][] planes = new float[0][];

    /**
     * A pass.
     *
     * @param grid how windows lie in the image
     * @param image float32 values
     * @param offset where the image (C, X, Y, Z) begins
     * @param channels C
     * @param network from a window to its result
     * @param windows counts them
     * @param workers who adds
     */
    WindowPass(WindowGrid grid, MemorySegment image, long offset, int channels, UnaryOperator<Tensor> network,
            WindowCount windows, RowWorkers workers) {
        this.grid = grid;
        this.image = image;
        this.offset = offset;
        this.channels = channels;
        this.network = network;
        this.windows = windows;
        this.workers = workers;
        this.box = new VoxelBox(0, grid.axis(0).image(), 0, grid.axis(1).image(), 0, grid.axis(2).image());
        this.weights = grid.settings().weights();
        this.cut = new float[Math.multiplyExact(channels, weights.length)];
        this.cutTensor = Tensor.of(Shape.of(1, channels).append(window()), cut);
    }

    private int[] window() {
        return grid.settings().window().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Begins with a part of the image. */
    void begin(VoxelBox part) {
        box = part;
        layers = grid.axis(0).reaching(part.fromX(), part.toX());
        layer = 0;
        if (outputs > 0) {
            allocate();
        }
    }

    private void allocate() {
        int length = Math.multiplyExact(outputs + 1, box.size(1) * box.size(2));
        int count = grid.planes(box);
        if (planes.length < count || planes[0].length < length) {
            // Not to hold both at a time.
            planes = new float[0][];
            planes = new float[count][length];
        } else {
            for (float[] plane : planes) {
                Arrays.fill(plane, 0);
            }
        }
    }

    /** Takes memory for the largest of several parts. What Java's collector must take back of arrays so large, it takes back late. */
    void reserve(int channelsOfResults, List<VoxelBox> parts) {
        outputs = channelsOfResults;
        int length = parts.stream().mapToInt(part -> Math.multiplyExact(outputs + 1, part.size(1) * part.size(2))).max().orElseThrow();
        planes = new float[parts.stream().mapToInt(grid::planes).max().orElseThrow()][length];
    }

    /** How many channels a result has; known after the first window. */
    int outputs() {
        return outputs;
    }

    /**
     * Runs windows until a plane is final. Planes are asked for in ascending order, each once.
     *
     * @return the sums (O + 1, Y, Z) of the part; the last channel is that of the weights. Given back by {@link #release}
     */
    float[] plane(int x) {
        WindowAxis along = grid.axis(0);
        while (layer < layers.size() && along.least(layers.get(layer)) <= x) {
            int first = layers.get(layer++);
            for (int second : grid.axis(1).reaching(box.fromY(), box.toY())) {
                for (int third : grid.axis(2).reaching(box.fromZ(), box.toZ())) {
                    run(new int[] {first, second, third});
                }
            }
        }
        return planes[x % planes.length];
    }

    /** The plane is no longer needed. */
    void release(int x) {
        Arrays.fill(planes[x % planes.length], 0);
    }

    private void run(int[] start) {
        windows.check();
        cut(start);
        Tensor result = network.apply(cutTensor);
        check(result.shape());
        // A result on the heap is read where it lies.
        float[] values = result.segment().heapBase().orElse(null) instanceof float[] own
                && own.length == result.shape().elements() ? own : result.toFloats();
        WindowAxis along = grid.axis(0);
        workers.each(along.from(start[0]), along.to(start[0]), (i, worker) -> {
            int x = along.place(start[0], i);
            if (x >= box.fromX() && x < box.toX()) {
                add(values, start, i, planes[x % planes.length]);
            }
        });
        windows.next();
    }

    /** A window of the flipped and padded image; zeros beyond the image. */
    private void cut(int[] start) {
        WindowAxis x = grid.axis(0);
        WindowAxis y = grid.axis(1);
        WindowAxis z = grid.axis(2);
        Arrays.fill(cut, 0);
        int from = z.from(start[2]);
        int count = z.to(start[2]) - from;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = x.from(start[0]); i < x.to(start[0]); i++) {
                for (int j = y.from(start[1]); j < y.to(start[1]); j++) {
                    long place = ((long) channel * x.image() + x.place(start[0], i)) * y.image() + y.place(start[1], j);
                    int to = ((channel * x.window() + i) * y.window() + j) * z.window() + from;
                    MemorySegment.copy(image, ValueLayout.JAVA_FLOAT,
                            (offset + place * z.image() + z.least(start[2])) * Float.BYTES, cut, to, count);
                    if (z.flipped()) {
                        reverse(cut, to, count);
                    }
                }
            }
        }
    }

    private static void reverse(float[] row, int start, int count) {
        for (int i = 0; i < count / 2; i++) {
            float held = row[start + i];
            row[start + i] = row[start + count - 1 - i];
            row[start + count - 1 - i] = held;
        }
    }

    private void check(Shape result) {
        Shape window = Shape.of(window());
        if (result.rank() != window.rank() + 2 || result.size(0) != 1 || !result.spatial().equals(window)
                || outputs > 0 && result.size(1) != outputs) {
            throw new ShapeException("sliding window: the network's result has shape " + result
                    + ", expected 1×channels and the window " + window);
        }
        if (outputs == 0) {
            outputs = result.size(1);
            allocate();
        }
    }

    /** Adds a plane of a window. Rows are copied so that all three begin alike: only then does Java's compiler use vectors. */
    private void add(float[] values, int[] start, int i, float[] plane) {
        WindowAxis y = grid.axis(1);
        WindowAxis z = grid.axis(2);
        int low = Math.max(z.least(start[2]), box.fromZ());
        int count = Math.min(z.end(start[2]), box.toZ()) - low;
        int first = z.flipped() ? z.place(start[2], 0) - (low + count - 1) : low - z.place(start[2], 0);
        float[] weight = new float[count];
        float[] value = new float[count];
        float[] sum = new float[count];
        for (int j = y.from(start[1]); j < y.to(start[1]); j++) {
            int row = y.place(start[1], j) - box.fromY();
            if (row < 0 || row >= box.size(1)) {
                continue;
            }
            int from = (i * y.window() + j) * z.window() + first;
            int to = row * box.size(2) + low - box.fromZ();
            copy(weights, from, weight, z.flipped());
            for (int channel = 0; channel <= outputs; channel++) {
                System.arraycopy(plane, to, sum, 0, count);
                if (channel < outputs) {
                    copy(values, channel * weights.length + from, value, z.flipped());
                    for (int k = 0; k < sum.length; k++) {
                        sum[k] += weight[k] * value[k];
                    }
                } else {
                    for (int k = 0; k < sum.length; k++) {
                        sum[k] += weight[k];
                    }
                }
                System.arraycopy(sum, 0, plane, to, count);
                to += box.size(1) * box.size(2);
            }
        }
    }

    private static void copy(float[] from, int at, float[] to, boolean flipped) {
        System.arraycopy(from, at, to, 0, to.length);
        if (flipped) {
            reverse(to, 0, to.length);
        }
    }
}
