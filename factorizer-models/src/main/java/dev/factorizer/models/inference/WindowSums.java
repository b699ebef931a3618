package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import java.util.List;

/** Cuts windows out of an image and puts their results together. Flips happen on the way, by where a voxel is read. */
final class WindowSums {
    private final SlidingWindow settings;
    private final Shape image;
    private final float[] weights;
    private final int[] window;
    private final int[] size;
    private final int voxels;
    private float[] sums;
    private final float[] totals;
    private int outputs;

    WindowSums(SlidingWindow settings, Shape image, float[] weights) {
        this.settings = settings;
        this.image = image;
        this.weights = weights;
        this.window = settings.window().stream().mapToInt(Integer::intValue).toArray();
        this.size = image.spatial().sizes();
        this.voxels = Math.toIntExact(image.spatial().elements());
        this.totals = new float[voxels];
    }

    /** The window of a sample, (1, C, window…), of the flipped and padded image; zeros beyond the image. */
    Tensor cut(float[] values, int sample, int[] start, List<Integer> flipped) {
        int channels = image.size(1);
        int volume = weights.length;
        float[] cut = new float[Math.multiplyExact(channels, volume)];
        for (int i = 0; i < volume; i++) {
            int from = voxel(i, start, flipped);
            for (int c = 0; from >= 0 && c < channels; c++) {
                cut[c * volume + i] = values[(sample * channels + c) * voxels + from];
            }
        }
        return Tensor.of(Shape.of(1, channels).append(window), cut);
    }

    void add(Tensor result, int sample, int[] start, List<Integer> flipped) {
        Shape shape = result.shape();
        if (shape.rank() != window.length + 2 || shape.size(0) != 1 || !shape.spatial().equals(Shape.of(window))
                || sums != null && shape.size(1) != outputs) {
            throw new ShapeException("sliding window: the network's result has shape " + shape
                    + ", expected 1×channels and the window " + Shape.of(window));
        }
        if (sums == null) {
            outputs = shape.size(1);
            sums = new float[Math.multiplyExact(Math.multiplyExact(image.size(0), outputs), voxels)];
        }
        float[] values = result.toFloats();
        for (int i = 0; i < weights.length; i++) {
            int to = voxel(i, start, flipped);
            if (to < 0) {
                continue;
            }
            for (int c = 0; c < outputs; c++) {
                sums[(sample * outputs + c) * voxels + to] += weights[i] * values[c * weights.length + i];
            }
            if (sample == 0) {
                totals[to] += weights[i];
            }
        }
    }

    /**
     * The weighted mean. With flips, one division by all weights differs from the mean of each flip's mean where windows
     * don't lie symmetrically, so flips are divided apart.
     */
    Tensor mean() {
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= totals[i % voxels];
        }
        return Tensor.of(Shape.of(image.size(0), outputs).append(size), sums);
    }

    /** The image's voxel under a window's voxel, or -1 in the padding. */
    private int voxel(int index, int[] start, List<Integer> flipped) {
        int at = 0;
        int stride = 1;
        for (int axis = window.length - 1; axis >= 0; axis--) {
            int padding = Math.max(0, window[axis] - size[axis]) / 2;
            int place = start[axis] + index % window[axis] - padding;
            index /= window[axis];
            if (place < 0 || place >= size[axis]) {
                return -1;
            }
            at += stride * (flipped.contains(axis) ? size[axis] - 1 - place : place);
            stride *= size[axis];
        }
        return at;
    }
}
