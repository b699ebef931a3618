package dev.factorizer.backend.jvm.kernels.convolutions;

import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a convolution's input, which is also the transposed convolution. Voxels of equal position modulo the stride meet the
 * same taps: each such class is one dense product.
 */
public final class InputGradientKernel {
    private enum Buffer implements Scratch.Name { PACKED_WEIGHT }

    /** Voxels start, start + stride, …, the taps that reach them, and their products. */
    private record VoxelClass(int[] start, List<ConvolutionTap> taps, TiledProducts products) { }

    private final ConvolutionSizes sizes;
    private final List<VoxelClass> classes = new ArrayList<>();

    /**
     * The gradient of a convolution of some sizes.
     *
     * @param sizes those of the convolution, not of its gradient
     */
    public InputGradientKernel(ConvolutionSizes sizes) {
        this.sizes = sizes;
        int[] size = sizes.size();
        int[] stride = sizes.stride();
        for (int d = 0; d < Math.min(stride[0], size[0]); d++) {
            for (int h = 0; h < Math.min(stride[1], size[1]); h++) {
                for (int w = 0; w < Math.min(stride[2], size[2]); w++) {
                    int[] start = {d, h, w};
                    int[] positions = new int[3];
                    for (int axis = 0; axis < 3; axis++) {
                        positions[axis] = Math.ceilDiv(size[axis] - start[axis], stride[axis]);
                    }
                    List<ConvolutionTap> taps = sizes.tapsReaching(start);
                    classes.add(new VoxelClass(start, taps, new TiledProducts(sizes.batch(), sizes.groups(), sizes.groupOutputs(),
                            sizes.groupInputs(), sizes.result(), positions, new int[] {1, 1, 1}, taps)));
                }
            }
        }
    }

    /**
     * Computes it.
     *
     * @param weight (O, C / groups, k)
     * @param g (B, O, S')
     * @param dx the result (B, C, S)
     * @param workers who computes
     */
    public void run(MemorySegment weight, MemorySegment g, MemorySegment dx, Workers workers) {
        for (VoxelClass one : classes) {
            int length = one.products().packedLength();
            try (SharedArrays shared = workers.shared()) {
                float[] packed = shared.floats(Buffer.PACKED_WEIGHT, Math.multiplyExact(sizes.groups(), length));
                int rowGroups = Gemm.groups(sizes.groupInputs());
                workers.forEach(Math.multiplyExact(sizes.groups(), rowGroups), (task, scratch) ->
                        pack(weight, task / rowGroups, task % rowGroups, one.taps(), packed, task / rowGroups * length));
                one.products().run(g, packed, new float[sizes.groups()][], new PositionTarget(dx, sizes.size(), one.start(),
                        sizes.stride()), workers);
            }
        }
    }

    /** Weights (O, C, taps) of a group as rows of C and columns of (O, chosen taps), as {@link Gemm#pack} has them: four rows. */
    private void pack(MemorySegment weight, int group, int rowGroup, List<ConvolutionTap> taps, float[] packed, int at) {
        int c = sizes.groupInputs();
        int o = sizes.groupOutputs();
        int all = (int) ConvolutionSizes.volume(sizes.kernel());
        int to = at + rowGroup * Gemm.ROWS * o * taps.size();
        for (int out = 0; out < o; out++) {
            for (ConvolutionTap tap : taps) {
                for (int r = 0; r < Gemm.ROWS; r++) {
                    int row = rowGroup * Gemm.ROWS + r;
                    packed[to++] = row < c ? weight.getAtIndex(ValueLayout.JAVA_FLOAT,
                            (((long) group * o + out) * c + row) * all + tap.index()) : 0;
                }
            }
        }
    }
}
