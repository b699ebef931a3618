package dev.factorizer.models.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** An event as a reader finds it: fields by number. */
record WrittenEvent(Map<Integer, Object> fields) {
    static List<WrittenEvent> of(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<WrittenEvent> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = take(bytes, 8);
            assertEquals(sum(length), bytes.getInt());
            byte[] data = take(bytes, Math.toIntExact(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()));
            assertEquals(sum(data), bytes.getInt());
            events.add(new WrittenEvent(message(data)));
        }
        return events;
    }

    private static byte[] take(ByteBuffer from, int count) {
        byte[] taken = new byte[count];
        from.get(taken);
        return taken;
    }

    private static int sum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return (int) ((crc.getValue() >>> 15 | crc.getValue() << 17) + 0xA282EAD8L);
    }

    private static Map<Integer, Object> message(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, Object> fields = new HashMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value = switch ((int) key & 7) {
                case 0 -> varint(in);
                case 1 -> in.getDouble();
                case 2 -> take(in, (int) varint(in));
                case 5 -> in.getFloat();
                default -> throw new AssertionError("form " + (key & 7));
            };
            fields.put((int) (key >>> 3), value);
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    String version() {
        return new String((byte[]) fields.get(3), StandardCharsets.UTF_8);
    }

    long step() {
        return (long) fields.get(2);
    }

    boolean isStart() {
        return fields.get(7) instanceof byte[] session && message(session).equals(Map.of(1, 1L));
    }

    private Map<Integer, Object> summary() {
        return message((byte[]) message((byte[]) fields.get(5)).get(1));
    }

    String tag() {
        return new String((byte[]) summary().get(1), StandardCharsets.UTF_8);
    }

    float value() {
        return (float) summary().get(2);
    }

    byte[] png() {
        return (byte[]) message((byte[]) summary().get(4)).get(4);
    }

    /** Height and width. */
    List<Long> size() {
        Map<Integer, Object> image = message((byte[]) summary().get(4));
        return List.of((long) image.get(1), (long) image.get(2));
    }
}
