package dev.factorizer.io.voxels;

import java.nio.ByteBuffer;
import java.util.Locale;

/** What a number is on disk. */
public enum VoxelType {
    /** Signed byte. */
    INT8(1),
    /** Unsigned byte. */
    UINT8(1),
    /** Signed, two bytes. */
    INT16(2),
    /** Unsigned, two bytes. */
    UINT16(2),
    /** Signed, four bytes. */
    INT32(4),
    /** Unsigned, four bytes. */
    UINT32(4),
    /** Signed, eight bytes. */
    INT64(8),
    /** Unsigned, eight bytes. */
    UINT64(8),
    /** Half precision. */
    FLOAT16(2),
    /** Single precision. */
    FLOAT32(4),
    /** Double precision. */
    FLOAT64(8);

    private static final double TWO_64 = 0x1p64;

    private final int bytes;

    VoxelType(int bytes) {
        this.bytes = bytes;
    }

    /** {@return the size of a number in bytes} */
    public int bytes() {
        return bytes;
    }

    /** {@return the name as NumPy writes it, such as {@code int16}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * One number, exactly but for 64-bit numbers beyond 2⁵³, which are rounded.
     *
     * @param from numbers of this type, in the order of its bytes
     * @param index of the number
     * @return its value
     */
    public double value(ByteBuffer from, int index) {
        return switch (this) {
            case INT8 -> from.get(index);
            case UINT8 -> Byte.toUnsignedInt(from.get(index));
            case INT16 -> from.getShort(2 * index);
            case UINT16 -> Short.toUnsignedInt(from.getShort(2 * index));
            case INT32 -> from.getInt(4 * index);
            case UINT32 -> Integer.toUnsignedLong(from.getInt(4 * index));
            case INT64 -> from.getLong(8 * index);
            case UINT64 -> {
                long bits = from.getLong(8 * index);
                // Halved with its last bit kept, so that it is rounded once.
                yield bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2;
            }
            case FLOAT16 -> Float.float16ToFloat(from.getShort(2 * index));
            case FLOAT32 -> from.getFloat(4 * index);
            case FLOAT64 -> from.getDouble(8 * index);
        };
    }

    /**
     * Whether a number that was written as text is one of this type.
     *
     * @param value the number
     * @return true for every number if this is a type of fractions, else for whole ones within bounds
     */
    public boolean holds(double value) {
        return switch (this) {
            case INT8, INT16, INT32, INT64 -> {
                double bound = Math.scalb(1.0, 8 * bytes - 1);
                yield value == Math.rint(value) && value >= -bound && (this == INT64 ? value <= bound : value < bound);
            }
            case UINT8, UINT16, UINT32, UINT64 -> value == Math.rint(value) && value >= 0
                    && (this == UINT64 ? value <= TWO_64 : value < Math.scalb(1.0, 8 * bytes));
            case FLOAT16, FLOAT32, FLOAT64 -> true;
        };
    }
}
