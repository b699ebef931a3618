package dev.factorizer.api.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Numbers in the host's memory: a type, and the elements in row-major order and native byte order. Tensors are what goes into
 * a program and comes out of it. A tensor made from a Java array shares it. Tensors need not be closed: only a program holds
 * memory on a device.
 */
public final class Tensor {
    private final Type type;
    private final MemorySegment segment;

    private Tensor(Type type, MemorySegment segment) {
        this.type = type;
        this.segment = segment;
    }

    /**
     * A float32 tensor that shares an array.
     *
     * @param values the elements, row-major; not copied
     * @param sizes the sizes
     * @return the tensor
     * @throws ShapeException if the array has another length than the shape
     */
    public static Tensor of(float[] values, int... sizes) {
        return of(Shape.of(sizes), values);
    }

    /**
     * A float32 tensor that shares an array.
     *
     * @param shape the shape
     * @param values the elements, row-major; not copied
     * @return the tensor
     * @throws ShapeException if the array has another length than the shape
     */
    public static Tensor of(Shape shape, float[] values) {
        checkLength(shape, values.length);
        return new Tensor(new Type(DataType.FLOAT32, shape), MemorySegment.ofArray(values));
    }

    /**
     * A float64 tensor that shares an array.
     *
     * @param shape the shape
     * @param values the elements, row-major; not copied
     * @return the tensor
     * @throws ShapeException if the array has another length than the shape
     */
    public static Tensor of(Shape shape, double[] values) {
        checkLength(shape, values.length);
        return new Tensor(new Type(DataType.FLOAT64, shape), MemorySegment.ofArray(values));
    }

    /**
     * An int32 tensor that shares an array.
     *
     * @param shape the shape
     * @param values the elements, row-major; not copied
     * @return the tensor
     * @throws ShapeException if the array has another length than the shape
     */
    public static Tensor of(Shape shape, int[] values) {
        checkLength(shape, values.length);
        return new Tensor(new Type(DataType.INT32, shape), MemorySegment.ofArray(values));
    }

    /**
     * A tensor of zeros outside Java's heap, for more elements than a Java array can hold. The garbage collector frees it.
     *
     * @param type the type
     * @return the tensor, aligned to 64 bytes
     */
    public static Tensor allocate(Type type) {
        return new Tensor(type, Arena.ofAuto().allocate(Math.max(type.bytes(), 1), 64).asSlice(0, type.bytes()));
    }

    private static void checkLength(Shape shape, int length) {
        if (shape.elements() != length) {
            throw new ShapeException("tensor: array of " + length + " elements for shape " + shape + ", expected "
                    + shape.elements());
        }
    }

    /** {@return data type and shape} */
    public Type type() {
        return type;
    }

    /** {@return the sizes} */
    public Shape shape() {
        return type.shape();
    }

    /** {@return the elements' memory itself, row-major in native byte order} */
    public MemorySegment segment() {
        return segment;
    }

    /**
     * Takes over the elements of another tensor, converted where its type is another.
     *
     * @param other a tensor of the same shape
     * @throws ShapeException if the shape is another
     */
    public void copyFrom(Tensor other) {
        if (!other.shape().equals(shape())) {
            throw new ShapeException("tensor: elements of " + other.type() + " for " + type + ", expected the same shape");
        }
        if (other.type.equals(type)) {
            segment.copyFrom(other.segment);
            return;
        }
        switch (type.dataType()) {
            case FLOAT32 -> segment.copyFrom(MemorySegment.ofArray(other.toFloats()));
            case FLOAT64 -> segment.copyFrom(MemorySegment.ofArray(other.toDoubles()));
            case INT32 -> segment.copyFrom(MemorySegment.ofArray(other.toInts()));
        }
    }

    /** {@return a new array of the elements, converted where the type is another} */
    public float[] toFloats() {
        return switch (type.dataType()) {
            case FLOAT32 -> segment.toArray(ValueLayout.JAVA_FLOAT);
            case FLOAT64, INT32 -> {
                double[] wide = toDoubles();
                float[] values = new float[wide.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) wide[i];
                }
                yield values;
            }
        };
    }

    /** {@return a new array of the elements, converted where the type is another} */
    public double[] toDoubles() {
        if (type.dataType() == DataType.FLOAT64) {
            return segment.toArray(ValueLayout.JAVA_DOUBLE);
        }
        double[] values = new double[Math.toIntExact(shape().elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.dataType() == DataType.INT32 ? segment.getAtIndex(ValueLayout.JAVA_INT, i)
                    : segment.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
        return values;
    }

    /**
     * The elements of an int32 tensor.
     *
     * @return a new array
     * @throws ShapeException if the type is another
     */
    public int[] toInts() {
        if (type.dataType() != DataType.INT32) {
            throw new ShapeException("tensor: toInts needs int32, found " + type);
        }
        return segment.toArray(ValueLayout.JAVA_INT);
    }

    /** The type, as in {@code tensor float32 2×3}. */
    @Override
    public String toString() {
        return "tensor " + type;
    }
}
