package dev.factorizer.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie: refused at once by name, or read to the right values, in little memory. */
class HostileDicomTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(20);
    private static final Path NAME = Path.of("scan.dcm");
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String DEFLATED = "1.2.840.10008.1.2.1.99";
    private static final String RLE = "1.2.840.10008.1.2.5";
    private static final String JPEG_2000 = "1.2.840.10008.1.2.4.90";

    @TempDir
    private Path folder;

    private static void readAll(byte[] bytes) throws IOException {
        DicomFrames frames = DicomFile.read(NAME, bytes).frames();
        for (int i = 0; i < frames.count(); i++) {
            frames.frame(i);
        }
    }

    private static void refused(byte[] bytes, String complaint) {
        var refusal = assertTimeoutPreemptively(AT_ONCE,
                () -> assertThrows(MalformedFileException.class, () -> readAll(bytes)));
        assertTrue(refusal.getMessage().startsWith("scan.dcm: ") && refusal.getMessage().lines().count() == 1
                && refusal.getMessage().contains(complaint), refusal.getMessage());
        assertFalse(refusal.getCause() instanceof OutOfMemoryError, refusal.getMessage());
    }

    private static void isRead(byte[] bytes) throws IOException {
        double[] expected = new double[12];
        Arrays.setAll(expected, i -> i);
        assertArrayEquals(expected, DicomFile.read(NAME, bytes).frames().frame(0));
    }

    private static DicomBytes start() {
        return DicomBytes.file(EXPLICIT).image();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @CsvSource({"99, 0", "1800, 1", "100000, 1"})
    void sequencesInSequences(int depth, int isRefused) throws IOException {
        for (int known : new int[] {0x00289145, 0x00081140}) {
            DicomBytes file = start();
            for (int i = 0; i < depth; i++) {
                file.header(known, "SQ", DicomBytes.UNDEFINED).item(DicomBytes.UNDEFINED);
            }
            for (int i = 0; i < depth; i++) {
                file.endOfItem().endOfSequence();
            }
            byte[] bytes = file.pixels(12).bytes();
            if (isRefused == 1) {
                refused(bytes, "levels deep, expected at most 100");
            } else {
                isRead(bytes);
            }
        }
    }

    @Test
    void sequencesInSequencesOfImplicitFiles() {
        DicomBytes data = DicomBytes.implicit();
        for (int i = 0; i < 1800; i++) {
            data.header(0x00289145, "SQ", DicomBytes.UNDEFINED).item(DicomBytes.UNDEFINED);
        }
        refused(joined(DicomBytes.file(IMPLICIT).bytes(), data.bytes()), "levels deep");
    }

    @Test
    void sequencesWithoutAnEnd() {
        refused(start().header(0x00289145, "SQ", DicomBytes.UNDEFINED).bytes(), "is a sequence without an end");
        refused(start().header(0x00289145, "SQ", DicomBytes.UNDEFINED).item(DicomBytes.UNDEFINED).number(0x00280010, 1).bytes(),
                "in the middle of its data set");
        refused(start().header(0x00289145, "SQ", DicomBytes.UNDEFINED).pixels(12).bytes(), "expected an item");
        refused(start().endOfItem().pixels(12).bytes(), "marks a part of a sequence, but none is open");
        refused(start().header(0x00283006, "UT", DicomBytes.UNDEFINED).item(4).bytes(), "has a length of 4 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -2, 1 << 20})
    void lengthsBeyondTheEnd(int length) {
        refused(start().header(0x00283006, "OW", length).pixels(12).bytes(), "but at most");
        refused(start().header(0x00291099, "OB", length).pixels(12).bytes(), "but at most");
        refused(start().header(0x00289145, "SQ", length).pixels(12).bytes(), "but at most");
        refused(start().header(0x00289145, "SQ", DicomBytes.UNDEFINED).item(length).pixels(12).bytes(), "but at most");
        refused(start().header(0x7fe00010, "OW", length).raw(new byte[20]).bytes(),
                "PixelData (7fe0,0010) has 20 bytes, expected 24");
    }

    @Test
    void anItemLongerThanItsSequence() {
        DicomBytes inner = DicomBytes.explicit().item(100).number(0x00280010, 1);
        refused(start().element(0x00289145, "SQ", inner.bytes()).pixels(12).bytes(), "has a length of 100 bytes, but at most 10");
        DicomBytes nested = DicomBytes.explicit().item(DicomBytes.UNDEFINED).number(0x00280010, 1);
        refused(start().element(0x00289145, "SQ", nested.bytes()).number(0x00280010, 1).endOfItem().pixels(12).bytes(),
                "should end at byte");
    }

    @Test
    void aMillionElementsAndItems() throws IOException {
        byte[] elements = new byte[8 << 20];
        ByteBuffer tiny = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
        while (tiny.remaining() >= 8) {
            tiny.putShort((short) 0x29).putShort((short) 0x1199).put((byte) 'L').put((byte) 'O').putShort((short) 0);
        }
        isRead(start().raw(elements).pixels(12).bytes());
        ByteBuffer items = ByteBuffer.allocate(16 << 20).order(ByteOrder.LITTLE_ENDIAN);
        while (items.hasRemaining()) {
            items.putShort((short) 0xfffe).putShort((short) 0xe000).putInt(0);
        }
        isRead(start().element(0x00081140, "SQ", items.array()).pixels(12).bytes());
        refused(start().element(0x00289145, "SQ", items.array()).pixels(12).bytes(), "more than 1000000 elements");
    }

    @Test
    void valuesOfMegabytes() {
        DicomBytes large = DicomBytes.explicit();
        for (int i = 0; i < 9; i++) {
            large.item(DicomBytes.UNDEFINED).element(0x00283006, "OW", new byte[8 << 20]).endOfItem();
        }
        refused(start().element(0x00283000, "SQ", large.bytes()).pixels(12).bytes(), "64 MB of values");
    }

    @ParameterizedTest
    @CsvSource({"0x00280010, 65535, 65535", "0x00280010, 0, 4", "0x00280011, 0, 3", "0x00280100, 12, 0", "0x00280100, 1, 0",
        "0x00280100, 64, 0", "0x00280101, 17, 0", "0x00280101, 0, 0", "0x00280103, 2, 0", "0x00280002, 3, 0", "0x00280002, 0, 0"})
    void numbersThatCanNotBe(String tag, int value, int columns) {
        DicomBytes file = DicomBytes.file(EXPLICIT).image().number(Integer.decode(tag), value);
        if (columns > 4) {
            file.number(0x00280011, columns);
        }
        refused(file.pixels(12).bytes(), columns > 4 ? "has frames of 65535×65535×1 values" : "expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "0", "-1", "4294967297", "1e9", "x", "1.5", "9999999"})
    void frameCountsThatCanNotBe(String frames) {
        refused(start().text(0x00280008, "IS", frames).pixels(12).bytes(), "expected");
    }

    @Test
    void wrongHighBitsAndMissingOnes() throws IOException {
        isRead(start().number(0x00280102, 3).pixels(12).bytes());
        isRead(start().number(0x00280102, 99).pixels(12).bytes());
        assertTrue(DicomFile.read(NAME, start().number(0x00280102, 99).pixels(12).bytes()).frames().warnings().getFirst()
                .startsWith("scan.dcm: HighBit (0028,0102) is 99, expected 11"));
    }

    /** Bits above those stored are no part of a number, whatever the sign; without PixelRepresentation there is no sign to know. */
    @Test
    void signsThatLie() throws IOException {
        byte[] pixels = new byte[24];
        ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0x0fff).putShort((short) 0xf001).putShort((short) 0x0800);
        double[] signed = DicomFile.read(NAME, start().number(0x00280103, 1).element(0x7fe00010, "OW", pixels).bytes()).frames().frame(0);
        assertArrayEquals(new double[] {-1, 1, -2048}, Arrays.copyOf(signed, 3));
        double[] unsigned = DicomFile.read(NAME, start().element(0x7fe00010, "OW", pixels).bytes()).frames().frame(0);
        assertArrayEquals(new double[] {4095, 1, 2048}, Arrays.copyOf(unsigned, 3));
        refused(start().element(0x00280103, "US", new byte[0]).pixels(12).bytes(), "PixelRepresentation (0028,0103) is missing");
    }

    /** A deflated file: data, so many megabytes of zeros, more data. */
    private static byte[] deflated(byte[] data, int zeros, byte[] more) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(DicomBytes.file(DEFLATED).bytes());
        try (OutputStream out = new DeflaterOutputStream(packed, new Deflater(1, true))) {
            out.write(data);
            for (int i = 0; i < zeros; i++) {
                out.write(new byte[1 << 20]);
            }
            out.write(more);
        }
        return packed.toByteArray();
    }

    @Test
    void deflatedBombs() throws IOException {
        byte[] image = DicomBytes.explicit().image().bytes();
        byte[] pixels = DicomBytes.explicit().pixels(12).bytes();
        isRead(deflated(image, 0, pixels));
        // More than the heap of this module's tests, of which nothing is kept.
        int many = 520;
        byte[] noise = new byte[4 << 20];
        new SplittableRandom(2).nextBytes(noise);
        DicomBytes noisy = DicomBytes.explicit().raw(image).element(0x00291098, "OB", noise);
        isRead(deflated(noisy.header(0x00291099, "OB", many << 20).bytes(), many, pixels));
        // Without anything that is hard to pack, nothing is waited for.
        isRead(deflated(DicomBytes.explicit().raw(image).header(0x00291099, "OB", 200 << 20).bytes(), 200, pixels));
        refused(deflated(DicomBytes.explicit().raw(image).header(0x00291099, "OB", many << 20).bytes(), many, pixels),
                "unpacks to more than 200 times its size, 2684");
        refused(deflated(DicomBytes.explicit().raw(image).header(0x00283006, "OW", 100 << 20).bytes(), 100, pixels),
                "64 MB of values");
        byte[] beginning = DicomBytes.explicit().raw(image).header(0x7fe00010, "OW", 100 << 20).bytes();
        DicomFrames frames = DicomFile.read(NAME, deflated(beginning, 100, pixels)).frames();
        assertArrayEquals(new double[12], frames.frame(0));
        assertTrue(frames.warnings().getFirst().contains("has 104857600 bytes, expected 24; the first are read"));
    }

    @Test
    void deflatedDataThatEndsOrIsDamaged() throws IOException {
        byte[] good = deflated(DicomBytes.explicit().image().bytes(), 0, DicomBytes.explicit().pixels(12).bytes());
        int begin = DicomBytes.file(DEFLATED).bytes().length;
        refused(Arrays.copyOf(good, (begin + good.length) / 2), "ends in the middle of its compressed data");
        refused(Arrays.copyOf(good, begin), "ends in the middle of its compressed data");
        Arrays.fill(good, begin, begin + 4, (byte) -1);
        refused(good, "its compressed data is damaged");
    }

    @Test
    void gzippedFiles() throws IOException {
        Path file = folder.resolve("scan.dcm.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(start().text(0x00280008, "IS", "2").pixels(24).bytes());
        }
        DicomFrames frames = DicomFile.read(file).frames();
        assertEquals(12, frames.frame(1)[0]);
        byte[] cut = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(cut, cut.length / 2));
        String message = assertThrows(MalformedFileException.class, () -> DicomFile.read(file).frames()).getMessage();
        assertTrue(message.contains("ends in the middle of its compressed data"), message);
    }

    /** Nothing says how much belongs to compressed pixels before it is unpacked. */
    @Test
    void gzippedFragmentsOfABomb() throws IOException {
        Path file = folder.resolve("scan.dcm");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(compressed(RLE, "1").item(0).item(600 << 20).bytes());
            for (int i = 0; i < 600; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        String message = assertThrows(MalformedFileException.class, () -> DicomFile.read(file).frames()).getMessage();
        assertTrue(message.contains("of compressed pixels, which is more than its 1 frames can need"), message);
    }

    @Test
    void aFileThatChangesBetweenHeaderAndPixels() throws IOException {
        Path file = Files.write(folder.resolve("scan.dcm"), start().pixels(12).bytes());
        DicomFrames frames = DicomFile.read(file).frames();
        Files.write(file, start().bytes());
        assertTrue(assertThrows(MalformedFileException.class, () -> frames.frame(0)).getMessage()
                .contains("another program changed it"));
        Files.delete(file);
        assertTrue(assertThrows(MalformedFileException.class, () -> frames.frame(0)).getMessage().contains("can't be opened again"));
    }

    private static DicomBytes compressed(String syntax, String frames) {
        return DicomBytes.file(syntax).image().text(0x00280008, "IS", frames).header(0x7fe00010, "OB", DicomBytes.UNDEFINED);
    }

    /** Twelve pixels of two bytes, the higher all 0, the lower 0, 1, 2 …. */
    private static byte[] rle() {
        ByteBuffer packed = ByteBuffer.allocate(64 + 2 + 14).order(ByteOrder.LITTLE_ENDIAN);
        packed.putInt(0, 2).putInt(4, 64).putInt(8, 66).position(64);
        packed.put((byte) -11).put((byte) 0).put((byte) 11);
        for (int i = 0; i < 12; i++) {
            packed.put((byte) i);
        }
        return packed.array();
    }

    @Test
    void fragments() throws IOException {
        isRead(compressed(RLE, "1").item(0).item(rle()).endOfSequence().bytes());
        isRead(compressed(RLE, "1").item(0).item(rle()).bytes());
        isRead(compressed(RLE, "2").item(new byte[8]).item(rle()).item(rle()).endOfSequence().bytes());
        byte[] half = Arrays.copyOf(rle(), 41);
        byte[] rest = Arrays.copyOfRange(rle(), 41, 80);
        isRead(compressed(RLE, "1").item(0).item(half).item(rest).endOfSequence().bytes());
        refused(compressed(RLE, "2").item(0).item(half).item(rest).item(rle()).endOfSequence().bytes(), "no offset table");
        refused(compressed(RLE, "2").item(0).item(rle()).endOfSequence().bytes(), "has 1 fragments, expected at least one for each");
        refused(compressed(RLE, "1").bytes(), "has 0 fragments");
        refused(compressed(RLE, "1").item(0).header(0xfffee0de, "", 0).bytes(), "expected a fragment");
        refused(compressed(RLE, "1").item(0).item(rle()).raw(new byte[3]).bytes(), "ends in the header of a fragment");
        refused(compressed(RLE, "1").item(3).raw(new byte[3]).item(rle()).bytes(), "has an offset table of 3 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -2, 81})
    void fragmentsBeyondTheEnd(int length) {
        refused(compressed(RLE, "1").item(0).item(length).raw(rle()).bytes(), "are left");
        refused(compressed(RLE, "1").item(length).raw(rle()).bytes(), "are left");
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putInt);
        return bytes.array();
    }

    @Test
    void offsetTables() throws IOException {
        byte[] half = Arrays.copyOf(rle(), 40);
        byte[] rest = Arrays.copyOfRange(rle(), 40, 80);
        DicomFrames frames = DicomFile.read(NAME, compressed(RLE, "2").item(ints(0, 96)).item(half).item(rest).item(rle())
                .endOfSequence().bytes()).frames();
        assertArrayEquals(frames.frame(0), frames.frame(1));
        for (int[] table : new int[][] {{0, 95}, {0, 1 << 30}, {0, -1}, {96, 0}, {48, 96}, {0, 0}, {0, 184}}) {
            refused(compressed(RLE, "2").item(ints(table)).item(half).item(rest).item(rle()).endOfSequence().bytes(),
                    "where no frame can begin");
        }
        refused(compressed(RLE, "2").item(ints(0)).item(half).item(rest).item(rle()).bytes(), "has 1 entries");
        DicomBytes extended = DicomBytes.file(RLE).image().text(0x00280008, "IS", "2");
        ByteBuffer offsets = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(0).putLong(Long.MIN_VALUE);
        refused(extended.element(0x7fe00001, "OV", offsets.array()).header(0x7fe00010, "OB", DicomBytes.UNDEFINED).item(0)
                .item(half).item(rest).item(rle()).bytes(), "ExtendedOffsetTable (7fe0,0001) says that frame 2");
    }

    @Test
    void runsThatLie() {
        for (int[] lie : new int[][] {{0, 3}, {0, -1}, {4, 63}, {4, 1000}, {8, -1}, {8, 60}, {8, 80}}) {
            byte[] bytes = rle();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(lie[0], lie[1]);
            refused(compressed(RLE, "1").item(0).item(bytes).endOfSequence().bytes(), "frame 1 of 1, RLE Lossless, has ");
        }
        refused(compressed(RLE, "1").item(0).item(Arrays.copyOf(rle(), 70)).endOfSequence().bytes(), "ends after 3 of 12 bytes");
        refused(compressed(RLE, "1").item(0).item(new byte[10]).endOfSequence().bytes(), "expected a header of 64");
        byte[] small = DicomBytes.file(RLE).image().number(0x00280010, 16000).number(0x00280011, 16000)
                .header(0x7fe00010, "OB", DicomBytes.UNDEFINED).item(0).item(rle()).endOfSequence().bytes();
        refused(small, "too few for 16000×16000×1 values");
    }

    @Test
    void pixelsThatAreNotWhatTheTransferSyntaxSays() {
        refused(start().header(0x7fe00010, "OB", DicomBytes.UNDEFINED).item(0).item(rle()).endOfSequence().bytes(),
                "has pixels in fragments, but its transfer syntax is Explicit VR Little Endian");
        refused(DicomBytes.file(RLE).image().pixels(12).bytes(), "has pixels without fragments, but its transfer syntax is RLE");
        refused(compressed(JPEG_2000, "1").item(0).item(rle()).bytes(), "doesn't begin as a codestream of JPEG 2000");
        refused(compressed("1.2.840.10008.1.2.4.70", "1").item(0).item(rle()).bytes(), "doesn't begin as JPEG does");
        refused(start().bytes(), "has no pixels, expected an image");
    }

    @ParameterizedTest
    @CsvSource({"1.2.840.10008.1.2.4.80, JPEG-LS Lossless", "1.2.840.10008.1.2.4.201, High-Throughput JPEG 2000",
        "1.2.840.10008.1.2.4.102, MPEG-4", "1.2.840.10008.1.2.4.110, JPEG XL", "1.2.3.4, 1.2.3.4"})
    void transferSyntaxesThatAreNotRead(String uid, String name) {
        refused(compressed(uid, "1").item(0).item(rle()).endOfSequence().bytes(), "has pixels in the transfer syntax " + name);
        refused(compressed(uid, "1").item(0).item(rle()).endOfSequence().bytes(), "gdcmconv --raw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PALETTE COLOR", "YBR_FULL", "YBR_FULL_422", "CMYK", "\n"})
    void colorsThatAreNotRead(String photometric) {
        refused(start().text(0x00280004, "CS", "X" + photometric).pixels(12).bytes(), "PhotometricInterpretation (0028,0004) is");
    }

    @Test
    void namesThatWouldForgeAMessage() {
        refused(start().text(0x00280008, "IS", "1\nscan.dcm: all is well").pixels(12).bytes(), "\\nscan.dcm: all");
    }
}
