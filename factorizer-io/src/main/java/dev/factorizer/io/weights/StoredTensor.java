package dev.factorizer.io.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A tensor as a file holds it: its type, its shape and its bytes, little-endian and row-major. Immutable. */
public final class StoredTensor {
    private final ElementType type;
    private final int[] shape;
    private final byte[] bytes;

    private StoredTensor(ElementType type, int[] shape, byte[] bytes) {
        this.type = type;
        this.shape = shape;
        this.bytes = bytes;
        long expected = elements(shape) * type.bytes();
        if (expected != bytes.length) {
            throw new IllegalArgumentException("tensor: " + bytes.length + " bytes for " + type + " "
                    + Arrays.toString(shape) + ", expected " + expected);
        }
    }

    private static long elements(int[] shape) {
        long product = 1;
        for (int size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /**
     * A tensor on bytes that are not copied and must not be changed afterwards.
     *
     * @param type what an element is
     * @param shape the sizes
     * @param littleEndian the elements
     * @return the tensor
     */
    static StoredTensor onBytes(ElementType type, int[] shape, byte[] littleEndian) {
        return new StoredTensor(type, shape.clone(), littleEndian);
    }

    /**
     * A single-precision tensor.
     *
     * @param shape the sizes
     * @param values the elements, row-major
     * @return the tensor
     */
    public static StoredTensor of(int[] shape, float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return new StoredTensor(ElementType.F32, shape.clone(), buffer.array());
    }

    /**
     * A tensor of 32-bit integers.
     *
     * @param shape the sizes
     * @param values the elements, row-major
     * @return the tensor
     */
    public static StoredTensor of(int[] shape, int[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(values);
        return new StoredTensor(ElementType.I32, shape.clone(), buffer.array());
    }

    /** {@return what an element is} */
    public ElementType type() {
        return type;
    }

    /** {@return a copy of the sizes; empty for a single number} */
    public int[] shape() {
        return shape.clone();
    }

    /** {@return the number of elements} */
    public int elements() {
        return bytes.length / type.bytes();
    }

    byte[] bytes() {
        return bytes;
    }

    /** {@return a new array of the elements, widened from half types, rounded from wider ones} */
    public float[] floats() {
        ByteBuffer buffer = buffer();
        float[] values = new float[elements()];
        switch (type) {
            case F32 -> buffer.asFloatBuffer().get(values);
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.float16ToFloat(buffer.getShort());
                }
            }
            case BF16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.intBitsToFloat(buffer.getShort() << 16);
                }
            }
            default -> {
                double[] wide = doubles();
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) wide[i];
                }
            }
        }
        return values;
    }

    /** {@return a new array of the elements; exact for all types but 64-bit integers beyond 2⁵³} */
    public double[] doubles() {
        ByteBuffer buffer = buffer();
        double[] values = new double[elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case F64 -> buffer.getDouble();
                case F32 -> buffer.getFloat();
                case F16 -> Float.float16ToFloat(buffer.getShort());
                case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
                case U64 -> unsigned(buffer.getLong());
                default -> integer(buffer);
            };
        }
        return values;
    }

    /**
     * The elements of an integer tensor.
     *
     * @return a new array; unsigned 64-bit numbers keep their bits
     * @throws IllegalStateException if the elements are floating-point
     */
    public long[] longs() {
        if (type == ElementType.F16 || type == ElementType.BF16 || type == ElementType.F32 || type == ElementType.F64) {
            throw new IllegalStateException("tensor: longs of " + type + ", expected an integer type");
        }
        ByteBuffer buffer = buffer();
        long[] values = new long[elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = integer(buffer);
        }
        return values;
    }

    private long integer(ByteBuffer buffer) {
        return switch (type) {
            case BOOL, U8 -> Byte.toUnsignedLong(buffer.get());
            case I8 -> buffer.get();
            case I16 -> buffer.getShort();
            case U16 -> Short.toUnsignedLong(buffer.getShort());
            case I32 -> buffer.getInt();
            case U32 -> Integer.toUnsignedLong(buffer.getInt());
            case I64, U64 -> buffer.getLong();
            case F16, BF16, F32, F64 -> throw new IllegalStateException("tensor: " + type + " is not an integer type");
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String toString() {
        return type + " " + Arrays.toString(shape);
    }
}
