package dev.factorizer.models.curves;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message of Protocol Buffers, written field by field: as much of the encoding as event files have. */
final class ProtocolMessage {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    ProtocolMessage number(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    ProtocolMessage fixed(int field, double value) {
        key(field, EIGHT_BYTES);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
        return this;
    }

    ProtocolMessage single(int field, float value) {
        key(field, FOUR_BYTES);
        out.writeBytes(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
        return this;
    }

    ProtocolMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtocolMessage message(int field, ProtocolMessage value) {
        return bytes(field, value.bytes());
    }

    ProtocolMessage bytes(int field, byte[] value) {
        key(field, LENGTH);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void key(int field, int form) {
        varint((long) field << 3 | form);
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
