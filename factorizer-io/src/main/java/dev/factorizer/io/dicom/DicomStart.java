package dev.factorizer.io.dicom;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a DICOM file begins: with a preamble and the letters DICM (DICOM PS3.10, section 7.1), or, as files from before that
 * standard and from network dumps do, with its first element.
 */
final class DicomStart {
    /** How many bytes have to be looked at. */
    static final int BYTES = 132;

    private static final int PREAMBLE = 128;
    private static final byte[] MAGIC = "DICM".getBytes(StandardCharsets.US_ASCII);
    /** A first element is one of the groups 2 and 8 that has a short value, or is the group's length. */
    private static final int LONGEST_FIRST = 1024;
    private static final int LAST_FIRST_ELEMENT = 0x70;

    private DicomStart() { }

    static boolean hasPreamble(byte[] start) {
        return start.length >= BYTES && Arrays.equals(start, PREAMBLE, BYTES, MAGIC, 0, MAGIC.length);
    }

    static boolean isDicom(byte[] start) {
        return hasPreamble(start) || isElement(start, ByteOrder.LITTLE_ENDIAN) || isElement(start, ByteOrder.BIG_ENDIAN);
    }

    /** The order of bytes in a data set that begins so. */
    static ByteOrder order(byte[] start) {
        return isElement(start, ByteOrder.BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Whether the kinds of values are written in a data set that begins so. */
    static boolean isExplicit(byte[] start) {
        return start.length >= 6 && ValueRepresentation.isLikely(start[4], start[5]);
    }

    private static boolean isElement(byte[] start, ByteOrder order) {
        if (start.length < 8) {
            return false;
        }
        boolean isBig = order == ByteOrder.BIG_ENDIAN;
        int group = isBig ? start[0] << 8 | start[1] : start[1] << 8 | start[0];
        int element = isBig ? start[2] << 8 | start[3] : start[3] << 8 | start[2];
        if (group != 8 && (group != 2 || isBig) || element < 0 || element > LAST_FIRST_ELEMENT) {
            return false;
        }
        if (isExplicit(start)) {
            return ValueRepresentation.of(start[4], start[5]) != null;
        }
        return !isBig && group == 8 && start[7] == 0 && start[6] == 0
                && (start[4] & 0xff | (start[5] & 0xff) << 8) <= LONGEST_FIRST;
    }
}
