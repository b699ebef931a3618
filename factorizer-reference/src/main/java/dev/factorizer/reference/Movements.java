package dev.factorizer.reference;

import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Permute;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Operations that copy elements to other places. */
final class Movements {
    private Movements() { }

    private static Numbers read(Numbers x, Shape shape, int[] offsets) {
        Numbers y = Numbers.zeros(shape);
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] = x.values()[offsets[i]];
        }
        return y;
    }

    private static void write(Numbers x, int[] offsets, Numbers y) {
        for (int i = 0; i < x.size(); i++) {
            y.values()[offsets[i]] = x.values()[i];
        }
    }

    static Numbers broadcast(Numbers x, Shape shape) {
        return read(x, shape, Offsets.broadcast(shape, x.shape()));
    }

    static Numbers permute(Permute operation, Numbers x, Shape shape) {
        long[] strides = x.shape().strides();
        long[] steps = operation.order().stream().mapToLong(axis -> strides[axis]).toArray();
        return read(x, shape, Offsets.of(shape, 0, steps));
    }

    static Numbers slice(Slice operation, Numbers x, Shape shape) {
        long[] strides = x.shape().strides();
        long start = 0;
        long[] steps = new long[strides.length];
        for (int i = 0; i < steps.length; i++) {
            start += operation.starts().get(i) * strides[i];
            steps[i] = operation.steps().get(i) * strides[i];
        }
        return read(x, shape, Offsets.of(shape, start, steps));
    }

    static Numbers flip(Flip operation, Numbers x) {
        long[] steps = x.shape().strides();
        long start = 0;
        for (int axis : operation.axes().stream().distinct().toList()) {
            start += steps[axis] * (x.shape().size(axis) - 1);
            steps[axis] = -steps[axis];
        }
        return read(x, x.shape(), Offsets.of(x.shape(), start, steps));
    }

    static Numbers pad(Pad operation, Numbers x, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        Arrays.fill(y.values(), operation.number());
        long[] strides = shape.strides();
        long start = 0;
        for (int i = 0; i < strides.length; i++) {
            start += operation.low().get(i) * strides[i];
        }
        write(x, Offsets.of(x.shape(), start, strides), y);
        return y;
    }

    static Numbers concatenate(Concatenate operation, List<Numbers> parts, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        long[] strides = shape.strides();
        long start = 0;
        for (Numbers part : parts) {
            write(part, Offsets.of(part.shape(), start, strides), y);
            start += strides[operation.axis()] * part.shape().size(operation.axis());
        }
        return y;
    }

    static Numbers gather(int axis, Numbers x, Numbers indices, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        int[] target = withoutAxis(shape, axis);
        int[] source = withoutAxis(x.shape(), axis);
        for (int k = 0; k < indices.size(); k++) {
            int index = check(indices, k, axis, x.shape());
            for (int i = 0; i < target.length; i++) {
                y.values()[target[i] + k * (int) shape.strides()[axis]]
                        = x.values()[source[i] + index * (int) x.shape().strides()[axis]];
            }
        }
        return y;
    }

    static Numbers scatterAdd(int axis, Numbers x, Numbers indices, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        int[] target = withoutAxis(shape, axis);
        int[] source = withoutAxis(x.shape(), axis);
        for (int k = 0; k < indices.size(); k++) {
            int index = check(indices, k, axis, shape);
            for (int i = 0; i < target.length; i++) {
                y.values()[target[i] + index * (int) shape.strides()[axis]]
                        += x.values()[source[i] + k * (int) x.shape().strides()[axis]];
            }
        }
        return y;
    }

    /** The offsets of all elements whose index on an axis is 0. */
    private static int[] withoutAxis(Shape shape, int axis) {
        return Offsets.of(shape.with(axis, 1), 0, shape.strides());
    }

    private static int check(Numbers indices, int k, int axis, Shape shape) {
        int index = (int) indices.values()[k];
        if (index < 0 || index >= shape.size(axis)) {
            throw new IndexOutOfBoundsException("index " + index + " at position " + k + " does not lie on axis " + axis
                    + " of size " + shape.size(axis));
        }
        return index;
    }
}
