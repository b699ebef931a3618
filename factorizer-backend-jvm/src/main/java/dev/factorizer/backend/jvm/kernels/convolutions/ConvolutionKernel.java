package dev.factorizer.backend.jvm.kernels.convolutions;

import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.kernels.products.RowProducts;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Convolutions of rank 1 to 3 and their gradients as matrix products: panels of positions are gathered tap by tap and
 * multiplied by the packed weights. All arrays have three entries; missing axes have size 1.
 *
 * @param batch B
 * @param inputs C
 * @param outputs O
 * @param groups into how many parts the channels fall
 * @param size the input's spatial sizes
 * @param result the result's spatial sizes
 * @param kernel the kernel's sizes
 * @param stride steps
 * @param low zeros before the first voxel
 */
public record ConvolutionKernel(int batch, int inputs, int outputs, int groups, int[] size, int[] result, int[] kernel,
        int[] stride, int[] low) {
    private enum Buffer implements Scratch.Name { PACKED_WEIGHT, PATCHES, RESULT_ROWS }

    /** A tap of the kernel: where in the weights, and the offset of the voxel it meets. */
    private record KernelTap(int index, int[] offset) { }

    /**
     * Where results go: to start + step · position of each channel.
     *
     * @param memory channels of {@code size} voxels
     * @param size the spatial sizes
     * @param start the voxel of the first position
     * @param step voxels between positions
     */
    private record Target(MemorySegment memory, int[] size, int[] start, int[] step) {
        /** Whether positions are the voxels, one after another. */
        boolean dense() {
            return step[0] == 1 && step[1] == 1 && step[2] == 1;
        }

        void scatter(float[] out, int at, long channel, int[] positions, long from, int count) {
            long row = from / positions[2];
            int column = (int) (from - row * positions[2]);
            int done = 0;
            while (done < count) {
                int run = Math.min(count - done, positions[2] - column);
                long d = row / positions[1] * step[0] + start[0];
                long h = row % positions[1] * step[1] + start[1];
                long to = channel * volume(size) + (d * size[1] + h) * size[2] + (long) column * step[2] + start[2];
                for (int i = 0; i < run; i++) {
                    memory.setAtIndex(ValueLayout.JAVA_FLOAT, to + (long) i * step[2], out[at + done + i]);
                }
                done += run;
                column = 0;
                row++;
            }
        }
    }

    private int taps() {
        return kernel[0] * kernel[1] * kernel[2];
    }

    private static long volume(int[] sizes) {
        return (long) sizes[0] * sizes[1] * sizes[2];
    }

    private List<KernelTap> forwardTaps() {
        List<KernelTap> taps = new ArrayList<>();
        for (int d = 0; d < kernel[0]; d++) {
            for (int h = 0; h < kernel[1]; h++) {
                for (int w = 0; w < kernel[2]; w++) {
                    taps.add(new KernelTap(taps.size(), new int[] {d - low[0], h - low[1], w - low[2]}));
                }
            }
        }
        return taps;
    }

    /**
     * The convolution.
     *
     * @param x (B, C, S)
     * @param weight (O, C / groups, k)
     * @param bias (O), or null
     * @param y the result (B, O, S')
     * @param workers who computes
     */
    public void forward(MemorySegment x, MemorySegment weight, MemorySegment bias, MemorySegment y, Workers workers) {
        int c = inputs / groups;
        int o = outputs / groups;
        int k = c * taps();
        int length = Gemm.packedLength(o, k);
        try (SharedArrays shared = workers.shared()) {
            float[] packed = shared.floats(Buffer.PACKED_WEIGHT, Math.multiplyExact(groups, length));
            float[][] biases = new float[groups][];
            for (int g = 0; g < groups; g++) {
                Gemm.pack(weight, (long) g * o * k, k, 1, o, k, packed, g * length);
                biases[g] = Gemm.bias(bias, (long) g * o, o);
            }
            multiply(new ImagePatches(x, size, result, stride), forwardTaps(), c, packed, biases, o,
                    new Target(y, result, new int[3], new int[] {1, 1, 1}), workers);
        }
    }

    /**
     * The gradient of x, which is also the transposed convolution. Voxels of equal position modulo the stride meet the
     * same taps: each such class is one dense product.
     *
     * @param weight (O, C / groups, k)
     * @param g (B, O, S')
     * @param dx the result (B, C, S)
     * @param workers who computes
     */
    public void inputGradient(MemorySegment weight, MemorySegment g, MemorySegment dx, Workers workers) {
        int c = inputs / groups;
        int o = outputs / groups;
        int all = taps();
        for (int d = 0; d < Math.min(stride[0], size[0]); d++) {
            for (int h = 0; h < Math.min(stride[1], size[1]); h++) {
                for (int w = 0; w < Math.min(stride[2], size[2]); w++) {
                    int[] start = {d, h, w};
                    int[] positions = new int[3];
                    for (int axis = 0; axis < 3; axis++) {
                        positions[axis] = Math.ceilDiv(size[axis] - start[axis], stride[axis]);
                    }
                    List<KernelTap> taps = classTaps(start);
                    int k = o * taps.size();
                    int length = Gemm.packedLength(c, k);
                    try (SharedArrays shared = workers.shared()) {
                        float[] packed = shared.floats(Buffer.PACKED_WEIGHT, Math.multiplyExact(groups, length));
                        for (int group = 0; group < groups; group++) {
                            packTransposed(weight, (long) group * o * c * all, c, o, taps, packed, group * length);
                        }
                        multiply(new ImagePatches(g, result, positions, new int[] {1, 1, 1}), taps, o, packed,
                                new float[groups][], c, new Target(dx, size, start, stride), workers);
                    }
                }
            }
        }
    }

    /** The taps that reach voxels start, start + stride, …, and which element of the gradient each of them meets. */
    private List<KernelTap> classTaps(int[] start) {
        List<KernelTap> taps = new ArrayList<>();
        for (KernelTap tap : forwardTaps()) {
            int[] offset = new int[3];
            boolean meets = true;
            for (int axis = 0; axis < 3; axis++) {
                int distance = start[axis] - tap.offset()[axis];
                meets &= Math.floorMod(distance, stride[axis]) == 0;
                offset[axis] = Math.floorDiv(distance, stride[axis]);
            }
            if (meets) {
                taps.add(new KernelTap(tap.index(), offset));
            }
        }
        return taps;
    }

    /** Weights (O, C, taps) as rows of C and columns of (O, chosen taps). */
    private void packTransposed(MemorySegment weight, long from, int c, int o, List<KernelTap> taps, float[] packed, int at) {
        int all = taps();
        int k = o * taps.size();
        Arrays.fill(packed, at + c / Gemm.ROWS * Gemm.ROWS * k, at + Gemm.packedLength(c, k), 0);
        for (int row = 0; row < c; row++) {
            for (int out = 0; out < o; out++) {
                for (int t = 0; t < taps.size(); t++) {
                    int column = out * taps.size() + t;
                    packed[at + (row / Gemm.ROWS * k + column) * Gemm.ROWS + row % Gemm.ROWS] = weight.getAtIndex(
                            ValueLayout.JAVA_FLOAT, from + ((long) out * c + row) * all + taps.get(t).index());
                }
            }
        }
    }

    /** Products of packed weights with gathered panels. */
    private void multiply(ImagePatches patches, List<KernelTap> taps, int from, float[] packed, float[][] biases, int to,
            Target target, Workers workers) {
        int k = from * taps.size();
        long positions = volume(patches.positions());
        long panels = (positions + Gemm.PANEL - 1) / Gemm.PANEL;
        long perTask = Math.max(1, Math.min(panels, 2_000_000L / Math.max(1, (long) k * to * Gemm.PANEL)));
        long tasks = (panels + perTask - 1) / perTask;
        int length = Gemm.packedLength(to, k);
        MemorySegment y = target.memory();
        boolean dense = target.dense();
        int[][] offsets = taps.stream().map(KernelTap::offset).toArray(int[][]::new);
        int[] rowOffsets = Gemm.rowOffsets(k, Gemm.PANEL);
        workers.forEach(Math.toIntExact((long) batch * groups * tasks), (task, scratch) -> {
            long part = task / tasks;
            int group = (int) (part % groups);
            float[] panel = scratch.floats(Buffer.PATCHES, Math.max(1, k) * Gemm.PANEL);
            float[] out = scratch.floats(Buffer.RESULT_ROWS, Gemm.ROWS * Gemm.PANEL);
            for (long p = task % tasks * perTask; p < Math.min(panels, (task % tasks + 1) * perTask); p++) {
                long position = p * Gemm.PANEL;
                int width = (int) Math.min(Gemm.PANEL, positions - position);
                for (int channel = 0, row = 0; channel < from; channel++) {
                    for (int[] offset : offsets) {
                        patches.copy(part * from + channel, offset, position, width, panel, row++ * Gemm.PANEL);
                    }
                }
                for (int o = 0; o < to; o += Gemm.ROWS) {
                    Gemm.rows(packed, group * length + o * k, panel, 0, rowOffsets, k, biases[group], o, out, 0, Gemm.PANEL,
                            false);
                    for (int r = 0; r < Math.min(Gemm.ROWS, to - o); r++) {
                        long channel = part * to + o + r;
                        if (dense) {
                            MemorySegment.copy(out, r * Gemm.PANEL, y, ValueLayout.JAVA_FLOAT,
                                    (channel * positions + position) * Float.BYTES, width);
                        } else {
                            target.scatter(out, r * Gemm.PANEL, channel, patches.positions(), position, width);
                        }
                    }
                }
            }
        });
    }

    /**
     * The gradient of the weight.
     *
     * @param x (B, C, S)
     * @param g (B, O, S')
     * @param dWeight the result (O, C / groups, k)
     * @param workers who computes
     */
    public void weightGradient(MemorySegment x, MemorySegment g, MemorySegment dWeight, Workers workers) {
        int c = inputs / groups;
        int o = outputs / groups;
        List<KernelTap> taps = forwardTaps();
        int k = c * taps.size();
        long positions = volume(result);
        ImagePatches patches = new ImagePatches(x, size, result, stride);
        for (int group = 0; group < groups; group++) {
            int part = group;
            RowProducts.accumulate(batch, o, k, positions,
                    (image, row, from, count, target, at) -> MemorySegment.copy(g, ValueLayout.JAVA_FLOAT,
                            (((long) image * outputs + (long) part * o + row) * positions + from) * Float.BYTES,
                            target, at, count),
                    (image, row, from, count, target, at) -> patches.copy(
                            (long) image * inputs + (long) part * c + row / taps.size(),
                            taps.get(row % taps.size()).offset(), from, count, target, at),
                    dWeight.asSlice((long) group * o * k * Float.BYTES, (long) o * k * Float.BYTES), workers);
        }
    }
}
