package dev.factorizer.backend.jvm.kernels.convolutions;

import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;

/** A convolution. */
public final class ConvolutionKernel {
    private enum Buffer implements Scratch.Name { PACKED_WEIGHT }

    private final ConvolutionSizes sizes;
    private final TiledProducts products;

    /**
     * A convolution of some sizes.
     *
     * @param sizes the sizes
     */
    public ConvolutionKernel(ConvolutionSizes sizes) {
        this.sizes = sizes;
        products = new TiledProducts(sizes.batch(), sizes.groups(), sizes.groupInputs(), sizes.groupOutputs(), sizes.size(),
                sizes.result(), sizes.stride(), sizes.taps());
    }

    /**
     * Computes it.
     *
     * @param x (B, C, S)
     * @param weight (O, C / groups, k)
     * @param bias (O), or null
     * @param y the result (B, O, S')
     * @param workers who computes
     */
    public void run(MemorySegment x, MemorySegment weight, MemorySegment bias, MemorySegment y, Workers workers) {
        int outputs = sizes.groupOutputs();
        int k = products.columns();
        int length = products.packedLength();
        int rowGroups = Gemm.groups(outputs);
        try (SharedArrays shared = workers.shared()) {
            float[] packed = shared.floats(Buffer.PACKED_WEIGHT, Math.multiplyExact(sizes.groups(), length));
            workers.forEach(Math.multiplyExact(sizes.groups(), rowGroups), (task, scratch) -> {
                int group = task / rowGroups;
                int row = task % rowGroups * Gemm.ROWS;
                Gemm.pack(weight, ((long) group * outputs + row) * k, k, 1, Math.min(Gemm.ROWS, outputs - row), k, packed,
                        group * length + row * k);
            });
            float[][] biases = new float[sizes.groups()][];
            for (int group = 0; group < biases.length; group++) {
                biases[group] = Gemm.bias(bias, (long) group * outputs, outputs);
            }
            products.run(x, packed, biases, PositionTarget.dense(y, sizes.result()), workers);
        }
    }
}
