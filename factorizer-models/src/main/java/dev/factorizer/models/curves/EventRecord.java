package dev.factorizer.models.curves;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The frame of an event in its file: length, masked check sum of the length, data, masked check sum of the data. */
final class EventRecord {
    private static final int MASK = 0xA282EAD8;

    private EventRecord() { }

    static ByteBuffer of(byte[] data) {
        ByteBuffer record = ByteBuffer.allocate(Math.addExact(data.length, 16)).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length).putInt(sum(record.array(), 8)).put(data).putInt(sum(data, data.length));
        return record.flip();
    }

    /** Masked, because a check sum of data that contain check sums says little. */
    private static int sum(byte[] bytes, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, count);
        return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
    }
}
