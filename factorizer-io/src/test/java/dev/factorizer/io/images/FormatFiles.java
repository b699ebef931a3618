package dev.factorizer.io.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Files of a few lines and bytes, in a folder of their own, and what is said of them. */
final class FormatFiles {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final Path folder;

    FormatFiles(Path folder) {
        this.folder = folder;
    }

    /** So many bytes, each its index. */
    static byte[] counting(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A header whose last line never ends: 100 MB of it. */
    Path writeLongLine(String name, String start) throws IOException {
        Path file = folder.resolve(name);
        byte[] line = new byte[1 << 20];
        Arrays.fill(line, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(text(start));
            for (int i = 0; i < 100; i++) {
                out.write(line);
            }
        }
        return file;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    static byte[] zlib(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] packed = new byte[bytes.length + 100];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path write(String name, byte[]... parts) throws IOException {
        return Files.write(folder.resolve(name), joined(parts));
    }

    /** Reads an image whose voxels count from 0 in the order of the file. */
    Volume counts(Path file, String... warnings) throws IOException {
        Volume volume = Volumes.read(file);
        int[] sizes = volume.grid().sizes();
        for (int i = 0; i < volume.grid().voxels(); i++) {
            assertEquals(i, volume.value(0, i % sizes[0], i / sizes[0] % sizes[1], i / sizes[0] / sizes[1]));
        }
        assertEquals(warnings.length, volume.warnings().size(), volume.warnings().toString());
        for (int i = 0; i < warnings.length; i++) {
            assertTrue(volume.warnings().get(i).startsWith(file + ": ") && volume.warnings().get(i).contains(warnings[i]),
                    volume.warnings().toString());
        }
        return volume;
    }

    /** Refused at once, in one line that names the file and has the words. */
    void refused(Path file, String words) {
        var refusal = assertTimeoutPreemptively(AT_ONCE, () -> assertThrows(MalformedFileException.class, () -> Volumes.read(file)));
        assertTrue(refusal.getMessage().lines().count() == 1 && refusal.getMessage().startsWith(folder.toString())
                && refusal.getMessage().contains(words), refusal.getMessage());
    }
}
