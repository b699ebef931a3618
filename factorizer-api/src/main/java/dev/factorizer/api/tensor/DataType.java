package dev.factorizer.api.tensor;

import java.util.Locale;

/** What an element of a tensor is. */
public enum DataType {
    /** IEEE single precision: what networks compute in. */
    FLOAT32(4),
    /** IEEE double precision: what the reference backend answers in. */
    FLOAT64(8),
    /** 32-bit signed integers: indices, class numbers, random keys. */
    INT32(4);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** {@return the size of an element in bytes} */
    public int bytes() {
        return bytes;
    }

    /** {@return whether elements are floating-point numbers} */
    public boolean isFloat() {
        return this != INT32;
    }

    /** The name as messages write it, {@code float32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
