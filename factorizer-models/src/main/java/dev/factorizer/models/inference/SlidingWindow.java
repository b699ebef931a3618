package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A network of a fixed size run over an image of any size, window by window; where windows overlap, their results are
 * averaged with weights. Windows and their order are MONAI's. Holds one window, the sum of the results and that of the
 * weights.
 *
 * @param window the network's spatial size
 * @param overlap for each axis, the share of a window that the next one covers again; at least 0 and below 1
 * @param mode how results are weighted
 * @param sigmaScale the deviation of Gaussian weights over the window's size
 * @param flips the image is run once flipped along each of these sets of spatial axes, and the results, flipped back, are
 *     averaged; an empty set is the image as it is
 */
public record SlidingWindow(List<Integer> window, List<Double> overlap, Mode mode, double sigmaScale,
        List<List<Integer>> flips) {
    /** How results are weighted. */
    public enum Mode {
        /** All alike. */
        CONSTANT,
        /** By a Gaussian around the window's center: what is seen with context on all sides counts more. */
        GAUSSIAN
    }

    /** Checks the settings. */
    public SlidingWindow {
        window = List.copyOf(window);
        overlap = List.copyOf(overlap);
        flips = flips.stream().map(List::copyOf).toList();
        int rank = window.size();
        if (rank < 1 || window.stream().anyMatch(size -> size < 1) || overlap.size() != rank
                || overlap.stream().anyMatch(share -> !(share >= 0 && share < 1))) {
            throw new IllegalArgumentException("sliding window: window " + window + " and overlap " + overlap
                    + ", expected sizes of at least 1 and for each a share of at least 0 and below 1");
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
        return new SlidingWindow(window, window.stream().map(size -> 0.5).toList(), Mode.GAUSSIAN, 0.125,
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
        List<int[]> starts = starts(shape.spatial());
        int runs = Math.multiplyExact(Math.multiplyExact(starts.size(), shape.size(0)), flips.size());
        SlidingWindowSums sums = new SlidingWindowSums(this, image);
        int done = 0;
        for (List<Integer> axes : flips) {
            for (int sample = 0; sample < shape.size(0); sample++) {
                for (int[] start : starts) {
                    Tensor result = network.apply(sums.cut(sample, start, axes));
                    sums.add(result, sample, start, axes);
                    listener.accept(new Progress(++done, runs));
                }
            }
            sums.endFlip();
        }
        return sums.mean();
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
                for (int at : starts(Math.max(spatial.size(axis), window.get(axis)), axis)) {
                    int[] next = Arrays.copyOf(start, start.length + 1);
                    next[start.length] = at;
                    longer.add(next);
                }
            }
            starts = longer;
        }
        return starts;
    }

    private List<Integer> starts(int size, int axis) {
        int length = window.get(axis);
        int step = Math.max(1, (int) (length * (1 - overlap.get(axis))));
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
            result[i] = mode == Mode.CONSTANT ? 1 : (float) Math.max(weights[i], least);
        }
        return result;
    }
}
