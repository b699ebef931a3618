package dev.factorizer.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from data sets of all encodings. */
class DicomFileTest {
    private static final Path NAME = Path.of("scan.dcm");
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";

    @TempDir
    private Path folder;

    private static DicomFile read(DicomBytes bytes) throws IOException {
        return DicomFile.read(NAME, bytes.bytes());
    }

    private static DicomBytes start() {
        return DicomBytes.file(EXPLICIT);
    }

    private static void checkPixels(DicomFile file) throws IOException {
        double[] expected = new double[12];
        Arrays.setAll(expected, i -> i);
        assertArrayEquals(expected, file.frames().frame(0));
    }

    @Test
    void valuesOfAllKinds() throws IOException {
        DicomDataset data = read(start().text(0x00080008, "CS", "ORIGINAL\\ PRIMARY \\\\M").text(0x00180050, "DS", " 2.50")
                .text(0x00200032, "DS", "-1e2\\+.5\\3.").text(0x00200013, "IS", "42").number(0x00280010, 65535)
                .element(0x00189087, "FD", ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).array())
                .element(0x00181210, "SH", new byte[0])
                .element(0x00209057, "UL", ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(-1).array())).dataset();
        assertEquals(List.of("ORIGINAL", "PRIMARY", "", "M"), data.texts(Tag.IMAGE_TYPE));
        assertEquals(OptionalDouble.of(2.5), data.number(Tag.SLICE_THICKNESS));
        assertArrayEquals(new double[] {-100, 0.5, 3}, data.numbers(Tag.IMAGE_POSITION_PATIENT));
        assertArrayEquals(new double[] {-100, 0.5, 3}, data.numbers(Tag.IMAGE_POSITION_PATIENT, 3).orElseThrow());
        assertEquals(OptionalInt.of(42), data.integer(Tag.INSTANCE_NUMBER));
        assertEquals(OptionalInt.of(65535), data.integer(Tag.ROWS));
        assertArrayEquals(new double[] {0.1}, data.numbers(Tag.DIFFUSION_B_VALUE));
        assertArrayEquals(new double[] {4294967295.0}, data.numbers(Tag.IN_STACK_POSITION_NUMBER));
        assertTrue(data.has(Tag.ROWS) && !data.has(Tag.CONVOLUTION_KERNEL) && !data.has(Tag.COLUMNS));
        assertEquals(Optional.empty(), data.text(Tag.CONVOLUTION_KERNEL));
        assertEquals(OptionalDouble.empty(), data.number(Tag.CONVOLUTION_KERNEL));
        assertEquals(List.of(), data.texts(Tag.MODALITY));
        assertEquals(2, data.bytes(Tag.ROWS).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1,5", "0x10", "NaN", "1d", "Infinity", "1e999", "1\\", "--1"})
    void numbersThatAreNone(String text) throws IOException {
        DicomDataset data = read(start().text(0x00180050, "DS", text)).dataset();
        String message = assertThrows(MalformedFileException.class, () -> data.numbers(Tag.SLICE_THICKNESS)).getMessage();
        assertTrue(message.startsWith("scan.dcm: SliceThickness (0018,0050) is ") && message.contains("number"), message);
    }

    @Test
    void numbersOfAnotherCountOrKind() throws IOException {
        DicomDataset data = read(start().text(0x00200032, "DS", "1\\2").text(0x00200013, "IS", "1.5")
                .element(0x00280010, "US", new byte[3]).element(0x00280011, "OB", new byte[2])).dataset();
        assertTrue(assertThrows(MalformedFileException.class, () -> data.numbers(Tag.IMAGE_POSITION_PATIENT, 3)).getMessage()
                .endsWith("has 2 values, expected 3"));
        assertTrue(assertThrows(MalformedFileException.class, () -> data.integer(Tag.INSTANCE_NUMBER)).getMessage()
                .endsWith("is 1.5, expected a whole number"));
        assertTrue(assertThrows(MalformedFileException.class, () -> data.numbers(Tag.ROWS)).getMessage()
                .endsWith("has 3 bytes of kind US, expected numbers"));
        assertTrue(assertThrows(MalformedFileException.class, () -> data.numbers(Tag.COLUMNS)).getMessage()
                .endsWith("has 2 bytes of kind OB, expected numbers"));
    }

    @Test
    void sequences() throws IOException {
        DicomBytes inner = DicomBytes.explicit().text(0x00280030, "DS", "1\\2");
        for (boolean isUndefined : new boolean[] {false, true}) {
            DicomBytes items = DicomBytes.explicit();
            if (isUndefined) {
                items.item(DicomBytes.UNDEFINED).raw(inner.bytes()).endOfItem().item(inner.bytes()).endOfSequence();
            } else {
                items.item(inner.bytes()).item(inner.bytes());
            }
            DicomFile file = read(start().header(0x00289110, "SQ", isUndefined ? DicomBytes.UNDEFINED : items.bytes().length)
                    .raw(items.bytes()).image().pixels(12));
            List<DicomDataset> found = file.dataset().sequence(Tag.PIXEL_MEASURES_SEQUENCE);
            assertEquals(2, found.size());
            assertArrayEquals(new double[] {1, 2}, found.get(1).numbers(Tag.PIXEL_SPACING));
            checkPixels(file);
        }
    }

    /** A program that doesn't know a sequence copies it from an implicit file as it is. */
    @Test
    void unknownKindsAreLittleEndianAndImplicit() throws IOException {
        DicomBytes items = DicomBytes.implicit().item(DicomBytes.UNDEFINED).text(0x00280030, "DS", "1\\2").endOfItem()
                .endOfSequence();
        DicomFile file = read(start().header(0x00289110, "UN", DicomBytes.UNDEFINED).raw(items.bytes())
                .element(0x0019100a, "UN", new byte[] {48, 0}).element(0x00180050, "UN", new byte[] {'2', ' '}).image().pixels(12));
        assertArrayEquals(new double[] {1, 2},
                file.dataset().sequence(Tag.PIXEL_MEASURES_SEQUENCE).getFirst().numbers(Tag.PIXEL_SPACING));
        assertEquals(OptionalInt.of(48), file.dataset().integer(Tag.NUMBER_OF_IMAGES_IN_MOSAIC));
        assertEquals(OptionalDouble.of(2), file.dataset().number(Tag.SLICE_THICKNESS));
        checkPixels(file);
    }

    @Test
    void elementsWithThumbnailsArePassedOver() throws IOException {
        DicomBytes icon = DicomBytes.explicit().item(DicomBytes.UNDEFINED).number(0x00280010, 64)
                .header(0x7fe00010, "OB", DicomBytes.UNDEFINED).item(0).item(new byte[10]).endOfSequence().endOfItem()
                .item(DicomBytes.explicit().pixels(7).bytes()).endOfSequence();
        checkPixels(read(start().header(0x00880200, "SQ", DicomBytes.UNDEFINED).raw(icon.bytes()).image().pixels(12)));
    }

    @Test
    void filesWithoutPreambleOrMeta() throws IOException {
        byte[] whole = start().image().pixels(12).bytes();
        checkPixels(DicomFile.read(NAME, Arrays.copyOfRange(whole, 132, whole.length)));
        for (DicomBytes data : List.of(DicomBytes.explicit(), DicomBytes.implicit(), new DicomBytes(true, ByteOrder.BIG_ENDIAN))) {
            DicomFile file = read(data.image().pixels(12));
            checkPixels(file);
            assertEquals(1, file.warnings().size());
            assertTrue(file.warnings().getFirst().startsWith("scan.dcm: names no transfer syntax; by its first element it is"),
                    file.warnings()::toString);
        }
    }

    @Test
    void theFirstElementIsRightAboutTheEncoding() throws IOException {
        for (boolean isExplicit : new boolean[] {false, true}) {
            DicomBytes file = DicomBytes.file(isExplicit ? "1.2.840.10008.1.2" : EXPLICIT);
            DicomFile read = read(file.raw(new DicomBytes(isExplicit, ByteOrder.LITTLE_ENDIAN).image().pixels(12).bytes()));
            checkPixels(read);
            assertTrue(read.warnings().getFirst().contains("but its first element is written"), read.warnings()::toString);
        }
    }

    @Test
    void otherFiles() {
        for (String other : List.of("<!DOCTYPE html><html>", "hello", "")) {
            String message = assertThrows(MalformedFileException.class,
                    () -> DicomFile.read(NAME, other.getBytes(StandardCharsets.US_ASCII))).getMessage();
            assertTrue(message.contains("expected"), message);
        }
        assertTrue(DicomFile.isDicom(start().bytes()));
        assertTrue(DicomFile.isDicom(DicomBytes.implicit().image().bytes()));
        assertFalse(DicomFile.isDicom(new byte[200]));
        assertFalse(DicomFile.isDicom(new byte[0]));
        assertFalse(DicomFile.isDicom("n+1".getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @CsvSource({"ISO_IR 100, ISO-8859-1, Schädel", "ISO_IR 192, UTF-8, Schädel 頭", "ISO_IR 144, ISO-8859-5, Мозг",
        "ISO 2022 IR 100, ISO-8859-1, tête", "GB18030, GB18030, 头部", "ISO_IR 13, JIS_X0201, ﾔﾏﾀﾞ",
        "\\ISO 2022 IR 87, ISO-2022-JP, 頭部",
        "ISO-IR 100, ISO-8859-1, tête"})
    void charactersOfManyLanguages(String set, String charset, String text) throws IOException {
        DicomFile file = read(start().text(0x00080005, "CS", set)
                .element(0x0008103e, "LO", text.getBytes(Charset.forName(charset))));
        assertEquals(Optional.of(text), file.dataset().text(Tag.SERIES_DESCRIPTION));
        assertEquals(List.of(), file.warnings());
    }

    @Test
    void charactersWithEscapesAndUnknownOnes() throws IOException {
        byte[] korean = "\u001b$)C두부".getBytes(Charset.forName("EUC-KR"));
        assertEquals(Optional.of("두부"), read(start().text(0x00080005, "CS", "\\ISO 2022 IR 149")
                .element(0x0008103e, "LO", korean)).dataset().text(Tag.SERIES_DESCRIPTION));
        DicomFile unknown = read(start().text(0x00080005, "CS", "ISO_IR 999")
                .element(0x0008103e, "LO", "tête".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(Optional.of("tête"), unknown.dataset().text(Tag.SERIES_DESCRIPTION));
        assertEquals(List.of("scan.dcm: SpecificCharacterSet is \"ISO_IR 999\", which is not known here; text is read as Latin-1"),
                unknown.warnings());
    }

    @Test
    void oddLengths() throws IOException {
        DicomFile file = read(start().element(0x0008103e, "LO", new byte[] {'a', 'b', 'c'}).image().pixels(12));
        assertEquals(Optional.of("abc"), file.dataset().text(Tag.SERIES_DESCRIPTION));
        checkPixels(file);
    }

    /** Two thousand frames in a file of 1 GB, twice the memory of this module's tests; most of it is a hole. */
    @Test
    void framesAreReadOneByOne() throws IOException {
        int frames = 2000;
        int bytes = 512 * 512 * 2;
        byte[] header = start().image().number(0x00280010, 512).number(0x00280011, 512)
                .text(0x00280008, "IS", Integer.toString(frames)).header(0x7fe00010, "OW", frames * bytes).bytes();
        Path path = Files.write(folder.resolve("scan.dcm"), header);
        try (SeekableByteChannel channel = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
            channel.position(header.length + (long) frames * bytes - 2).write(ByteBuffer.wrap(new byte[] {1, 2}));
        }
        DicomFrames read = DicomFile.read(path).frames();
        assertEquals(0, read.frame(0)[512 * 512 - 1]);
        assertEquals(0x201, read.frame(frames - 1)[512 * 512 - 1]);
    }

    @Test
    void meaningOfValues() throws IOException {
        ModalityLut rescale = ModalityLut.of(read(start().text(0x00281052, "DS", "-1024").text(0x00281053, "DS", "0.5")).dataset());
        assertEquals(new ModalityLut.Rescale(0.5, -1024), rescale);
        assertEquals(-1023, rescale.apply(2));
        assertEquals(7, ModalityLut.of(read(start().image()).dataset()).apply(7));
        DicomDataset flat = read(start().text(0x00281053, "DS", "0")).dataset();
        assertTrue(assertThrows(MalformedFileException.class, () -> ModalityLut.of(flat)).getMessage().contains("RescaleSlope"));
    }

    private static ModalityLut table(int first, int bits, int signed, int... words) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(2 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(words).forEach(word -> data.putShort((short) word));
        ByteBuffer descriptor = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 4).putShort((short) first)
                .putShort((short) bits);
        DicomBytes item = DicomBytes.explicit().element(0x00283002, "US", descriptor.array())
                .element(0x00283006, "OW", data.array());
        return ModalityLut.of(read(start().number(0x00280103, signed)
                .element(0x00283000, "SQ", DicomBytes.explicit().item(item.bytes()).bytes())).dataset());
    }

    @Test
    void tablesOfMeanings() throws IOException {
        ModalityLut table = table(10, 16, 0, 5, 50, 500, 65535);
        assertArrayEquals(new double[] {5, 5, 50, 65535, 65535},
                Arrays.stream(new double[] {-3, 10, 11, 13, 99}).map(table::apply).toArray());
        assertEquals(50, table(-10, 16, 1, 5, 50, 500, 5000).apply(-9));
        assertEquals(2, table(0, 8, 0, 0x0201, 0x0403).apply(1));
        assertTrue(assertThrows(MalformedFileException.class, () -> table(0, 16, 0, 1, 2)).getMessage()
                .contains("LUTData (0028,3006) has 2 words, expected 4"));
        assertTrue(assertThrows(MalformedFileException.class, () -> table(0, 17, 0, 1, 2, 3, 4)).getMessage().contains("17 bits"));
    }

    @Test
    void brightnessThatIsReversedIsKept() throws IOException {
        DicomFile file = read(start().image().text(0x00280004, "CS", "MONOCHROME1").pixels(12));
        checkPixels(file);
        assertEquals("MONOCHROME1", file.frames().photometricInterpretation());
        assertTrue(file.frames().warnings().getFirst().contains("values are kept as they are stored"));
        assertEquals(1, file.frames().samplesPerPixel());
        assertThrows(IllegalArgumentException.class, () -> file.frames().frame(1));
    }
}
