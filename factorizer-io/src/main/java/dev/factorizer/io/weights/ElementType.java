package dev.factorizer.io.weights;

/** What an element of a stored tensor is, by its safetensors name. */
public enum ElementType {
    /** One byte, 0 or 1. */
    BOOL(1),
    /** Unsigned, one byte. */
    U8(1),
    /** Signed, one byte. */
    I8(1),
    /** Signed, two bytes. */
    I16(2),
    /** Unsigned, two bytes. */
    U16(2),
    /** IEEE half precision. */
    F16(2),
    /** The upper half of a single-precision number. */
    BF16(2),
    /** Signed, four bytes. */
    I32(4),
    /** Unsigned, four bytes. */
    U32(4),
    /** IEEE single precision. */
    F32(4),
    /** Signed, eight bytes. */
    I64(8),
    /** Unsigned, eight bytes. */
    U64(8),
    /** IEEE double precision. */
    F64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** {@return the size of an element in bytes} */
    public int bytes() {
        return bytes;
    }
}
