package dev.factorizer.io.nifti;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a voxel is on disk. */
public enum NiftiType {
    /** Unsigned byte. */
    UINT8(2, 1),
    /** Signed, two bytes. */
    INT16(4, 2),
    /** Signed, four bytes. */
    INT32(8, 4),
    /** Single precision. */
    FLOAT32(16, 4),
    /** Double precision. */
    FLOAT64(64, 8),
    /** Red, green, blue, a byte each. */
    RGB(128, 3),
    /** Signed byte. */
    INT8(256, 1),
    /** Unsigned, two bytes. */
    UINT16(512, 2),
    /** Unsigned, four bytes. */
    UINT32(768, 4),
    /** Signed, eight bytes. */
    INT64(1024, 8),
    /** Unsigned, eight bytes. */
    UINT64(1280, 8),
    /** Red, green, blue, alpha, a byte each. */
    RGBA(2304, 4);

    private final int code;
    private final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** {@return the number in the header's datatype field} */
    public int code() {
        return code;
    }

    /** {@return the size of a voxel in bytes} */
    public int bytes() {
        return bytes;
    }

    /** {@return the number of values per voxel: 3 and 4 for colors, else 1} */
    public int components() {
        return switch (this) {
            case RGB -> 3;
            case RGBA -> 4;
            default -> 1;
        };
    }

    /**
     * A type by its code.
     *
     * @param code the header's datatype
     * @return the type; empty for one that is not read (bits, complex numbers)
     */
    public static Optional<NiftiType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** {@return the name as numpy writes it, such as {@code int16}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
