package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.backend.jvm.kernels.elementwise.LeakyReluKernel;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Normalization of runs of numbers that lie together, and its gradients: the voxels of a channel, or of a group of channels. Sums are
 * kept in double.
 *
 * @param runs how many there are
 * @param channels C; run after run, each channel has as many voxels
 * @param channelsOfRun how many lie in a run
 * @param voxels of a channel
 * @param epsilon added to the variance
 * @param slope what results that are not above 0 are multiplied by; 1 without an activation
 */
record RunNorm(int runs, int channels, int channelsOfRun, long voxels, double epsilon, float slope) {
    /** Numbers of a run that one task takes from start to end, so that they stay in the second-level cache. */
    private static final long WHOLE = 1 << 18;
    /** Numbers of one task where runs are longer, or much shorter. */
    private static final long PART = 1 << 16;
    /**
     * What is kept of a piece: the sums of differences from a run's first number and of their squares, and that number. With it the
     * variance is exact where mean² is large.
     */
    private static final int SUMS = 3;
    private static final int SHIFT = 2;

    private enum Buffer implements Scratch.Name { MOMENTS, PRODUCTS, NUMBERS, NORMALIZED, GRADIENT, LANES }

    /** A pass over all runs, piece by piece. */
    private interface Pass {
        /**
         * Takes a piece.
         *
         * @param run which run
         * @param from its first number
         * @param to behind its last
         * @param piece which of all pieces
         * @param scratch working arrays
         */
        void take(int run, long from, long to, int piece, Scratch scratch);
    }

    /** Mean and 1/√(variance + ε). */
    private record Moments(float mean, float inverse) { }

    private long length() {
        return channelsOfRun * voxels;
    }

    /** Into how many pieces a run is cut: by its length alone. */
    private int parts() {
        return length() <= WHOLE ? 1 : Math.toIntExact(Math.ceilDiv(length(), PART));
    }

    private void pass(Workers workers, List<Pass> passes) {
        int parts = parts();
        if (parts > 1) {
            for (Pass one : passes) {
                workers.forEach(Math.multiplyExact(runs, parts), (task, scratch) -> {
                    long from = task % parts * PART;
                    one.take(task / parts, from, Math.min(length(), from + PART), task, scratch);
                });
            }
            return;
        }
        int together = (int) Math.max(1, PART / length());
        workers.forEach(Math.ceilDiv(runs, together), (task, scratch) -> {
            int mark = scratch.mark();
            for (int run = task * together; run < Math.min(runs, (task + 1) * together); run++) {
                for (Pass one : passes) {
                    one.take(run, 0, length(), run, scratch);
                    scratch.release(mark);
                }
            }
        });
    }

    /**
     * y = (x − mean) / √(variance + ε) · weight + bias, activated.
     *
     * @param in x, and weight and bias (C) if there are any
     * @param y the result; may be x
     * @param workers who computes
     */
    void forward(Operands<NormOperand, MemorySegment> in, MemorySegment y, Workers workers) {
        MemorySegment x = in.get(NormOperand.X);
        float[] gamma = NormWeights.of(in.find(NormOperand.WEIGHT).orElse(null), channels, 1);
        float[] beta = NormWeights.of(in.find(NormOperand.BIAS).orElse(null), channels, 0);
        try (SharedArrays shared = workers.shared()) {
            double[] sums = shared.doubles(Buffer.MOMENTS, Math.multiplyExact(Math.multiplyExact(runs, parts()), SUMS));
            pass(workers, List.of((run, from, to, piece, scratch) -> addSquares(x, run, from, to, sums, piece, scratch),
                    (run, from, to, piece, scratch) -> normalize(x, run, from, to, moments(run, sums), gamma, beta, y, scratch)));
        }
    }

    private void addSquares(MemorySegment x, int run, long from, long to, double[] sums, int piece, Scratch scratch) {
        float[] tile = scratch.floats(Buffer.NUMBERS, ElementTiles.SIZE);
        double[] lanes = scratch.doubles(Buffer.LANES, RunSums.WORKSPACE);
        float first = x.getAtIndex(ValueLayout.JAVA_FLOAT, run * length());
        sums[SUMS * piece] = 0;
        sums[SUMS * piece + 1] = 0;
        sums[SUMS * piece + SHIFT] = first;
        for (long at = from; at < to; at += ElementTiles.SIZE) {
            int count = read(x, run, at, to, tile);
            RunSums.addSquares(tile, count, first, sums, SUMS * piece, lanes);
        }
    }

    private Moments moments(int run, double[] sums) {
        double sum = 0;
        double squares = 0;
        for (int piece = run * parts(); piece < (run + 1) * parts(); piece++) {
            sum += sums[SUMS * piece];
            squares += sums[SUMS * piece + 1];
        }
        double mean = sum / length();
        double variance = Math.max(0, squares / length() - mean * mean);
        return new Moments((float) (sums[SUMS * run * parts() + SHIFT] + mean), (float) (1 / Math.sqrt(variance + epsilon)));
    }

    private int read(MemorySegment source, int run, long at, long to, float[] tile) {
        int count = (int) Math.min(ElementTiles.SIZE, to - at);
        MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, (run * length() + at) * Float.BYTES, tile, 0, count);
        return count;
    }

    /** The gradient before the activation, which depends on what the norm gave. */
    private void readGradient(MemorySegment g, int run, long at, long to, float[] tile, Moments moments, float[] gamma, float[] beta,
            float[] gradient, Scratch scratch) {
        int count = read(g, run, at, to, gradient);
        if (slope != 1) {
            int mark = scratch.mark();
            float[] normalized = scratch.floats(Buffer.NORMALIZED, ElementTiles.SIZE);
            System.arraycopy(tile, 0, normalized, 0, count);
            int channel = channel(run, at);
            apply(normalized, count, moments.mean(), moments.inverse(), gamma[channel], beta[channel]);
            LeakyReluKernel.apply(normalized, gradient, slope, count);
            scratch.release(mark);
        }
    }

    /** Behind the last number of the channel that one belongs to, within a run. */
    private long channelEnd(long at) {
        return (at / voxels + 1) * voxels;
    }

    private int channel(int run, long at) {
        return (int) (((long) run * channelsOfRun + at / voxels) % channels);
    }

    private void normalize(MemorySegment x, int run, long from, long to, Moments moments, float[] gamma, float[] beta, MemorySegment y,
            Scratch scratch) {
        float[] tile = scratch.floats(Buffer.NUMBERS, ElementTiles.SIZE);
        int count;
        for (long at = from; at < to; at += count) {
            count = read(x, run, at, Math.min(to, channelEnd(at)), tile);
            int channel = channel(run, at);
            apply(tile, count, moments.mean(), moments.inverse(), gamma[channel], beta[channel]);
            if (slope != 1) {
                LeakyReluKernel.apply(tile, tile, slope, count);
            }
            MemorySegment.copy(tile, 0, y, ValueLayout.JAVA_FLOAT, (run * length() + at) * Float.BYTES, count);
        }
    }

    private static void apply(float[] x, int n, float mean, float inverse, float gamma, float beta) {
        for (int i = 0; i < n; i++) {
            x[i] = (x[i] - mean) * inverse * gamma + beta;
        }
    }

    /**
     * The gradients.
     *
     * @param in x, and weight and bias (C) if there are any
     * @param g the gradient of the result
     * @param gradients where the gradients go, of what is wanted; that of x may lie where g lies
     * @param workers who computes
     */
    void gradients(Operands<NormOperand, MemorySegment> in, MemorySegment g, Operands<NormOperand, MemorySegment> gradients,
            Workers workers) {
        MemorySegment x = in.get(NormOperand.X);
        float[] gamma = NormWeights.of(in.find(NormOperand.WEIGHT).orElse(null), channels, 1);
        float[] beta = NormWeights.of(in.find(NormOperand.BIAS).orElse(null), channels, 0);
        int pieces = Math.multiplyExact(runs, parts());
        try (SharedArrays shared = workers.shared()) {
            double[] sums = shared.doubles(Buffer.MOMENTS, Math.multiplyExact(pieces, SUMS));
            double[] products = shared.doubles(Buffer.PRODUCTS, Math.multiplyExact(pieces, 2 * channelsOfRun));
            Pass squares = (run, from, to, piece, scratch) -> addSquares(x, run, from, to, sums, piece, scratch);
            Pass multiply = (run, from, to, piece, scratch) -> addProducts(x, g, run, from, to, moments(run, sums), gamma, beta, products,
                    piece, scratch);
            List<Pass> passes = gradients.find(NormOperand.X).<List<Pass>>map(dx -> List.of(squares, multiply,
                    (run, from, to, piece, scratch) -> pullBack(x, g, run, from, to, moments(run, sums), gamma, beta, products, dx,
                            scratch)))
                    .orElseGet(() -> List.of(squares, multiply));
            pass(workers, passes);
            gradients.find(NormOperand.WEIGHT).ifPresent(result -> combine(products, 1, result));
            gradients.find(NormOperand.BIAS).ifPresent(result -> combine(products, 0, result));
        }
    }

    /** Σ g and Σ g · x̂ of each channel. */
    private void addProducts(MemorySegment x, MemorySegment g, int run, long from, long to, Moments moments, float[] gamma, float[] beta,
            double[] products, int piece, Scratch scratch) {
        float[] tile = scratch.floats(Buffer.NUMBERS, ElementTiles.SIZE);
        float[] gradient = scratch.floats(Buffer.GRADIENT, ElementTiles.SIZE);
        double[] lanes = scratch.doubles(Buffer.LANES, RunSums.WORKSPACE);
        int first = 2 * channelsOfRun * piece;
        Arrays.fill(products, first, first + 2 * channelsOfRun, 0);
        int count;
        for (long at = from; at < to; at += count) {
            count = read(x, run, at, Math.min(to, channelEnd(at)), tile);
            readGradient(g, run, at, Math.min(to, channelEnd(at)), tile, moments, gamma, beta, gradient, scratch);
            RunSums.addProducts(gradient, tile, count, moments.mean(), moments.inverse(), products, first + 2 * (int) (at / voxels),
                    lanes);
        }
    }

    /** With h = g · weight: (h − mean(h) − x̂ · mean(h · x̂)) / √(variance + ε). */
    private void pullBack(MemorySegment x, MemorySegment g, int run, long from, long to, Moments moments, float[] gamma, float[] beta,
            double[] products, MemorySegment dx, Scratch scratch) {
        float[] tile = scratch.floats(Buffer.NUMBERS, ElementTiles.SIZE);
        float[] gradient = scratch.floats(Buffer.GRADIENT, ElementTiles.SIZE);
        double sum = 0;
        double product = 0;
        for (int piece = run * parts(); piece < (run + 1) * parts(); piece++) {
            for (int c = 0; c < channelsOfRun; c++) {
                float weight = gamma[channel(run, c * voxels)];
                sum += weight * products[2 * (channelsOfRun * piece + c)];
                product += weight * products[2 * (channelsOfRun * piece + c) + 1];
            }
        }
        int count;
        for (long at = from; at < to; at += count) {
            count = read(x, run, at, Math.min(to, channelEnd(at)), tile);
            readGradient(g, run, at, Math.min(to, channelEnd(at)), tile, moments, gamma, beta, gradient, scratch);
            pullBack(gradient, tile, count, moments.mean(), moments.inverse(), gamma[channel(run, at)], (float) (sum / length()),
                    (float) (product / length()));
            MemorySegment.copy(gradient, 0, dx, ValueLayout.JAVA_FLOAT, (run * length() + at) * Float.BYTES, count);
        }
    }

    private static void pullBack(float[] g, float[] x, int n, float mean, float inverse, float gamma, float meanOfGradient, float slope) {
        for (int i = 0; i < n; i++) {
            g[i] = (g[i] * gamma - meanOfGradient - (x[i] - mean) * inverse * slope) * inverse;
        }
    }

    /** The sums of each channel over the batch. */
    private void combine(double[] products, int which, MemorySegment result) {
        int runsOfImage = channels / channelsOfRun;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int run = c / channelsOfRun; run < runs; run += runsOfImage) {
                for (int piece = run * parts(); piece < (run + 1) * parts(); piece++) {
                    sum += products[2 * (channelsOfRun * piece + c % channelsOfRun) + which];
                }
            }
            result.setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) sum);
        }
    }
}
