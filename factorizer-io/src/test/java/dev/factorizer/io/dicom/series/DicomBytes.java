package dev.factorizer.io.dicom.series;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/** Writes a data set in explicit little-endian order. Tags are numbers: a test of reading uses none of the reader's names. */
final class DicomBytes {
    private static final String LONG_LENGTHS = "OB OW OF OD SQ UN UT UC";

    private final TreeMap<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);

    /** A value of text; several are separated by backslashes. */
    DicomBytes text(int tag, String kind, String value) {
        return put(tag, kind, value.getBytes(StandardCharsets.ISO_8859_1), kind.equals("UI") ? 0 : ' ');
    }

    /** Numbers written as text. */
    DicomBytes decimals(int tag, double... values) {
        return text(tag, "DS", String.join("\\", Arrays.stream(values).mapToObj(Double::toString).toList()));
    }

    DicomBytes number(int tag, int value) {
        return put(tag, "US", ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) value).array(), 0);
    }

    DicomBytes real(int tag, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putDouble);
        return put(tag, "FD", bytes.array(), 0);
    }

    DicomBytes words(int tag, String kind, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(value -> bytes.putShort((short) value));
        return put(tag, kind, bytes.array(), 0);
    }

    DicomBytes raw(int tag, String kind, byte[] value) {
        return put(tag, kind, value, 0);
    }

    DicomBytes sequence(int tag, DicomBytes... items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (DicomBytes item : items) {
            byte[] content = item.content();
            bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0xfffe).putShort((short) 0xe000)
                    .putInt(content.length).array());
            bytes.writeBytes(content);
        }
        return put(tag, "SQ", bytes.toByteArray(), 0);
    }

    DicomBytes without(int tag) {
        elements.remove(tag);
        return this;
    }

    private DicomBytes put(int tag, String kind, byte[] value, int padding) {
        int length = value.length + value.length % 2;
        boolean isLong = LONG_LENGTHS.contains(kind);
        ByteBuffer bytes = ByteBuffer.allocate((isLong ? 12 : 8) + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) (tag >>> 16)).putShort((short) tag).put(kind.getBytes(StandardCharsets.ISO_8859_1));
        if (isLong) {
            bytes.putShort((short) 0).putInt(length);
        } else {
            bytes.putShort((short) length);
        }
        bytes.put(value);
        if (bytes.hasRemaining()) {
            bytes.put((byte) padding);
        }
        elements.put(tag, bytes.array());
        return this;
    }

    /** The elements in their order. */
    byte[] content() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        elements.values().forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    /** A file with preamble. */
    byte[] file() {
        byte[] meta = new DicomBytes().text(0x00020010, "UI", "1.2.840.10008.1.2.1").content();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[128]);
        bytes.writeBytes("DICM".getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(new DicomBytes().raw(0x00020000, "UL",
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(meta.length).array()).content());
        bytes.writeBytes(meta);
        bytes.writeBytes(content());
        return bytes.toByteArray();
    }
}
