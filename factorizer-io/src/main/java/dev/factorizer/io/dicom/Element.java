package dev.factorizer.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One value of a data set.
 *
 * @param representation how it is to be read
 * @param order of its bytes
 * @param value the bytes; none for a sequence
 * @param items of a sequence
 */
record Element(ValueRepresentation representation, ByteOrder order, byte[] value, List<DicomDataset> items) {
    private static final int MOST_SHOWN = 64;

    boolean isText() {
        return representation.kind == ValueRepresentation.Kind.TEXT;
    }

    /** The text without the padding at its ends. */
    String text(CharacterSet characters) {
        return strip(switch (representation) {
            case SH, LO, ST, LT, UC, UT, PN -> characters.decode(value);
            default -> new String(value, StandardCharsets.ISO_8859_1);
        });
    }

    /** Without blanks and zeros at both ends. */
    static String strip(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && text.charAt(begin) <= ' ') {
            begin++;
        }
        while (end > begin && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(begin, end);
    }

    /** As much of a text as a message takes. */
    static String brief(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }

    /** How many numbers the bytes hold; -1 if they aren't binary numbers. */
    int count() {
        int bytes = representation.kind.bytes;
        return bytes == 0 || value.length % bytes != 0 ? -1 : value.length / bytes;
    }

    /** A binary number. */
    double number(int index) {
        ByteBuffer bytes = ByteBuffer.wrap(value).order(order);
        return switch (representation.kind) {
            case FLOAT -> bytes.getFloat(4 * index);
            case DOUBLE -> bytes.getDouble(8 * index);
            case SIGNED_16 -> bytes.getShort(2 * index);
            case UNSIGNED_16 -> bytes.getShort(2 * index) & 0xffff;
            case SIGNED_32 -> bytes.getInt(4 * index);
            case UNSIGNED_32 -> bytes.getInt(4 * index) & 0xffffffffL;
            // Beyond 2⁵³ they aren't exact, and beyond 2⁶³ negative: no file is that large.
            case SIGNED_64, UNSIGNED_64 -> bytes.getLong(8 * index);
            case TEXT, OTHER -> throw new IllegalStateException("element: " + representation + " is no binary number");
        };
    }
}
