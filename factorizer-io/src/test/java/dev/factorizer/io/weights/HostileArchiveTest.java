package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives with which scanners of checkpoints were led past what PyTorch then loaded, and those that lie about their parts. */
class HostileArchiveTest {
    private static final String W = "}" + Pickles.text("w") + Pickles.tensor(2, "") + "s";
    private static final String EVIL = "cos\nsystem\n" + Pickles.text("true") + "\u0085R";
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;

    @TempDir
    private Path folder;

    private Weights read(byte[] bytes) throws IOException {
        return StateDictReader.read(Files.write(folder.resolve("model.bin"), bytes), "", WrapperNames::plain);
    }

    private String refused(byte[] bytes) {
        String message = assertThrows(MalformedFileException.class, () -> read(bytes)).getMessage();
        assertTrue(message.startsWith(folder.resolve("model.bin") + ": ") && message.lines().count() == 1, message);
        return message.substring((folder.resolve("model.bin") + ": ").length());
    }

    private void assertRead(byte[] bytes, float... expected) throws IOException {
        assertArrayEquals(expected, read(bytes).tensors().get("w").floats());
    }

    /** Where an entry's header is, of those in the directory or of those before the data. */
    private static int header(byte[] zip, int signature, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        int fixed = signature == CENTRAL ? 46 : 30;
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0;; at++) {
            if (bytes.getInt(at) == signature && Arrays.equals(wanted, Arrays.copyOfRange(zip, at + fixed, at + fixed + wanted.length))) {
                return at;
            }
        }
    }

    private static byte[] with(byte[] zip, int at, int bytes, long value) {
        byte[] changed = zip.clone();
        for (int i = 0; i < bytes; i++) {
            changed[at + i] = (byte) (value >>> 8 * i);
        }
        return changed;
    }

    @Test
    void wrongCheckSumsAreRefused() throws IOException {
        for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
            byte[] zip = Pickles.zip(W, 2, method);
            for (String name : List.of("a/data.pkl", "a/data/0")) {
                int at = header(zip, CENTRAL, name) + 16;
                assertEquals("entry \"" + name + "\" is damaged: its check sum (CRC) is not that of its content; copy or download the"
                        + " file again", refused(with(zip, at, 4, 0x12345678)));
                // PyTorch writes 0 where it was told to compute none.
                assertRead(with(zip, at, 4, 0), 1, 2);
            }
        }
        byte[] zip = Pickles.zip(W, 2, ZipEntry.STORED);
        assertTrue(refused(with(zip, header(zip, LOCAL, "a/data/0") + 30 + "a/data/0".length() + 2, 1, 0x55)).contains("\"a/data/0\" is damaged"));
    }

    @Test
    void changedFlagsChangeNoNumbers() throws IOException {
        byte[] zip = Pickles.zip(W, 2, ZipEntry.STORED);
        for (String name : List.of("a/data.pkl", "a/data/0")) {
            for (int bit = 0; bit < 16; bit++) {
                assertRead(with(zip, header(zip, LOCAL, name) + 6, 2, 1 << bit), 1, 2);
                byte[] changed = with(zip, header(zip, CENTRAL, name) + 8, 2, 1 << bit);
                if (bit == 0) {
                    assertTrue(refused(changed).startsWith("is not a readable zip archive: invalid CEN header (encrypted entry)"));
                } else {
                    assertRead(changed, 1, 2);
                }
            }
        }
    }

    @Test
    void theDirectoryGivesTheNames() throws IOException {
        byte[] zip = Pickles.zip(W, 2, ZipEntry.STORED);
        assertRead(with(zip, header(zip, LOCAL, "a/data.pkl") + 30, 1, 'b'), 1, 2);
        assertRead(with(zip, header(zip, LOCAL, "a/data/0") + 30, 1, 'b'), 1, 2);
        assertEquals("has no entry \"a/data/0\"", refused(with(zip, header(zip, CENTRAL, "a/data/0") + 46, 1, 'b')));
        assertEquals("is a zip archive without NAME/data.pkl, expected a PyTorch checkpoint; found \"a/data.pkx\", \"a/data/0\"",
                refused(with(zip, header(zip, CENTRAL, "a/data.pkl") + 46 + 9, 1, 'x')));
    }

    private static byte[] archive(Object... namesAndBytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
                Pickles.put(zip, (String) namesAndBytes[i], (byte[]) namesAndBytes[i + 1], ZipEntry.STORED);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void hiddenPicklesAreNotRun() throws IOException {
        byte[] pickle = Pickles.latin("\u0080\2" + W + ".");
        byte[] evil = Pickles.latin("\u0080\2" + EVIL + ".");
        byte[] storage = Arrays.copyOf(evil, 8);
        ByteBuffer floats = ByteBuffer.wrap(storage).order(ByteOrder.LITTLE_ENDIAN);
        assertRead(archive("a/data.pkl", pickle, "a/data/0", storage, "a/data/1", evil, "a/payload", evil, "a/b/data.pkl", evil, "x.pkl", evil),
                floats.getFloat(0), floats.getFloat(4));
        byte[] two = archive("a/data.pkl", pickle, "a/data.pkx", evil, "a/data/0", new byte[8]);
        assertEquals("has two entries \"a/data.pkl\", expected one", refused(with(two, header(two, CENTRAL, "a/data.pkx") + 46 + 9, 1, 'l')));
        for (byte[] bytes : List.of(archive("a/data.pkl", evil), Pickles.legacy(EVIL, 2))) {
            assertTrue(refused(bytes).startsWith("asks for \"os.system\", which is not part of a state dict; nothing was executed"));
        }
    }

    @Test
    void entriesThatOverlapAreBounded() throws IOException {
        StringBuilder object = new StringBuilder("}(");
        Object[] parts = new Object[44];
        parts[2] = "a/data/a";
        parts[3] = new byte[800];
        for (char key = 'a'; key <= 'u'; key++) {
            object.append(Pickles.text(String.valueOf(key))).append(Pickles.tensor(200, "").replace(Pickles.text("0"), Pickles.text(key + "")));
            parts[2 * (key - 'a') + 2] = "a/data/" + key;
            parts[2 * (key - 'a') + 3] = key == 'a' ? new byte[800] : new byte[1];
        }
        parts[0] = "a/data.pkl";
        parts[1] = Pickles.latin("\u0080\2" + object + "u.");
        byte[] zip = archive(parts);
        byte[] first = Arrays.copyOfRange(zip, header(zip, CENTRAL, "a/data/a"), header(zip, CENTRAL, "a/data/a") + 46);
        for (char key = 'b'; key <= 'u'; key++) {
            System.arraycopy(first, 0, zip, header(zip, CENTRAL, "a/data/" + key), first.length);
        }
        assertTrue(refused(zip).contains(" declares 800 bytes of 800, expected at most "));
        assertTrue(zip.length < 21 * 800);
    }

    /** Two directories: that at the end is meant, for all programs. */
    @Test
    void aCommentThatIsAnArchive() throws IOException {
        byte[] inner = archive("a/data.pkl", Pickles.latin("\u0080\2" + W + "."), "a/data/0", new byte[8]);
        byte[] outer = Pickles.zip(EVIL, 2, ZipEntry.STORED);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(with(outer, outer.length - 2, 2, inner.length));
        both.writeBytes(inner);
        assertRead(both.toByteArray(), 0, 0);
        both.reset();
        both.writeBytes(with(inner, inner.length - 2, 2, outer.length));
        both.writeBytes(outer);
        assertTrue(refused(both.toByteArray()).startsWith("asks for \"os.system\""));
    }

    /** The size in the directory is said to be in a field of 64 bits, which says what can't be. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 62, 1L << 32, 9, 7, 0})
    void sizesOf64Bits(long size) throws IOException {
        byte[] zip = Pickles.zip(W, 2, ZipEntry.STORED);
        int at = header(zip, CENTRAL, "a/data/0");
        ByteBuffer extra = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 1).putShort((short) 16).putLong(size)
                .putLong(size);
        zip = with(with(with(zip, at + 20, 8, -1), at + 30, 2, 20), zip.length - 10, 4, zip.length - 22 + 20 - header(zip, CENTRAL, "a/data.pkl"));
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(zip, 0, at + 46 + "a/data/0".length());
        longer.writeBytes(extra.array());
        longer.write(zip, at + 46 + "a/data/0".length(), zip.length - at - 46 - "a/data/0".length());
        String message = refused(longer.toByteArray());
        assertTrue(message.startsWith("is not a readable zip archive: ") || message.startsWith("entry \"a/data/0\" ")
                || message.startsWith("storage \"0\" has ") || message.startsWith("tensor \"w\" reaches"), message);
    }

    @Test
    void namesLeadNowhere() throws IOException {
        for (String name : List.of("..", "", "C:", ".")) {
            assertRead(archive(name + "/data.pkl", Pickles.latin("\u0080\2" + W + "."), name + "/data/0", new byte[8]), 0, 0);
        }
        String key = "../../../../../../etc/passwd";
        assertEquals("has no entry \"a/data/" + key + "\"", refused(Pickles.zip(W.replace(Pickles.text("0"), Pickles.text(key)), 2,
                ZipEntry.STORED)));
        assertEquals(Set.of("model.bin"), Set.of(folder.toFile().list()));
    }

    @Test
    void aMillionEntries() throws IOException {
        byte[] zip = Pickles.zip(W, 2, ZipEntry.STORED);
        int directory = header(zip, CENTRAL, "a/data.pkl");
        int count = 1_000_000;
        byte[] entry = Arrays.copyOfRange(zip, header(zip, CENTRAL, "a/data/0"), zip.length - 22);
        ByteBuffer many = ByteBuffer.allocate(zip.length + count * entry.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        many.put(zip, 0, zip.length - 22);
        for (int i = 0; i < count; i++) {
            entry[46] = (byte) ('b' + i % 20);
            many.put(entry);
        }
        int end = many.position();
        many.putInt(0x06064b50).putLong(44).putInt(0).putLong(0).putLong(count + 2).putLong(count + 2).putLong(end - directory).putLong(directory);
        many.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        many.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        assertRead(many.array(), 1, 2);
    }

    /** The first bytes of safetensors are the header's length: 640 are those of a pickle of protocol 2. */
    @ParameterizedTest
    @ValueSource(ints = {128, 384, 640, 896, 1152, 1408})
    void lengthsThatAreOpcodes(int length) throws IOException {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + length + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put((header + " ".repeat(length - header.length())).getBytes(StandardCharsets.US_ASCII)).putFloat(7);
        assertRead(bytes.array(), 7);
        // A whole pickle in the length makes it one that no file is as long as.
        byte[] polyglot = bytes.array().clone();
        System.arraycopy(Pickles.latin("\u0080\2}q\0..."), 0, polyglot, 0, 8);
        assertEquals("is a pickle of a dict without PyTorch's magic number before it; write it by torch.save", refused(polyglot));
        System.arraycopy(Pickles.latin("\u0080\2cos\nx\n"), 0, polyglot, 0, 8);
        assertTrue(refused(polyglot).startsWith("asks for \"os.x\""));
    }
}
