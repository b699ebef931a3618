package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.io.transforms.VoxelBox;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A network of a fixed size run over an image of any size, window by window; where windows overlap, their results are
 * averaged with weights. Windows are MONAI's, and so is their order, except that along a flipped axis they are run in the order of
 * the image. Holds one window, the results, and sums as thick as a window along the first axis.
 *
 * @param window the network's spatial size
 * @param overlap for each axis, the share of a window that the next one covers again; at least 0 and below 1
 * @param mode how results are weighted
 * @param sigmaScale the deviation of Gaussian weights over the window's size
 * @param flips the image is run once flipped along each of these sets of spatial axes, and the results, flipped back, are
 *     averaged; an empty set is the image as it is
 */
public record SlidingWindow(List<Integer> window, List<Double> overlap, WindowWeights mode, double sigmaScale,
        List<List<Integer>> flips) {
    /** Checks the settings. */
    public SlidingWindow {
        window = List.copyOf(window);
        overlap = List.copyOf(overlap);
        flips = flips.stream().map(List::copyOf).toList();
        int rank = window.size();
        if (rank < 1 || rank > 3 || window.stream().anyMatch(size -> size < 1) || overlap.size() != rank
                || overlap.stream().anyMatch(share -> !(share >= 0 && share < 1))) {
            throw new IllegalArgumentException("sliding window: window " + window + " and overlap " + overlap
                    + ", expected 1 to 3 sizes of at least 1 and for each a share of at least 0 and below 1");
        }
        if (!(sigmaScale > 0)) {
            throw new IllegalArgumentException("sliding window: sigmaScale is " + sigmaScale + ", expected above 0");
        }
        if (flips.isEmpty() || flips.stream().anyMatch(axes -> axes.stream().anyMatch(axis -> axis < 0 || axis >= rank))) {
            throw new IllegalArgumentException("sliding window: flips " + flips + ", expected at least one set of axes from 0"
                    + " to " + (rank - 1));
        }
    }

    /**
     * As published: windows overlap by half, Gaussian weights, no flips.
     *
     * @param window the network's spatial size
     * @return the settings
     */
    public static SlidingWindow gaussian(List<Integer> window) {
        return new SlidingWindow(window, window.stream().map(size -> 0.5).toList(), WindowWeights.GAUSSIAN, 0.125,
                List.of(List.of()));
    }

    /**
     * Runs a network over an image.
     *
     * @param image (B, C, S…); zeros are put around it where it is smaller than the window
     * @param network from a window (1, C, window…) to its result (1, O, window…); a window's tensor is overwritten by the
     *     next window
     * @return the results (B, O, S…)
     */
    public Tensor run(Tensor image, UnaryOperator<Tensor> network) {
        return run(image, network, progress -> { });
    }

    /**
     * Runs a network over an image.
     *
     * @param image (B, C, S…); zeros are put around it where it is smaller than the window
     * @param network from a window (1, C, window…) to its result (1, O, window…); a window's tensor is overwritten by the
     *     next window
     * @param listener receives the progress after each window
     * @return the results (B, O, S…)
     */
    public Tensor run(Tensor image, UnaryOperator<Tensor> network, Consumer<Progress> listener) {
        Shape shape = image.shape();
        if (shape.rank() != window.size() + 2 || shape.elements() == 0 || image.type().dataType() != DataType.FLOAT32) {
            throw new ShapeException("sliding window: image is " + image.type() + ", expected float32 batch×channels and "
                    + window.size() + " spatial axes of at least 1");
        }
        int[] sizes = Arrays.copyOf(shape.spatial().sizes(), 3);
        Arrays.fill(sizes, window.size(), 3, 1);
        return run(image, sizes, network, listener);
    }

    /** How many windows an image of three axes has, all flips together. */
    long runs(int[] sizes) {
        VoxelBox whole = new VoxelBox(0, sizes[0], 0, sizes[1], 0, sizes[2]);
        return flips.stream().mapToLong(axes -> WindowGrid.of(this, sizes, axes).count(whole)).sum();
    }

    /** The same over an image of three axes: a network of fewer sees slices or lines. */
    Tensor run(Tensor image, int[] sizes, UnaryOperator<Tensor> network, Consumer<Progress> listener) {
        Shape shape = image.shape();
        long volume = shape.spatial().elements();
        VoxelBox whole = new VoxelBox(0, sizes[0], 0, sizes[1], 0, sizes[2]);
        List<WindowGrid> grids = flips.stream().map(axes -> WindowGrid.of(this, sizes, axes)).toList();
        WindowCount windows = new WindowCount(Math.multiplyExact((long) shape.size(0),
                grids.stream().mapToLong(grid -> grid.count(whole)).sum()), listener);
        Tensor results = null;
        try (RowWorkers workers = new RowWorkers()) {
            for (int sample = 0; sample < shape.size(0); sample++) {
                long from = sample * shape.size(1) * volume;
                List<WindowPass> passes = grids.stream().map(grid -> new WindowPass(grid, image.segment(), from, shape.size(1),
                        network, windows, workers)).toList();
                passes.forEach(pass -> pass.begin(whole));
                for (int x = 0; x < sizes[0]; x++) {
                    int plane = x;
                    float[][] sums = passes.stream().map(pass -> pass.plane(plane)).toArray(float[][]::new);
                    int outputs = passes.getFirst().outputs();
                    results = results == null ? empty(shape.with(1, outputs)) : results;
                    MemorySegment to = results.segment();
                    long first = (sample * outputs * (long) sizes[0] + x) * sizes[1] * sizes[2];
                    workers.each(0, sizes[1], (y, worker) -> {
                        float[] row = new float[outputs * sizes[2]];
                        WindowMeans.row(sums, outputs, sizes[1] * sizes[2], y * sizes[2], row, sizes[2]);
                        for (int channel = 0; channel < outputs; channel++) {
                            MemorySegment.copy(row, channel * sizes[2], to, ValueLayout.JAVA_FLOAT,
                                    (first + channel * volume + (long) y * sizes[2]) * Float.BYTES, sizes[2]);
                        }
                    });
                    passes.forEach(pass -> pass.release(plane));
                }
            }
        }
        return Objects.requireNonNull(results, "an image of at least one voxel");
    }

    /** On the heap where a Java array can hold it. */
    private static Tensor empty(Shape shape) {
        return shape.elements() > Integer.MAX_VALUE - 16 ? Tensor.allocate(Type.float32(shape.sizes()))
                : Tensor.of(shape, new float[(int) shape.elements()]);
    }

    /**
     * Where windows begin, in the order they are run: the last axis fastest.
     *
     * @param spatial the image's spatial sizes
     * @return for each window its first voxel; in the padded image where it is smaller than the window
     */
    public List<int[]> starts(Shape spatial) {
        List<int[]> starts = List.of(new int[0]);
        for (int axis = 0; axis < window.size(); axis++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] start : starts) {
                for (int at : starts(Math.max(spatial.size(axis), window.get(axis)), window.get(axis), overlap.get(axis))) {
                    int[] next = Arrays.copyOf(start, start.length + 1);
                    next[start.length] = at;
                    longer.add(next);
                }
            }
            starts = longer;
        }
        return starts;
    }

    /** Where windows begin along an axis at least as long as one. */
    static List<Integer> starts(int size, int length, double overlap) {
        int step = Math.max(1, (int) (length * (1 - overlap)));
        List<Integer> starts = new ArrayList<>();
        int at = 0;
        while (at + length < size) {
            starts.add(at);
            at += step;
        }
        starts.add(size - length);
        return starts;
    }

    /** {@return the weights of a window's voxels, row-major, above 0} */
    public float[] weights() {
        double[] weights = {1};
        for (int size : window) {
            double[] longer = new double[weights.length * size];
            for (int i = 0; i < longer.length; i++) {
                double t = i % size - (size - 1) / 2.0;
                double deviation = sigmaScale * size;
                longer[i] = weights[i / size] * Math.exp(-t * t / (2 * deviation * deviation));
            }
            weights = longer;
        }
        // No voxel may weigh nothing, or corners of the image would be divided by zero (reference: 0.001).
        double least = Math.max(Arrays.stream(weights).min().orElseThrow(), 1e-3);
        float[] result = new float[weights.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = mode == WindowWeights.CONSTANT ? 1 : (float) Math.max(weights[i], least);
        }
        return result;
    }
}
