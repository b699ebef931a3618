package dev.factorizer.api.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor, slowest axis first. A shape of rank 0 is a single number. Sizes of 0 are allowed.
 *
 * <p>Networks use (batch, channels, spatial axes …).
 */
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;
    private final long elements;

    private Shape(int[] sizes) {
        this.sizes = sizes;
        long product = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new ShapeException("shape: a size is negative, expected 0 or more, found " + describe(sizes));
            }
            product = Math.multiplyExact(product, size);
        }
        this.elements = product;
    }

    /**
     * A shape of these sizes.
     *
     * @param sizes the sizes, slowest axis first
     * @return the shape
     * @throws ShapeException if a size is negative
     */
    public static Shape of(int... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /** {@return the number of axes} */
    public int rank() {
        return sizes.length;
    }

    /**
     * The size of an axis.
     *
     * @param axis the axis; -1 is the last
     * @return its size
     * @throws ShapeException if there is no such axis
     */
    public int size(int axis) {
        return sizes[axis(axis)];
    }

    /**
     * An axis counted from 0.
     *
     * @param axis the axis; -1 is the last
     * @return the axis, 0 or more
     * @throws ShapeException if there is no such axis
     */
    public int axis(int axis) {
        int index = axis < 0 ? axis + sizes.length : axis;
        if (index < 0 || index >= sizes.length) {
            throw new ShapeException("axis " + axis + " does not exist in a tensor of shape " + this);
        }
        return index;
    }

    /** {@return the number of elements: the product of all sizes, 1 for rank 0} */
    public long elements() {
        return elements;
    }

    /** {@return a copy of the sizes} */
    public int[] sizes() {
        return sizes.clone();
    }

    /**
     * This shape with another size on one axis.
     *
     * @param axis the axis; -1 is the last
     * @param size the new size
     * @return the new shape
     */
    public Shape with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis(axis)] = size;
        return of(changed);
    }

    /**
     * A run of axes as a shape.
     *
     * @param from the first axis
     * @param to the axis after the last
     * @return the shape of these axes
     */
    public Shape range(int from, int to) {
        return of(Arrays.copyOfRange(sizes, from, to));
    }

    /**
     * The axes after batch and channels.
     *
     * @return the spatial sizes
     * @throws ShapeException if the rank is below 2
     */
    public Shape spatial() {
        if (sizes.length < 2) {
            throw new ShapeException("expected (batch, channels, spatial axes …), found " + this);
        }
        return range(2, sizes.length);
    }

    /**
     * This shape followed by another.
     *
     * @param more the sizes to put behind
     * @return the longer shape
     */
    public Shape append(int... more) {
        int[] all = Arrays.copyOf(sizes, sizes.length + more.length);
        System.arraycopy(more, 0, all, sizes.length, more.length);
        return of(all);
    }

    /**
     * The shape two tensors have together under broadcasting: axes are aligned at the end, and a size of 1 is repeated.
     *
     * @param other the other shape
     * @return the common shape
     * @throws ShapeException if an axis differs and neither size is 1
     */
    public Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        int[] common = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int a = i <= rank() ? sizes[rank() - i] : 1;
            int b = i <= other.rank() ? other.sizes[other.rank() - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException("shapes " + this + " and " + other + " do not broadcast: axis -" + i
                        + " has sizes " + a + " and " + b + ", expected equal sizes or 1");
            }
            common[rank - i] = a == 1 ? b : a;
        }
        return of(common);
    }

    /** {@return the row-major stride of each axis in elements; the last is 1} */
    public long[] strides() {
        long[] strides = new long[sizes.length];
        long step = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= sizes[i];
        }
        return strides;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** Sizes joined by ×, as in {@code 1×2×64×64×64}; "scalar" for rank 0. */
    @Override
    public String toString() {
        return describe(sizes);
    }

    private static String describe(int[] sizes) {
        return sizes.length == 0 ? "scalar"
                : Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("×"));
    }
}
