package dev.factorizer.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The fields that {@link NiftiHeader} keeps in its raw bytes only, named as in nifti1.h: where they are in both versions of
 * the format, and how they are carried from one version or byte order into another.
 */
enum RawField {
    /** Which axes are slice, phase and frequency. */
    DIM_INFO(39, 1, 524, 1, Kind.WHOLE),
    /** First parameter of the intent. */
    INTENT_P1(56, 4, 80, 8, Kind.REAL),
    /** Second parameter of the intent. */
    INTENT_P2(60, 4, 88, 8, Kind.REAL),
    /** Third parameter of the intent. */
    INTENT_P3(64, 4, 96, 8, Kind.REAL),
    /** What the values mean. */
    INTENT_CODE(68, 2, 504, 4, Kind.WHOLE),
    /** First slice with timing. */
    SLICE_START(74, 2, 224, 8, Kind.WHOLE),
    /** Last slice with timing. */
    SLICE_END(120, 2, 232, 8, Kind.WHOLE),
    /** Order of the slices in time. */
    SLICE_CODE(122, 1, 496, 4, Kind.WHOLE),
    /** What is shown brightest. */
    CAL_MAX(124, 4, 192, 8, Kind.REAL),
    /** What is shown darkest. */
    CAL_MIN(128, 4, 200, 8, Kind.REAL),
    /** Time of a slice. */
    SLICE_DURATION(132, 4, 208, 8, Kind.REAL),
    /** When the first volume began. */
    TOFFSET(136, 4, 216, 8, Kind.REAL),
    /** Name of another file. */
    AUX_FILE(228, 24, 320, 24, Kind.TEXT),
    /** Name of the intent. */
    INTENT_NAME(328, 16, 508, 16, Kind.TEXT);

    private enum Kind { WHOLE, REAL, TEXT }

    private final int first;
    private final int firstBytes;
    private final int second;
    private final int secondBytes;
    private final Kind kind;

    RawField(int first, int firstBytes, int second, int secondBytes, Kind kind) {
        this.first = first;
        this.firstBytes = firstBytes;
        this.second = second;
        this.secondBytes = secondBytes;
        this.kind = kind;
    }

    /** The bytes of a header with these fields alone, in another version or byte order. */
    static byte[] carry(byte[] from, int fromVersion, boolean fromBig, int toVersion, boolean toBig) {
        ByteBuffer source = ByteBuffer.wrap(from).order(fromBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        ByteBuffer target = ByteBuffer.allocate(HeaderLayout.of(toVersion).bytes)
                .order(toBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (RawField field : values()) {
            field.copy(source, fromVersion, target, toVersion);
        }
        return target.array();
    }

    private void copy(ByteBuffer source, int fromVersion, ByteBuffer target, int toVersion) {
        int from = at(fromVersion);
        int to = at(toVersion);
        switch (kind) {
            case TEXT -> target.put(to, source, from, firstBytes);
            case REAL -> put(target, toVersion, fromVersion == 1 ? source.getFloat(from) : source.getDouble(from));
            case WHOLE -> {
                switch (bytes(toVersion)) {
                    case 1 -> target.put(to, (byte) whole(source, fromVersion));
                    case 2 -> target.putShort(to, (short) whole(source, fromVersion));
                    case 4 -> target.putInt(to, (int) whole(source, fromVersion));
                    default -> target.putLong(to, whole(source, fromVersion));
                }
            }
        }
    }

    /** Sets a field of real numbers. */
    void put(ByteBuffer header, int version, double value) {
        if (version == 1) {
            header.putFloat(first, (float) value);
        } else {
            header.putDouble(second, value);
        }
    }

    private long whole(ByteBuffer header, int version) {
        int at = at(version);
        return switch (bytes(version)) {
            case 1 -> header.get(at);
            case 2 -> header.getShort(at);
            case 4 -> header.getInt(at);
            default -> header.getLong(at);
        };
    }

    private int at(int version) {
        return version == 1 ? first : second;
    }

    private int bytes(int version) {
        return version == 1 ? firstBytes : secondBytes;
    }
}
