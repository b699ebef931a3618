package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.kernels.products.Gemm;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A linear map with the affine part of the norm before it folded in: W (γ x̂ + β) + b = (W γ) x̂ + (W β + b).
 *
 * @param packed W γ, packed
 * @param bias W β + b, with room for whole groups of rows
 */
record NormedWeights(float[] packed, float[] bias) {
    /**
     * Folds a branch's norm into its first map.
     *
     * @param packed where the packed map goes; {@link Gemm#packedLength} floats
     */
    static NormedWeights fold(BranchOperands in, BranchSizes sizes, float[] packed) {
        MemorySegment gamma = in.normWeight();
        MemorySegment beta = in.normBias();
        MemorySegment weight = in.firstWeight();
        MemorySegment bias = in.firstBias();
        int outputs = sizes.hidden();
        int inputs = sizes.channels();
        // Missing rows of the last group are zero.
        Arrays.fill(packed, outputs / Gemm.ROWS * Gemm.ROWS * inputs, Gemm.packedLength(outputs, inputs), 0);
        float[] sums = new float[Gemm.groups(outputs) * Gemm.ROWS];
        for (int o = 0; o < outputs; o++) {
            double sum = bias == null ? 0 : bias.getAtIndex(ValueLayout.JAVA_FLOAT, o);
            for (int c = 0; c < inputs; c++) {
                float w = weight.getAtIndex(ValueLayout.JAVA_FLOAT, (long) o * inputs + c);
                sum += (double) w * beta.getAtIndex(ValueLayout.JAVA_FLOAT, c);
                packed[(o / Gemm.ROWS * inputs + c) * Gemm.ROWS + o % Gemm.ROWS] =
                        w * gamma.getAtIndex(ValueLayout.JAVA_FLOAT, c);
            }
            sums[o] = (float) sum;
        }
        return new NormedWeights(packed, sums);
    }
}
