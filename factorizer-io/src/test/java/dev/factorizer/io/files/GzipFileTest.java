package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipFileTest {
    private static final int[] LENGTHS = {0, 1, 13, 348, 65_535, 65_536, 65_537, 1_000_003};

    @TempDir
    private Path folder;

    /** Half noise, half zeros, so that something can be compressed. */
    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i / 100 % 2 == 0 ? random.nextInt(256) : 0);
        }
        return bytes;
    }

    private static byte[] packed(GzipFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.writeTo(out);
        return out.toByteArray();
    }

    @Test
    void hasTheBytesOfTheJdksOwnStream() throws IOException {
        for (int length : LENGTHS) {
            byte[] one = bytes(length, 1);
            byte[] two = bytes(length / 2, 2);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(expected, 1 << 16)) {
                out.write(one);
                out.write(two);
            }
            assertArrayEquals(expected.toByteArray(), packed(new GzipFile(Path.of("a"), one, two)), "length " + length);
        }
    }

    @Test
    void whatIsReadBackIsComparedWithWhatWasMeant() throws IOException {
        for (int length : LENGTHS) {
            byte[] content = bytes(length, 3);
            GzipFile file = new GzipFile(folder.resolve("a.gz"), new byte[0], content, new byte[] {1, 2});
            byte[] packed = packed(file);
            file.check(Files.write(folder.resolve("whole"), packed));
            SplittableRandom random = new SplittableRandom(length);
            for (int i = 0; i < 20; i++) {
                byte[] damaged = packed.clone();
                // The ten bytes of the header say nothing about the content.
                damaged[10 + random.nextInt(damaged.length - 10)] ^= (byte) (1 << random.nextInt(8));
                if (unpacked(damaged).filter(bytes -> Arrays.equals(bytes, unpacked(packed).orElseThrow())).isPresent()) {
                    // The last bits before the sum belong to nothing.
                    file.check(Files.write(folder.resolve("whole"), damaged));
                } else {
                    refused(file, damaged);
                }
            }
            refused(file, Arrays.copyOf(packed, packed.length - 1));
            refused(file, Arrays.copyOf(packed, packed.length + 1));
            refused(file, packed(new GzipFile(Path.of("b"), content, new byte[] {1, 3})));
            refused(file, packed(new GzipFile(Path.of("b"), content, new byte[] {1, 2, 0})));
            refused(file, packed(new GzipFile(Path.of("b"), content, new byte[] {1})));
        }
    }

    private static Optional<byte[]> unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void refused(GzipFile file, byte[] written) throws IOException {
        Path path = Files.write(folder.resolve("damaged"), written);
        String message = assertThrows(IOException.class, () -> file.check(path)).getMessage();
        assertTrue(message.startsWith(folder.resolve("a.gz") + ": ") && message.contains("JDK-8377811"), message);
    }
}
