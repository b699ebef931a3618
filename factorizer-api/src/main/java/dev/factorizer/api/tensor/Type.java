package dev.factorizer.api.tensor;

import java.util.Objects;

/**
 * Data type and shape: all that is known of a value before a program runs.
 *
 * @param dataType what an element is
 * @param shape the sizes
 */
public record Type(DataType dataType, Shape shape) {
    /** Checks that both are there. */
    public Type {
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(shape, "shape");
    }

    /**
     * A float32 type.
     *
     * @param sizes the sizes
     * @return the type
     */
    public static Type float32(int... sizes) {
        return new Type(DataType.FLOAT32, Shape.of(sizes));
    }

    /**
     * A float32 type.
     *
     * @param shape the shape
     * @return the type
     */
    public static Type float32(Shape shape) {
        return new Type(DataType.FLOAT32, shape);
    }

    /**
     * The same data type with another shape.
     *
     * @param other the shape
     * @return the type
     */
    public Type withShape(Shape other) {
        return new Type(dataType, other);
    }

    /** {@return the memory of a tensor of this type, in bytes} */
    public long bytes() {
        return Math.multiplyExact(shape.elements(), (long) dataType.bytes());
    }

    @Override
    public String toString() {
        return dataType + " " + shape;
    }
}
