package dev.factorizer.io.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Checkpoints around a pickle that is written by hand, one letter a byte. */
final class Pickles {
    private static final String LEGACY_START = "\u0080\2\u008a\12l\u00fc\u009cF\u00f9 j\u00a8P\31.\u0080\2M\u00e9\3.\u0080\2}.";

    private Pickles() { }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(String text) {
        return "X" + (char) text.length() + "\0\0\0" + text;
    }

    /** A float tensor on the storage "0"; what is appended follows its hooks. */
    static String tensor(int elements, String more) {
        return "ctorch._utils\n_rebuild_tensor_v2\n(" + storage("FloatStorage", elements) + "K\0K" + (char) elements
                + "\u0085K\1\u0085\u0089}" + more + "tR";
    }

    static String storage(String type, int elements) {
        return "(" + text("storage") + "ctorch\n" + type + "\n" + text("0") + text("cpu") + "K" + (char) elements + "tQ";
    }

    /** {state_dict: {w: two floats}, x: what is given}. */
    static String beside(String what) {
        return "}(" + text("state_dict") + "}" + text("w") + tensor(2, "") + "s" + text("x") + what + "u";
    }

    /** The legacy format; the storage has the floats 1, 2, 3 and so on. */
    static byte[] legacy(String object, int elements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(latin(LEGACY_START + object + ".](" + text("0") + "e."));
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(elements).array());
        out.writeBytes(floats(elements));
        return out.toByteArray();
    }

    static byte[] zip(String object, int elements, int method) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "a/data.pkl", latin("\u0080\2" + object + "."), method);
            put(zip, "a/data/0", floats(elements), method);
        }
        return out.toByteArray();
    }

    static void put(ZipOutputStream zip, String name, byte[] bytes, int method) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(method);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] floats(int count) {
        ByteBuffer floats = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= count; i++) {
            floats.putFloat(i);
        }
        return floats.array();
    }
}
