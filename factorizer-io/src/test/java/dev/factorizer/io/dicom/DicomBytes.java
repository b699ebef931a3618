package dev.factorizer.io.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes data sets element by element, also such as no program writes. */
final class DicomBytes {
    static final int UNDEFINED = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteOrder order;
    private final boolean isExplicit;

    DicomBytes(boolean isExplicit, ByteOrder order) {
        this.isExplicit = isExplicit;
        this.order = order;
    }

    static DicomBytes explicit() {
        return new DicomBytes(true, ByteOrder.LITTLE_ENDIAN);
    }

    static DicomBytes implicit() {
        return new DicomBytes(false, ByteOrder.LITTLE_ENDIAN);
    }

    /** A file with preamble and transfer syntax, to be continued by its data set. */
    static DicomBytes file(String syntax) {
        DicomBytes file = explicit().raw(new byte[128]).raw("DICM".getBytes(StandardCharsets.US_ASCII));
        return file.text(0x00020010, "UI", syntax);
    }

    /** A frame of 4×3 pixels of 16 bits, without its pixels. */
    DicomBytes image() {
        return text(0x00080060, "CS", "CT").number(0x00280002, 1).text(0x00280004, "CS", "MONOCHROME2").number(0x00280010, 3)
                .number(0x00280011, 4).number(0x00280100, 16).number(0x00280101, 12).number(0x00280102, 11)
                .number(0x00280103, 0);
    }

    /** Pixels 0, 1, 2 …. */
    DicomBytes pixels(int count) {
        ByteBuffer values = ByteBuffer.allocate(2 * count).order(order);
        for (int i = 0; i < count; i++) {
            values.putShort((short) i);
        }
        return element(0x7fe00010, "OW", values.array());
    }

    DicomBytes text(int tag, String kind, String text) {
        String padded = text.length() % 2 == 0 ? text : text + (kind.equals("UI") ? "\0" : " ");
        return element(tag, kind, padded.getBytes(StandardCharsets.ISO_8859_1));
    }

    DicomBytes number(int tag, int value) {
        return element(tag, "US", ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    DicomBytes element(int tag, String kind, byte[] value) {
        return header(tag, kind, value.length).raw(value);
    }

    /** What stands before a value; the length may be anything. */
    DicomBytes header(int tag, String kind, int length) {
        ByteBuffer header = ByteBuffer.allocate(12).order(order).putShort((short) (tag >>> 16)).putShort((short) tag);
        if (isExplicit && tag >>> 16 != 0xfffe) {
            header.put(kind.getBytes(StandardCharsets.ISO_8859_1));
            if (ValueRepresentation.valueOf(kind).isLong) {
                header.putShort((short) 0).putInt(length);
            } else {
                header.putShort((short) length);
            }
        } else {
            header.putInt(length);
        }
        byte[] written = new byte[header.position()];
        header.get(0, written);
        return raw(written);
    }

    DicomBytes item(int length) {
        return header(0xfffee000, "", length);
    }

    DicomBytes item(byte[] content) {
        return item(content.length).raw(content);
    }

    DicomBytes endOfItem() {
        return header(0xfffee00d, "", 0);
    }

    DicomBytes endOfSequence() {
        return header(0xfffee0dd, "", 0);
    }

    DicomBytes raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
