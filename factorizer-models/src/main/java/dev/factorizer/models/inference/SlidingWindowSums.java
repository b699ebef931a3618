package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/** Cuts windows out of an image and puts their results together. Flips happen on the way, by where a voxel is read. */
final class SlidingWindowSums {
    private final Shape image;
    private final MemorySegment voxels;
    private final float[] weights;
    private final int[] window;
    private final SlidingWindowRows rows;
    private final int volume;
    private final int flips;
    private final float[] cut;
    private final float[] totals;
    private float[] sums;
    /** The mean over the flips done so far; none as long as the first flip is the only one. */
    private float[] means;
    private int outputs;

    SlidingWindowSums(SlidingWindow settings, Tensor image) {
        this.image = image.shape();
        this.voxels = image.segment();
        this.weights = settings.weights();
        this.window = settings.window().stream().mapToInt(Integer::intValue).toArray();
        this.rows = new SlidingWindowRows(window, this.image.spatial().sizes());
        this.volume = Math.toIntExact(this.image.spatial().elements());
        this.flips = settings.flips().size();
        this.cut = new float[Math.multiplyExact(this.image.size(1), weights.length)];
        this.totals = new float[volume];
    }

    /**
     * The window of a sample, (1, C, window…), of the flipped and padded image; zeros beyond the image. The tensor's memory is
     * that of the window before.
     */
    Tensor cut(int sample, int[] start, List<Integer> flipped) {
        int channels = image.size(1);
        Arrays.fill(cut, 0);
        rows.visit(start, flipped, (inWindow, inImage, count, step) -> {
            for (int c = 0; c < channels; c++) {
                int to = c * weights.length + inWindow;
                long from = ((long) sample * channels + c) * volume + inImage;
                long first = step > 0 ? from : from - count + 1;
                MemorySegment.copy(voxels, ValueLayout.JAVA_FLOAT, first * Float.BYTES, cut, to, count);
                if (step < 0) {
                    reverse(to, count);
                }
            }
        });
        return Tensor.of(Shape.of(1, channels).append(window), cut);
    }

    private void reverse(int start, int count) {
        for (int i = 0; i < count / 2; i++) {
            float held = cut[start + i];
            cut[start + i] = cut[start + count - 1 - i];
            cut[start + count - 1 - i] = held;
        }
    }

    void add(Tensor result, int sample, int[] start, List<Integer> flipped) {
        check(result.shape());
        float[] values = result.toFloats();
        rows.visit(start, flipped, (inWindow, inImage, count, step) -> {
            for (int c = 0; c < outputs; c++) {
                int to = (sample * outputs + c) * volume + inImage;
                int from = c * weights.length + inWindow;
                for (int i = 0; i < count; i++) {
                    sums[to + i * step] += weights[inWindow + i] * values[from + i];
                }
            }
            for (int i = 0; sample == 0 && i < count; i++) {
                totals[inImage + i * step] += weights[inWindow + i];
            }
        });
    }

    private void check(Shape result) {
        if (result.rank() != window.length + 2 || result.size(0) != 1 || !result.spatial().equals(Shape.of(window))
                || sums != null && result.size(1) != outputs) {
            throw new ShapeException("sliding window: the network's result has shape " + result
                    + ", expected 1×channels and the window " + Shape.of(window));
        }
        if (sums == null) {
            outputs = result.size(1);
            sums = new float[Math.multiplyExact(Math.multiplyExact(image.size(0), outputs), volume)];
        }
    }

    /**
     * Ends one flip. Where windows don't lie symmetrically, the mean of the flips' means differs from one division by all
     * weights, so each flip is divided for itself.
     */
    void endFlip() {
        for (int start = 0; start < sums.length; start += volume) {
            for (int i = 0; i < volume; i++) {
                sums[start + i] /= totals[i];
            }
        }
        if (flips == 1) {
            means = sums;
            return;
        }
        if (means == null) {
            means = new float[sums.length];
        }
        for (int i = 0; i < sums.length; i++) {
            means[i] += sums[i] / flips;
        }
        Arrays.fill(sums, 0);
        Arrays.fill(totals, 0);
    }

    /** The mean over the flips. */
    Tensor mean() {
        return Tensor.of(Shape.of(image.size(0), outputs).append(image.spatial().sizes()), means);
    }
}
