package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Normalization over the channels at each voxel, and its gradients.
 *
 * @param batch B
 * @param channels C
 * @param voxels S
 * @param epsilon added to the variance
 */
public record LayerNormKernel(int batch, int channels, long voxels, float epsilon) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Panels of one task; fixed, so that partial sums are the same for any number of threads. */
    private static final int PANELS = 64;

    private int tasksPerImage() {
        long panels = (voxels + Gemm.PANEL - 1) / Gemm.PANEL;
        return Math.toIntExact((panels + PANELS - 1) / PANELS);
    }

    /**
     * y = (x − mean) / √(variance + ε) · weight + bias.
     *
     * @param x (B, C, S)
     * @param weight (C), or null for ones
     * @param bias (C), or null for zeros
     * @param y the result; may be x
     * @param workers who computes
     */
    public void forward(MemorySegment x, MemorySegment weight, MemorySegment bias, MemorySegment y, Workers workers) {
        float[] gamma = values(weight, 1);
        float[] beta = values(bias, 0);
        workers.forEach(batch * tasksPerImage(), (task, scratch) -> {
            float[] panel = scratch.floats(0, channels * Gemm.PANEL);
            float[] inverse = scratch.floats(1, Gemm.PANEL);
            int image = task / tasksPerImage();
            long first = (long) (task % tasksPerImage()) * PANELS * Gemm.PANEL;
            for (long voxel = first; voxel < Math.min(voxels, first + (long) PANELS * Gemm.PANEL); voxel += Gemm.PANEL) {
                int width = load(x, image, voxel, panel);
                normalize(panel, 0, Gemm.PANEL, channels, epsilon, inverse, 0);
                for (int c = 0; c < channels; c++) {
                    for (int i = c * Gemm.PANEL; i < c * Gemm.PANEL + width; i++) {
                        panel[i] = panel[i] * gamma[c] + beta[c];
                    }
                }
                store(panel, y, image, voxel, width);
            }
        });
    }

    /**
     * The gradients.
     *
     * @param x (B, C, S)
     * @param weight (C), or null for ones
     * @param g the gradient of the result (B, C, S)
     * @param residual added to the gradient of x, or null
     * @param dx the gradient of x, or null if not wanted; may be g or residual
     * @param dWeight the gradient of weight, or null if not wanted
     * @param dBias the gradient of bias, or null if not wanted
     * @param workers who computes
     */
    public void gradients(MemorySegment x, MemorySegment weight, MemorySegment g, MemorySegment residual,
            MemorySegment dx, MemorySegment dWeight, MemorySegment dBias, Workers workers) {
        float[] gamma = values(weight, 1);
        int tasks = batch * tasksPerImage();
        double[] partialWeight = new double[tasks * channels];
        double[] partialBias = new double[tasks * channels];
        workers.forEach(tasks, (task, scratch) -> {
            float[] panel = scratch.floats(0, channels * Gemm.PANEL);
            float[] inverse = scratch.floats(1, Gemm.PANEL);
            float[] gradient = scratch.floats(2, channels * Gemm.PANEL);
            float[] rest = scratch.floats(3, channels * Gemm.PANEL);
            int image = task / tasksPerImage();
            long first = (long) (task % tasksPerImage()) * PANELS * Gemm.PANEL;
            for (long voxel = first; voxel < Math.min(voxels, first + (long) PANELS * Gemm.PANEL); voxel += Gemm.PANEL) {
                int width = load(x, image, voxel, panel);
                load(g, image, voxel, gradient);
                normalize(panel, 0, Gemm.PANEL, channels, epsilon, inverse, 0);
                accumulate(panel, gradient, width, partialWeight, partialBias, task * channels);
                if (dx != null) {
                    pullBack(panel, gradient, 0, Gemm.PANEL, gamma, inverse, 0, channels);
                    if (residual != null) {
                        load(residual, image, voxel, rest);
                        for (int i = 0; i < channels * Gemm.PANEL; i++) {
                            gradient[i] += rest[i];
                        }
                    }
                    store(gradient, dx, image, voxel, width);
                }
            }
        });
        combine(partialWeight, dWeight);
        combine(partialBias, dBias);
    }

    private void combine(double[] partial, MemorySegment result) {
        for (int c = 0; c < channels && result != null; c++) {
            double sum = 0;
            for (int at = c; at < partial.length; at += channels) {
                sum += partial[at];
            }
            result.setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) sum);
        }
    }

    private void accumulate(float[] normalized, float[] g, int width, double[] weight, double[] bias, int at) {
        for (int c = 0; c < channels; c++) {
            float product = 0;
            float sum = 0;
            for (int i = c * Gemm.PANEL; i < c * Gemm.PANEL + width; i++) {
                product += g[i] * normalized[i];
                sum += g[i];
            }
            weight[at + c] += product;
            bias[at + c] += sum;
        }
    }

    /** Weights as an array; null gives one number for all. */
    private float[] values(MemorySegment vector, float otherwise) {
        float[] values = new float[channels];
        Arrays.fill(values, otherwise);
        if (vector != null) {
            MemorySegment.copy(vector, ValueLayout.JAVA_FLOAT, 0, values, 0, channels);
        }
        return values;
    }

    private int load(MemorySegment source, int image, long voxel, float[] panel) {
        return loadPanel(source, (long) image * channels, channels, voxels, voxel, panel);
    }

    private void store(float[] panel, MemorySegment target, int image, long voxel, int width) {
        for (int c = 0; c < channels; c++) {
            MemorySegment.copy(panel, c * Gemm.PANEL, target, ValueLayout.JAVA_FLOAT,
                    (((long) image * channels + c) * voxels + voxel) * Float.BYTES, width);
        }
    }

    /** Reads a panel of voxels for rows {@code firstRow} …; what is beyond the last voxel is zero. */
    static int loadPanel(MemorySegment source, long firstRow, int rows, long voxels, long voxel, float[] panel) {
        int width = (int) Math.min(Gemm.PANEL, voxels - voxel);
        for (int c = 0; c < rows; c++) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, ((firstRow + c) * voxels + voxel) * Float.BYTES, panel,
                    c * Gemm.PANEL, width);
            Arrays.fill(panel, c * Gemm.PANEL + width, (c + 1) * Gemm.PANEL, 0);
        }
        return width;
    }

    /**
     * Normalizes a panel of voxels in place.
     *
     * <p>Two vectors at a time here and in {@link #pullBack}: that keeps two sums in flight, and it makes the methods larger
     * than the compiler inlines (325 bytecodes), which is wanted. Inlined into a large caller they hit its limit of nodes
     * half-way, and every vector of the loop became an object (1.2 GB a training step, measured 2026-11, JDK 25).
     *
     * @param at where the panel's first channel begins
     * @param step from channel to channel
     * @param inverse gets 1/√(variance + ε) of each voxel, from {@code inverseAt}
     */
    static void normalize(float[] values, int at, int step, int channels, float epsilon, float[] inverse,
            int inverseAt) {
        for (int v = 0; v < Gemm.PANEL; v += 2 * LANES) {
            int end = at + v + channels * step;
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = sum0;
            for (int i = at + v; i < end; i += step) {
                sum0 = sum0.add(FloatVector.fromArray(SPECIES, values, i));
                sum1 = sum1.add(FloatVector.fromArray(SPECIES, values, i + LANES));
            }
            FloatVector mean0 = sum0.div(channels);
            FloatVector mean1 = sum1.div(channels);
            // Two passes, with the panel in cache: the variance is exact where mean² is large.
            FloatVector squares0 = FloatVector.zero(SPECIES);
            FloatVector squares1 = squares0;
            for (int i = at + v; i < end; i += step) {
                FloatVector centered0 = FloatVector.fromArray(SPECIES, values, i).sub(mean0);
                FloatVector centered1 = FloatVector.fromArray(SPECIES, values, i + LANES).sub(mean1);
                squares0 = centered0.fma(centered0, squares0);
                squares1 = centered1.fma(centered1, squares1);
            }
            FloatVector one = FloatVector.broadcast(SPECIES, 1f);
            FloatVector scale0 = one.div(squares0.div(channels).add(epsilon).sqrt());
            FloatVector scale1 = one.div(squares1.div(channels).add(epsilon).sqrt());
            scale0.intoArray(inverse, inverseAt + v);
            scale1.intoArray(inverse, inverseAt + v + LANES);
            for (int i = at + v; i < end; i += step) {
                FloatVector.fromArray(SPECIES, values, i).sub(mean0).mul(scale0).intoArray(values, i);
                FloatVector.fromArray(SPECIES, values, i + LANES).sub(mean1).mul(scale1).intoArray(values, i + LANES);
            }
        }
    }

    /**
     * Replaces the gradient g of a panel's results by that of its inputs: with h = g · weight, it is
     * (h − mean(h) − x̂ · mean(h · x̂)) / √(variance + ε).
     *
     * @param normalized x̂
     * @param at where the panel's first channel begins, in both arrays
     * @param step from channel to channel
     * @param gamma the weight
     * @param inverse 1/√(variance + ε) of each voxel, from {@code inverseAt}
     */
    static void pullBack(float[] normalized, float[] g, int at, int step, float[] gamma, float[] inverse,
            int inverseAt, int channels) {
        for (int v = 0; v < Gemm.PANEL; v += 2 * LANES) {
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = sum0;
            FloatVector product0 = sum0;
            FloatVector product1 = sum0;
            for (int c = 0, i = at + v; c < channels; c++, i += step) {
                FloatVector weight = FloatVector.broadcast(SPECIES, gamma[c]);
                FloatVector h0 = FloatVector.fromArray(SPECIES, g, i).mul(weight);
                FloatVector h1 = FloatVector.fromArray(SPECIES, g, i + LANES).mul(weight);
                sum0 = sum0.add(h0);
                sum1 = sum1.add(h1);
                product0 = h0.fma(FloatVector.fromArray(SPECIES, normalized, i), product0);
                product1 = h1.fma(FloatVector.fromArray(SPECIES, normalized, i + LANES), product1);
            }
            FloatVector mean0 = sum0.div(channels);
            FloatVector mean1 = sum1.div(channels);
            FloatVector slope0 = product0.div(channels);
            FloatVector slope1 = product1.div(channels);
            FloatVector scale0 = FloatVector.fromArray(SPECIES, inverse, inverseAt + v);
            FloatVector scale1 = FloatVector.fromArray(SPECIES, inverse, inverseAt + v + LANES);
            for (int c = 0, i = at + v; c < channels; c++, i += step) {
                FloatVector weight = FloatVector.broadcast(SPECIES, gamma[c]);
                FloatVector h0 = FloatVector.fromArray(SPECIES, g, i).mul(weight);
                FloatVector h1 = FloatVector.fromArray(SPECIES, g, i + LANES).mul(weight);
                FloatVector x0 = FloatVector.fromArray(SPECIES, normalized, i).mul(slope0);
                FloatVector x1 = FloatVector.fromArray(SPECIES, normalized, i + LANES).mul(slope1);
                h0.sub(mean0).sub(x0).mul(scale0).intoArray(g, i);
                h1.sub(mean1).sub(x1).mul(scale1).intoArray(g, i + LANES);
            }
        }
    }
}
