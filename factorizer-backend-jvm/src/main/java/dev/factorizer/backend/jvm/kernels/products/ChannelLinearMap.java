package dev.factorizer.backend.jvm.kernels.products;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.ChannelLinear.Operand;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Linear maps of the channels at each voxel, and their gradients.
 *
 * @param batch B
 * @param inputs C
 * @param outputs O
 * @param voxels S
 */
record ChannelLinearMap(int batch, int inputs, int outputs, long voxels) {
    private enum Buffer implements Scratch.Name { PACKED_WEIGHT, PANEL, RESULT_ROWS, GRADIENT_TILE }

    /** The map for inputs of these types. */
    static ChannelLinearMap of(ChannelLinear linear, List<Type> inputs) {
        Operands<Operand, Type> in = linear.named(inputs);
        Shape x = in.get(Operand.X).shape();
        Shape weight = in.get(Operand.WEIGHT).shape();
        return new ChannelLinearMap(x.size(0), weight.size(1), weight.size(0), x.spatial().elements());
    }

    /**
     * y = W x + bias.
     *
     * @param x (B, C, S)
     * @param weight (O, C)
     * @param bias (O), or null
     * @param y the result (B, O, S)
     */
    void forward(MemorySegment x, MemorySegment weight, MemorySegment bias, MemorySegment y, Workers workers) {
        try (SharedArrays shared = workers.shared()) {
            float[] packed = shared.floats(Buffer.PACKED_WEIGHT, Gemm.packedLength(outputs, inputs));
            Gemm.pack(weight, 0, inputs, 1, outputs, inputs, packed);
            multiply(x, inputs, packed, Gemm.bias(bias, 0, outputs), outputs, y, workers);
        }
    }

    /**
     * The gradient of x: Wᵀ g.
     *
     * @param weight (O, C)
     * @param g (B, O, S)
     * @param dx the result (B, C, S)
     */
    void inputGradient(MemorySegment weight, MemorySegment g, MemorySegment dx, Workers workers) {
        try (SharedArrays shared = workers.shared()) {
            float[] packed = shared.floats(Buffer.PACKED_WEIGHT, Gemm.packedLength(inputs, outputs));
            Gemm.pack(weight, 0, 1, inputs, inputs, outputs, packed);
            multiply(g, outputs, packed, null, inputs, dx, workers);
        }
    }

    private void multiply(MemorySegment x, int from, float[] packed, float[] bias, int to, MemorySegment y,
            Workers workers) {
        long panels = (voxels + Gemm.PANEL - 1) / Gemm.PANEL;
        long perTask = Math.max(1, Math.min(panels, 2_000_000L / ((long) from * to * Gemm.PANEL)));
        long tasks = (panels + perTask - 1) / perTask;
        int[] offsets = Gemm.rowOffsets(from, Gemm.PANEL);
        workers.forEach(Math.toIntExact(batch * tasks), (task, scratch) -> {
            float[] panel = scratch.floats(Buffer.PANEL, from * Gemm.PANEL);
            float[] out = scratch.floats(Buffer.RESULT_ROWS, Gemm.ROWS * Gemm.PANEL);
            long image = task / tasks;
            for (long p = task % tasks * perTask; p < Math.min(panels, (task % tasks + 1) * perTask); p++) {
                long voxel = p * Gemm.PANEL;
                int width = (int) Math.min(Gemm.PANEL, voxels - voxel);
                for (int c = 0; c < from; c++) {
                    MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, ((image * from + c) * voxels + voxel) * Float.BYTES,
                            panel, c * Gemm.PANEL, width);
                }
                for (int o = 0; o < to; o += Gemm.ROWS) {
                    Gemm.rows(packed, o * from, panel, 0, offsets, from, bias, o, out, 0, Gemm.PANEL, false);
                    for (int r = 0; r < Math.min(Gemm.ROWS, to - o); r++) {
                        MemorySegment.copy(out, r * Gemm.PANEL, y, ValueLayout.JAVA_FLOAT,
                                ((image * to + o + r) * voxels + voxel) * Float.BYTES, width);
                    }
                }
            }
        });
    }

    /**
     * The gradients of weight and bias: Σ g xᵀ and Σ g over batch and voxels.
     *
     * @param x (B, C, S)
     * @param g (B, O, S)
     * @param dWeight the result (O, C), or null if not wanted
     * @param dBias the result (O), or null if not wanted
     */
    void parameterGradients(MemorySegment x, MemorySegment g, MemorySegment dWeight, MemorySegment dBias,
            Workers workers) {
        if (dWeight != null) {
            RowProducts.accumulate(batch, outputs, inputs, voxels,
                    (image, row, from, count, target, at) -> copyRow(g, (long) image * outputs + row, from, count, target, at),
                    (image, row, from, count, target, at) -> copyRow(x, (long) image * inputs + row, from, count, target, at),
                    dWeight, workers);
        }
        if (dBias != null) {
            workers.forEach(outputs, (o, scratch) -> {
                float[] tile = scratch.floats(Buffer.GRADIENT_TILE, ElementTiles.SIZE);
                double sum = 0;
                for (int image = 0; image < batch; image++) {
                    for (long from = 0; from < voxels; from += ElementTiles.SIZE) {
                        int count = (int) Math.min(ElementTiles.SIZE, voxels - from);
                        copyRow(g, (long) image * outputs + o, from, count, tile, 0);
                        for (int i = 0; i < count; i++) {
                            sum += tile[i];
                        }
                    }
                }
                dBias.setAtIndex(ValueLayout.JAVA_FLOAT, o, (float) sum);
            });
        }
    }

    private void copyRow(MemorySegment source, long row, long from, int count, float[] target, int at) {
        MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, (row * voxels + from) * Float.BYTES, target, at, count);
    }
}
