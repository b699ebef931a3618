package dev.factorizer.backend.jvm.kernels.convolutions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sizes of a convolution of rank 1 to 3. All arrays have three entries; missing axes have size 1.
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
public record ConvolutionSizes(int batch, int inputs, int outputs, int groups, int[] size, int[] result, int[] kernel,
        int[] stride, int[] low) {
    /** {@return the input's channels that a group sees} */
    int groupInputs() {
        return inputs / groups;
    }

    /** {@return the result's channels that a group makes} */
    int groupOutputs() {
        return outputs / groups;
    }

    /** {@return whether a voxel is seen from several positions} */
    boolean tapsShareVoxels() {
        return IntStream.range(0, kernel.length).anyMatch(axis -> kernel[axis] > stride[axis]);
    }

    /** {@return all taps, in the order of the weights} */
    List<ConvolutionTap> taps() {
        List<ConvolutionTap> taps = new ArrayList<>();
        for (int d = 0; d < kernel[0]; d++) {
            for (int h = 0; h < kernel[1]; h++) {
                for (int w = 0; w < kernel[2]; w++) {
                    taps.add(new ConvolutionTap(taps.size(), new int[] {d - low[0], h - low[1], w - low[2]}));
                }
            }
        }
        return taps;
    }

    /**
     * {@return the taps that reach the input's voxels start, start + stride, …, and which element of the result's gradient each of
     * them meets there}
     *
     * @param start less than the stride on each axis
     */
    List<ConvolutionTap> tapsReaching(int[] start) {
        List<ConvolutionTap> taps = new ArrayList<>();
        for (ConvolutionTap tap : taps()) {
            int[] offset = new int[3];
            boolean meets = true;
            for (int axis = 0; axis < 3; axis++) {
                int distance = start[axis] - tap.offset()[axis];
                meets &= Math.floorMod(distance, stride[axis]) == 0;
                offset[axis] = Math.floorDiv(distance, stride[axis]);
            }
            if (meets) {
                taps.add(new ConvolutionTap(tap.index(), offset));
            }
        }
        return taps;
    }

    /** {@return the product of three sizes} */
    static long volume(int[] sizes) {
        return (long) sizes[0] * sizes[1] * sizes[2];
    }
}
