package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are damaged or lie: refused in one sentence that names file, field, expected and found. */
class CorruptNiftiTest {
    @TempDir
    Path folder;

    static Stream<String> names() throws IOException {
        return GoldenFiles.json(GoldenFiles.path("io/corrupt/index.json")).get("files").properties().stream()
                .map(Map.Entry::getKey);
    }

    @Test
    void allFilesAreThere() throws IOException {
        assertEquals(41, names().count());
    }

    @ParameterizedTest
    @MethodSource("names")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isRefusedOrReadSensibly(String name) throws IOException {
        JsonNode entry = GoldenFiles.json(GoldenFiles.path("io/corrupt/index.json")).get("files").get(name);
        Path file = GoldenFiles.path("io/corrupt/" + name);
        NiftiImage read = null;
        try {
            read = NiftiImage.read(file);
        } catch (MalformedFileException e) {
            assertTrue(e.getMessage().contains(name.equals("lonelyHeader.hdr") ? "lonelyHeader" : name), e.getMessage());
        }
        if (read != null) {
            assertEquals("either", entry.get("expect").textValue(), name);
            assertEquals(java.util.List.of(5, 4, 3), read.header().shape(), name);
        }
    }

    private Path changed(int offset, ByteBuffer value) throws IOException {
        byte[] bytes = Files.readAllBytes(GoldenFiles.path("io/int16.nii"));
        System.arraycopy(value.array(), 0, bytes, offset, value.capacity());
        return Files.write(folder.resolve("changed.nii"), bytes);
    }

    private static ByteBuffer shorts(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putShort((short) value);
        }
        return buffer;
    }

    private static void refused(Path file, String complaint) {
        var refusal = assertThrows(MalformedFileException.class, () -> NiftiImage.read(file));
        assertTrue(refusal.getMessage().contains(file.getFileName().toString())
                && refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    @Test
    void messagesNameTheField() throws IOException {
        refused(changed(40, shorts(0)), "dim[0], the number of dimensions, is 0, expected 1 to 7");
        refused(changed(44, shorts(-4)), "dim[2] is -4");
        refused(changed(70, shorts(9999)), "datatype is 9999");
        refused(changed(344, shorts('x')), "magic");
        refused(changed(108, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN)), "vox_offset is NaN");
        refused(changed(280, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN)), "sform");
        refused(changed(112, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(2).putFloat(Float.NaN)),
                "scl_inter is NaN beside scl_slope 2.0");
        refused(folder.resolve("nowhere.nii"), "does not exist");
        refused(folder, "is a folder, expected an image");
    }

    @Test
    void aHeaderForAPairUnderAnotherNameIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(GoldenFiles.path("io/pair.hdr"));
        refused(Files.write(folder.resolve("lonely.nii"), bytes), "ends neither in .hdr nor in .img");
        refused(Files.write(folder.resolve("lonely.hdr"), bytes), "lonely.img");
        assertEquals(NiftiImage.read(GoldenFiles.path("io/pair.img")).toDoubles().length,
                NiftiImage.read(GoldenFiles.path("io/pair.hdr")).toDoubles().length);
        Files.write(folder.resolve("a.imgs.hdr"), bytes);
        Files.copy(GoldenFiles.path("io/pair.img"), folder.resolve("a.imgs.img"));
        assertEquals(140, NiftiImage.read(folder.resolve("a.imgs.hdr")).values());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void gzipIsCheckedToItsEnd() throws IOException {
        byte[] plain = Files.readAllBytes(GoldenFiles.path("io/int16.nii"));
        byte[] packed = gzip(plain);
        for (int length = 0; length < packed.length; length++) {
            refused(Files.write(folder.resolve("cut.nii.gz"), Arrays.copyOf(packed, length)), "cut.nii.gz");
        }
        // What follows the voxels inside the stream is read over, to reach the sum.
        NiftiImage read = NiftiImage.read(Files.write(folder.resolve("rest.nii.gz"),
                gzip(Arrays.copyOf(plain, plain.length + 100_000))));
        assertEquals(140, read.values());
        byte[] wrong = packed.clone();
        wrong[wrong.length - 6] ^= 1;
        refused(Files.write(folder.resolve("sum.nii.gz"), wrong), "gzip");
        refused(GoldenFiles.path("io/corrupt/zeros.nii.gz"), "beyond its voxels");
    }
}
