package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.backend.jvm.kernels.products.Gemm;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Normalization over the channels of each voxel of a panel, and back: the arithmetic of layer norms in cache. */
public final class PanelNormalization {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private PanelNormalization() { }

    /**
     * Normalizes a panel of voxels in place.
     *
     * <p>Two vectors at a time here and in {@link #pullBack}: that keeps two sums in flight, and it makes the methods larger
     * than the compiler inlines (325 bytecodes), which is wanted. Inlined into a large caller they hit its limit of nodes
     * half-way, and every vector of the loop became an object (1.2 GB a training step, measured 2026-11, JDK 25).
     *
     * @param values the panel
     * @param at where its first channel begins
     * @param step from channel to channel
     * @param channels how many
     * @param epsilon added to the variance
     * @param inverse gets 1/√(variance + ε) of each voxel
     * @param inverseAt from which index
     */
    public static void normalize(float[] values, int at, int step, int channels, float epsilon, float[] inverse,
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
     * @param g the gradient
     * @param at where the panel's first channel begins, in both arrays
     * @param step from channel to channel
     * @param gamma the weight
     * @param inverse 1/√(variance + ε) of each voxel
     * @param inverseAt from which index
     * @param channels how many
     */
    public static void pullBack(float[] normalized, float[] g, int at, int step, float[] gamma, float[] inverse,
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
