package dev.factorizer.io.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed frames that were cut off or changed: refused, or read to something, but never an endless loop or an error. */
class DamagedFramesTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(60);
    /** Where the codestream can be in these small files, behind their header. */
    private static final int HEADER = 500;

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DamagedFramesTest.class.getResourceAsStream("/dicom/" + name + ".dcm")) {
            return in.readAllBytes();
        }
    }

    private static double[] read(byte[] bytes) throws IOException {
        return DicomFile.read(Path.of("scan.dcm"), bytes).frames().frame(0);
    }

    /** Whether it was read; refused is as good. */
    private static boolean isRead(byte[] bytes) {
        return assertTimeoutPreemptively(AT_ONCE, () -> {
            try {
                return read(bytes).length > 0;
            } catch (MalformedFileException e) {
                assertTrue(e.getMessage().startsWith("scan.dcm: ") && e.getMessage().lines().count() == 1, e.getMessage());
                assertFalse(e.getCause() instanceof OutOfMemoryError, e.getMessage());
                return false;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"12u-jpeg2000", "12u-jpeg-lossless", "8u-jpeg-baseline", "12u-rle"})
    void changedBytes(String name) throws IOException {
        byte[] good = resource(name);
        SplittableRandom random = new SplittableRandom(7);
        int read = 0;
        for (int i = 0; i < 200; i++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= i % 3; change++) {
                bytes[random.nextInt(HEADER, bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            read += isRead(bytes) ? 1 : 0;
        }
        assertTrue(read > 0, "all were refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12u-jpeg2000", "12u-jpeg-lossless", "8u-jpeg-baseline"})
    void codestreamsThatWereCutOff(String name) throws IOException {
        byte[] good = resource(name);
        int begin = begin(good);
        byte[] stream = Arrays.copyOfRange(good, begin, good.length - 8);
        for (int length : new int[] {stream.length - 2, stream.length - 4, stream.length - 20, stream.length / 2, stream.length / 4,
            60, 10, 2, 0}) {
            byte[] cut = fragment(good, begin, Arrays.copyOf(stream, length));
            String message = assertThrows(MalformedFileException.class, () -> read(cut), () -> name + " " + length).getMessage();
            assertTrue(message.contains("frame 1 of 1"), message);
            // With an end marker, it is for the library to see that something is missing.
            byte[] ended = Arrays.copyOf(stream, length + 2);
            ended[length] = (byte) 0xff;
            ended[length + 1] = (byte) 0xd9;
            isRead(fragment(good, begin, ended));
        }
    }

    private static int begin(byte[] file) {
        for (int i = HEADER / 2;; i++) {
            int start = (file[i] & 0xff) << 16 | (file[i + 1] & 0xff) << 8 | file[i + 2] & 0xff;
            if (start == 0xff4fff || start == 0xffd8ff) {
                return i;
            }
        }
    }

    /** The file with another codestream in its one fragment. */
    private static byte[] fragment(byte[] file, int begin, byte[] stream) {
        byte[] header = Arrays.copyOf(file, begin - 8);
        return DicomBytes.explicit().raw(header).item(stream).endOfSequence().bytes();
    }

    @Test
    void whatHasNoEndIsNotWaitedFor() throws IOException {
        byte[] good = resource("12u-jpeg2000");
        int begin = begin(good);
        byte[] stream = Arrays.copyOfRange(good, begin, good.length - 8);
        // The data of the one tile are missing: a reader that takes the end of a file for ones would read on forever.
        for (int length = 120; length < stream.length; length += 37) {
            byte[] ended = Arrays.copyOf(stream, length + 2);
            ended[length] = (byte) 0xff;
            ended[length + 1] = (byte) 0xd9;
            isRead(fragment(good, begin, ended));
        }
    }

    /** Of FF, FF a decoder reads ones for ever. */
    @Test
    void markersAmidCompressedDataAreRefused() throws IOException {
        byte[] good = resource("12u-jpeg2000");
        int begin = begin(good);
        for (int place = good.length - 60; place < good.length - 20; place += 7) {
            byte[] other = good.clone();
            other[place] = (byte) 0xff;
            other[place + 1] = (byte) 0xff;
            String message = assertThrows(MalformedFileException.class, () -> read(other)).getMessage();
            assertTrue(message.contains("markers in no order of JPEG 2000") && place > begin, message);
        }
    }

    @Test
    void sizesOfTheCodestreamAreNotBelieved() throws IOException {
        for (String name : List.of("12u-jpeg2000", "12u-jpeg-lossless", "8u-jpeg-baseline")) {
            byte[] other = resource(name);
            for (int i = 0; i < begin(other); i++) {
                // Rows of the data set: 38 becomes 37.
                if (other[i] == 0x28 && other[i + 1] == 0 && other[i + 2] == 0x10 && other[i + 3] == 0 && other[i + 4] == 'U') {
                    other[i + 8] = 37;
                    break;
                }
            }
            String message = assertThrows(MalformedFileException.class, () -> read(other)).getMessage();
            assertTrue(message.contains("54×38×1 values, expected 54×37×1"), message);
        }
    }

    @Test
    void goodFramesAreThoseThatWereCompressed() throws IOException {
        for (String kind : List.of("8u", "12u", "12s", "16s")) {
            double[] expected = read(resource(kind + "-explicit"));
            for (String coding : List.of("jpeg2000", "jpeg-lossless", "rle")) {
                double[] found = read(resource(kind + "-" + coding));
                assertEquals(Arrays.toString(expected), Arrays.toString(found), kind + "-" + coding);
            }
        }
        double[] expected = read(resource("8u-explicit"));
        double[] lossy = read(resource("8u-jpeg-baseline"));
        for (int i = 0; i < lossy.length; i++) {
            assertEquals(expected[i], lossy[i], 30);
        }
    }
}
