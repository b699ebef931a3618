package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * How a pooling moves over an image: one entry a spatial axis.
 *
 * @param kernel how many voxels are pooled, at least 1
 * @param strides steps, at least 1
 * @param padding how many voxels are added on both sides, at most half the kernel so that each window meets the image
 */
public record PoolingGeometry(List<Integer> kernel, List<Integer> strides, List<Integer> padding) {
    /** Checks the settings. */
    public PoolingGeometry {
        kernel = List.copyOf(kernel);
        strides = List.copyOf(strides);
        padding = List.copyOf(padding);
        int rank = kernel.size();
        if (rank < 1 || strides.size() != rank || padding.size() != rank) {
            throw new ShapeException("pooling: kernel " + kernel + ", strides " + strides + ", padding " + padding
                    + ", expected one entry for each spatial axis");
        }
        for (int i = 0; i < rank; i++) {
            if (kernel.get(i) < 1 || strides.get(i) < 1 || padding.get(i) < 0 || padding.get(i) > kernel.get(i) / 2) {
                throw new ShapeException("pooling: kernel " + kernel + ", strides " + strides + ", padding " + padding
                        + ", expected kernel and strides of at least 1 and padding of 0 to half the kernel");
            }
        }
    }

    /**
     * The same on every axis.
     *
     * @param rank the number of spatial axes
     * @param kernel how many voxels are pooled along an axis
     * @param stride the step
     * @param padding voxels added on both sides
     * @return the settings
     */
    public static PoolingGeometry of(int rank, int kernel, int stride, int padding) {
        return new PoolingGeometry(copies(rank, kernel), copies(rank, stride), copies(rank, padding));
    }

    /** None where there is no spatial axis, which the constructor refuses. */
    private static List<Integer> copies(int rank, int value) {
        return Collections.nCopies(Math.max(0, rank), value);
    }

    /**
     * The shape of a pooled image.
     *
     * @param image (B, C, S…)
     * @return (B, C, S'…); a last window that does not fit is left out
     */
    public Shape output(Shape image) {
        if (image.rank() != kernel.size() + 2) {
            throw new ShapeException("pooling: input has shape " + image + ", expected " + kernel.size()
                    + " spatial axes after batch and channels");
        }
        Shape result = image;
        for (int i = 0; i < kernel.size(); i++) {
            int reach = image.size(2 + i) + 2 * padding.get(i) - kernel.get(i);
            if (reach < 0) {
                throw new ShapeException("pooling: kernel " + kernel + " is larger than the padded input " + image
                        + " on spatial axis " + i);
            }
            result = result.with(2 + i, reach / strides.get(i) + 1);
        }
        return result;
    }

    /** The volume of a window. */
    int voxels() {
        return kernel.stream().reduce(1, Math::multiplyExact);
    }

    /**
     * All voxels of each window combined, one axis after the other from the last, so that a rule which keeps the first of
     * equal voxels keeps the first in memory order.
     */
    Value fold(Value image, float border, BinaryOperator<Value> rule) {
        Shape target = output(image.shape());
        List<Integer> widths = new ArrayList<>(List.of(0, 0));
        widths.addAll(padding);
        boolean padded = padding.stream().anyMatch(width -> width > 0);
        Value x = padded ? image.apply(new Pad(widths, widths, border)) : image;
        for (int i = kernel.size() - 1; i >= 0; i--) {
            Value whole = x;
            for (int k = 0; k < kernel.get(i); k++) {
                Value part = whole.slice(2 + i, k, target.size(2 + i), strides.get(i));
                x = k == 0 ? part : rule.apply(x, part);
            }
        }
        return x;
    }
}
