package dev.factorizer.api.operations;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Collections;
import java.util.List;

/**
 * How a kernel moves over an image: the settings all convolutions share, one entry a spatial axis.
 *
 * @param strides steps, at least 1
 * @param low zeros before the first voxel
 * @param high zeros after the last voxel
 * @param groups into how many independent parts the channels fall
 * @param fullPrecision whether neither the operands nor the result may be rounded to fewer bits than their type has, whatever a
 *     program is compiled with
 */
public record ConvolutionGeometry(List<Integer> strides, List<Integer> low, List<Integer> high, int groups,
        boolean fullPrecision) {
    /** Checks the settings. */
    public ConvolutionGeometry {
        strides = List.copyOf(strides);
        low = List.copyOf(low);
        high = List.copyOf(high);
        int rank = strides.size();
        if (rank < 1 || rank > 3 || low.size() != rank || high.size() != rank) {
            throw new ShapeException("convolution: strides " + strides + " and padding " + low + ", " + high
                    + ", expected one entry for each of 1 to 3 spatial axes");
        }
        if (Collections.min(strides) < 1 || Collections.min(low) < 0 || Collections.min(high) < 0 || groups < 1) {
            throw new ShapeException("convolution: strides " + strides + ", padding " + low + ", " + high + ", groups "
                    + groups + ", expected strides and groups of at least 1 and padding of at least 0");
        }
    }

    /**
     * A convolution that may be rounded where a program asks for it.
     *
     * @param strides steps, at least 1
     * @param low zeros before the first voxel
     * @param high zeros after the last voxel
     * @param groups into how many independent parts the channels fall
     */
    public ConvolutionGeometry(List<Integer> strides, List<Integer> low, List<Integer> high, int groups) {
        this(strides, low, high, groups, false);
    }

    /**
     * The same stride and padding on every axis.
     *
     * @param rank the number of spatial axes
     * @param stride the step
     * @param padding zeros on both sides
     * @param groups the number of groups
     * @return the settings
     */
    public static ConvolutionGeometry of(int rank, int stride, int padding, int groups) {
        return new ConvolutionGeometry(Collections.nCopies(rank, stride), Collections.nCopies(rank, padding),
                Collections.nCopies(rank, padding), groups);
    }

    /** {@return the number of spatial axes, 1 to 3} */
    public int rank() {
        return strides.size();
    }

    /**
     * The spatial sizes of a convolution's result.
     *
     * @param input the spatial sizes of its input
     * @param kernel the kernel's sizes
     * @return the result's; an axis shorter than the kernel is an error
     */
    public Shape output(Shape input, Shape kernel) {
        int[] sizes = new int[rank()];
        for (int i = 0; i < sizes.length; i++) {
            int reach = input.size(i) + low.get(i) + high.get(i) - kernel.size(i);
            if (reach < 0) {
                throw new ShapeException("convolution: kernel " + kernel + " is larger than the padded input " + input
                        + " on spatial axis " + i);
            }
            sizes[i] = reach / strides.get(i) + 1;
        }
        return Shape.of(sizes);
    }
}
