package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie, as fuzzers and attackers made them for other readers: refused at once, or read to the right voxels. */
class HostileNiftiTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private String refused(Path file) {
        var refusal = assertTimeoutPreemptively(AT_ONCE, () -> assertThrows(MalformedFileException.class,
                () -> NiftiImage.read(file)));
        assertTrue(refusal.getMessage().lines().count() == 1 && refusal.getMessage().startsWith(folder.toString()),
                refusal.getMessage());
        return refusal.getMessage();
    }

    private void refused(Path file, String complaint) {
        String message = refused(file);
        assertTrue(message.contains(complaint), message);
    }

    private static void checkVoxels(NiftiImage image) {
        assertEquals(120, image.values());
        for (int i = 0; i < 120; i++) {
            assertEquals(i, image.value(i));
        }
    }

    @Test
    void fewBytesThatDeclareManyGigabytes() throws IOException {
        RawNifti huge = RawNifti.good().dim(3, 2000, 3000, 1500, 1, 1, 1, 1).voxels(new byte[25]);
        refused(write("huge.nii", huge.bytes()), "expected less than 2 GiB");
        refused(write("huge.nii.gz", RawNifti.gzip(huge.bytes())), "expected less than 2 GiB");
        RawNifti large = RawNifti.good().dim(3, 1000, 1000, 1000, 1, 1, 1, 1).voxels(new byte[25]);
        refused(write("large.nii", large.bytes()), "header declares 2000000352 bytes, but the file has only 377");
        refused(write("large.nii.gz", RawNifti.gzip(large.bytes())), "compressed");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e30, -1e30, -1, -352, 0, 1, 347, 1e9,
        592, 593, 2147483648.0})
    void voxelsWhereNoneCanBe(double offset) throws IOException {
        String message = refused(write("image.nii", RawNifti.good().offset(offset).bytes()));
        assertTrue(message.contains("vox_offset") || message.contains("header declares"), message);
        refused(write("image.nii.gz", RawNifti.gzip(RawNifti.good().offset(offset).bytes())));
    }

    @Test
    void voxelsFarBehindTheHeaderOfABombAreNotWaitedFor() throws IOException {
        Path bomb = folder.resolve("bomb.nii.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb), 1 << 16)) {
            out.write(RawNifti.good().offset(1.9e9).header());
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
        }
        refused(bomb, "vox_offset is 1900000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3 1291 1291 1291", "3 32767 32767 32767", "4 32767 32767 32767 32767",
        "7 32767 32767 32767 32767 32767 32767 32767", "7 2 32767 32767 32767 32767 32767 32767", "0 6 5 4", "8 6 5 4", "-1 6 5 4",
        "32767 6 5 4", "3 0 5 4", "3 -6 5 4", "3 6 5 -32768", "4 6 5 4 -1"})
    void sizesThatCanNotBe(String dim) throws IOException {
        int[] numbers = Arrays.stream(dim.split(" ")).mapToInt(Integer::parseInt).toArray();
        String message = refused(write("image.nii", RawNifti.good().dim(numbers).bytes()));
        assertTrue(message.contains("dim") || message.contains("header declares"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, -1, 349, 539, 541, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void headersOfOtherSizes(int size) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            RawNifti file = RawNifti.of(order).size(size);
            checkVoxels(NiftiImage.read(write("image.nii", file.bytes())));
            refused(write("image.nii", file.magic("n+9").bytes()));
            refused(write("image.nii", Arrays.copyOf(file.bytes(), 300)));
        }
    }

    @Test
    void manySmallExtensions() throws IOException {
        int count = 1_000_000;
        ByteBuffer between = ByteBuffer.allocate(4 + 16 * count).order(ByteOrder.LITTLE_ENDIAN).put(0, (byte) 1);
        for (int i = 0; i < count; i++) {
            between.putInt(4 + 16 * i, 16).putInt(8 + 16 * i, 6);
        }
        Path file = write("image.nii", RawNifti.good().between(between.array()).bytes());
        NiftiImage image = assertTimeoutPreemptively(AT_ONCE, () -> NiftiImage.read(file));
        checkVoxels(image);
        assertEquals(count, image.header().extensions().size());
    }

    @Test
    void theFlagOfExtensionsWithoutAny() throws IOException {
        checkVoxels(NiftiImage.read(write("image.nii", RawNifti.good().between(new byte[] {1, 0, 0, 0}).bytes())));
        checkVoxels(NiftiImage.read(write("image.nii", RawNifti.good().between(new byte[] {1, 0, 0, 0, 8, 0}).bytes())));
    }

    @Test
    void gzipThatIsDamaged() throws IOException {
        byte[] packed = RawNifti.gzip(RawNifti.good().bytes());
        for (int from = 1; from <= 8; from++) {
            byte[] wrong = packed.clone();
            wrong[wrong.length - from] ^= 0x10;
            refused(write("image.nii.gz", wrong), from > 4 ? "check sum (CRC)" : "bytes were packed, found 592");
        }
        for (int length = 2; length < packed.length; length++) {
            refused(write("image.nii.gz", Arrays.copyOf(packed, length)), "ends in the middle of its compressed data");
        }
    }

    @Test
    void gzipThatIsMoreThanOnePiece() throws IOException {
        byte[] plain = RawNifti.good().bytes();
        byte[] packed = RawNifti.gzip(plain);
        byte[] halves = RawNifti.joined(RawNifti.gzip(Arrays.copyOf(plain, 200)),
                RawNifti.gzip(Arrays.copyOfRange(plain, 200, plain.length)));
        NiftiImage two = NiftiImage.read(write("image.nii.gz", halves));
        checkVoxels(two);
        assertEquals(List.of(), two.warnings());
        NiftiImage padded = NiftiImage.read(write("image.nii.gz", RawNifti.joined(packed, new byte[100_000])));
        checkVoxels(padded);
        assertEquals(List.of(), padded.warnings());
        for (byte[] garbage : List.of(new byte[] {1}, new byte[] {0x1f}, new byte[] {0, 0, 7}, "rest".getBytes())) {
            NiftiImage image = NiftiImage.read(write("image.nii.gz", RawNifti.joined(packed, garbage)));
            checkVoxels(image);
            assertTrue(image.warnings().getFirst().contains("bytes that are no gzip data follow"), image.warnings().toString());
        }
        refused(write("image.nii.gz", RawNifti.joined(packed, Arrays.copyOf(packed, 30))), "ends in the middle");
    }

    @Test
    void namesThatSayAnotherCompression() throws IOException {
        checkVoxels(NiftiImage.read(write("plain.nii.gz", RawNifti.good().bytes())));
        checkVoxels(NiftiImage.read(write("packed.nii", RawNifti.gzip(RawNifti.good().bytes()))));
    }

    @Test
    void aBombThatItsHeaderAdmits() throws IOException {
        Path bomb = folder.resolve("bomb.nii.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb), 1 << 16)) {
            out.write(RawNifti.good().dim(7, 32767, 32767, 32767, 4, 1, 1, 1).bytes());
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                out.write(zeros);
            }
        }
        refused(bomb, "expected less than 2 GiB");
    }

    @Test
    void thousandsOfEmptyMembers() throws IOException {
        byte[] empty = RawNifti.gzip(new byte[0]);
        byte[] many = new byte[empty.length * 30_000];
        for (int i = 0; i < 30_000; i++) {
            System.arraycopy(empty, 0, many, i * empty.length, empty.length);
        }
        refused(write("empty.nii.gz", many), "is 0 bytes long");
        Path before = write("before.nii.gz", RawNifti.joined(many, RawNifti.gzip(RawNifti.good().bytes())));
        checkVoxels(assertTimeoutPreemptively(AT_ONCE, () -> NiftiImage.read(before)));
        Path after = write("after.nii.gz", RawNifti.joined(RawNifti.gzip(RawNifti.good().bytes()), many));
        checkVoxels(assertTimeoutPreemptively(AT_ONCE, () -> NiftiImage.read(after)));
    }

    @Test
    void aPairThatLeadsElsewhere() throws IOException {
        Path header = write("image.hdr", RawNifti.good().magic("ni1").offset(0).header());
        refused(header, "image.img, which does not exist beside it");
        Path folderOfThatName = Files.createDirectory(folder.resolve("image.img"));
        refused(header, "image.img: is a folder, expected an image");
        Files.delete(folderOfThatName);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("image.img"), elsewhere);
        refused(header, "image.img: is a folder, expected an image");
        Files.delete(folder.resolve("image.img"));
        Files.createSymbolicLink(folder.resolve("image.img"), folder.resolve("nowhere"));
        refused(header, "does not exist");
        Files.delete(folder.resolve("image.img"));
        Path voxels = Files.write(elsewhere.resolve("voxels"), RawNifti.good().voxels());
        Files.createSymbolicLink(folder.resolve("image.img"), voxels);
        checkVoxels(NiftiImage.read(header));
        checkVoxels(NiftiImage.read(folder.resolve("image.img")));
        Files.write(voxels, new byte[100]);
        refused(header, "header declares 240 bytes, but the file has only 100");
    }

    @Test
    void namesThatWouldForgeTheMessage() throws IOException {
        Path file = write("a\nfactorizer: all is well\u001b[2J\u202e.nii", new byte[3]);
        refused(file, "a\\nfactorizer: all is well\\u001b[2J\\u202e.nii: is 3 bytes long");
        NiftiImage image = NiftiImage.read(Files.write(file, RawNifti.good().type(4, 0).bytes()));
        assertTrue(image.warnings().getFirst().contains("a\\nfactorizer"), image.warnings().toString());
    }
}
