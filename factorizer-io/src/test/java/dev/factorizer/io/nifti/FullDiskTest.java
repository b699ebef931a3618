package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.io.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full after any number of bytes of an image. */
class FullDiskTest {
    private static final String FULL = "No space left on device";

    @TempDir
    private Path folder;

    /** Takes so many bytes, and no more. */
    private static final class Full extends OutputStream {
        private final OutputStream out;
        private int left;

        Full(OutputStream out, int left) {
            this.out = out;
            this.left = left;
        }

        @Override
        public void write(int one) throws IOException {
            if (left-- < 1) {
                throw new IOException(FULL);
            }
            out.write(one);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static NiftiImage image(int number) {
        NiftiHeader header = new NiftiHeaderBuilder(NiftiType.FLOAT32).shape(5, 3, 2).affine(new double[] {1, 0, 0, 0, 0, 1, 0, 0,
            0, 0, 1, 0, 0, 0, 0, 1}).build();
        return NiftiImage.of(header, index -> number * 10 + index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nii.gz"})
    void theOldImageStaysWhateverWasWrittenOfTheNewOne(String name) throws IOException {
        Path file = folder.resolve(name);
        image(1).write(file);
        byte[] old = Files.readAllBytes(file);
        AtomicFile.Content content = NiftiImage.content(file, () -> image(2));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        content.writeTo(whole);
        for (int bytes = 0; bytes < whole.size(); bytes++) {
            int room = bytes;
            assertEquals(file + ": can't be written: " + FULL, assertThrows(IOException.class,
                    () -> AtomicFile.write(file, out -> content.writeTo(new Full(out, room)))).getMessage(), "after byte " + bytes);
            assertArrayEquals(old, Files.readAllBytes(file), "after byte " + bytes);
            assertEquals(List.of(name), files());
        }
        AtomicFile.write(file, out -> content.writeTo(new Full(out, whole.size())));
        assertEquals(25, NiftiImage.read(file).value(5));
    }

    /** What a disk took without a word, but did not keep, is found before the old file is replaced. */
    @Test
    void whatTheDiskDidNotKeepIsFound() throws IOException {
        Path file = folder.resolve("a.nii.gz");
        image(1).write(file);
        byte[] old = Files.readAllBytes(file);
        AtomicFile.Content content = NiftiImage.content(file, () -> image(2));
        assertThrows(IOException.class, () -> AtomicFile.write(file, new AtomicFile.Content() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                content.writeTo(whole);
                byte[] bytes = whole.toByteArray();
                bytes[bytes.length / 2] = 0;
                bytes[bytes.length / 2 + 1] = 0;
                out.write(bytes);
            }

            @Override
            public void check(Path written) throws IOException {
                content.check(written);
            }
        }));
        assertArrayEquals(old, Files.readAllBytes(file));
        assertEquals(List.of("a.nii.gz"), files());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
