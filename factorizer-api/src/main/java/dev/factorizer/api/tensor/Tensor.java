package dev.factorizer.api.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Numbers in memory: a type and where its elements are. What goes into a program and what comes out of it.
 *
 * <p>A tensor made from a Java array shares it and needs no closing. One with native or device memory of its own gives it
 * back on {@link #close}; later use is an error.
 */
public final class Tensor implements AutoCloseable {
    private final Type type;
    private final Storage storage;

    private Tensor(Type type, Storage storage) {
        this.type = type;
        this.storage = storage;
    }

    /**
     * A tensor on some storage.
     *
     * @param type the type
     * @param storage its elements
     * @return the tensor, which owns the storage
     */
    public static Tensor on(Type type, Storage storage) {
        if (storage instanceof HostStorage host && host.segment().byteSize() != type.bytes()) {
            throw new ShapeException("tensor: memory of " + host.segment().byteSize() + " bytes for " + type
                    + ", expected " + type.bytes());
        }
        return new Tensor(type, storage);
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
        return new Tensor(new Type(DataType.FLOAT32, shape), HostStorage.of(MemorySegment.ofArray(values)));
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
        return new Tensor(new Type(DataType.FLOAT64, shape), HostStorage.of(MemorySegment.ofArray(values)));
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
        return new Tensor(new Type(DataType.INT32, shape), HostStorage.of(MemorySegment.ofArray(values)));
    }

    /**
     * A tensor of zeros in native memory of its own.
     *
     * @param type the type
     * @return the tensor; close it to free the memory
     */
    public static Tensor allocate(Type type) {
        return new Tensor(type, HostStorage.allocate(type.bytes()));
    }

    private static void checkLength(Shape shape, int length) {
        if (shape.elements() != length) {
            throw new ShapeException("tensor: array of " + length + " elements for shape " + shape + ", expected "
                    + shape.elements());
        }
    }

    /**
     * Data type and shape.
     *
     * @return the type
     */
    public Type type() {
        return type;
    }

    /**
     * The shape.
     *
     * @return the shape
     */
    public Shape shape() {
        return type.shape();
    }

    /**
     * Where the elements are.
     *
     * @return the storage
     */
    public Storage storage() {
        return storage;
    }

    /**
     * The elements in memory of the host, row-major in native byte order; a copy where they are on a device.
     *
     * @return the memory
     * @throws IllegalStateException if the tensor was closed
     */
    public MemorySegment segment() {
        return storage.toHost(type).segment();
    }

    /**
     * The elements as floats, converted where the type is another.
     *
     * @return a new array
     * @throws IllegalStateException if the tensor was closed
     */
    public float[] toFloats() {
        MemorySegment segment = segment();
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

    /**
     * The elements as doubles, converted where the type is another.
     *
     * @return a new array
     * @throws IllegalStateException if the tensor was closed
     */
    public double[] toDoubles() {
        MemorySegment segment = segment();
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
     * @throws IllegalStateException if the tensor was closed
     */
    public int[] toInts() {
        if (type.dataType() != DataType.INT32) {
            throw new ShapeException("tensor: toInts needs int32, found " + type);
        }
        return segment().toArray(ValueLayout.JAVA_INT);
    }

    /** Gives native or device memory back; does nothing for a tensor on an array but forbid later use. */
    @Override
    public void close() {
        storage.close();
    }

    /** The type, as in {@code tensor float32 2×3}. */
    @Override
    public String toString() {
        return "tensor " + type;
    }
}
