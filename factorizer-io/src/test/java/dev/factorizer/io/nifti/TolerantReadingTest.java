package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are against the format, but that nibabel and ITK read: read with a warning, and to the same voxels. */
class TolerantReadingTest {
    private static final double[] UNUSABLE = new double[12];

    @TempDir
    private Path folder;

    private NiftiImage read(String name, byte[] bytes) throws IOException {
        return NiftiImage.read(Files.write(folder.resolve(name), bytes));
    }

    private NiftiImage read(RawNifti file) throws IOException {
        return read("image.nii", file.bytes());
    }

    private static void checkVoxels(NiftiImage image) {
        assertEquals(120, image.values());
        for (int i = 0; i < 120; i++) {
            assertEquals(i, image.value(i));
        }
    }

    private static void warns(NiftiImage image, String... parts) {
        assertEquals(1, image.warnings().size(), image.warnings().toString());
        for (String part : parts) {
            assertTrue(image.warnings().getFirst().contains(part), image.warnings().toString());
        }
        assertTrue(image.warnings().getFirst().contains("image.nii"), image.warnings().toString());
    }

    private static double[] affine(double... rows) {
        double[] affine = Arrays.copyOf(rows, 16);
        affine[15] = 1;
        return affine;
    }

    private void refused(RawNifti file, String complaint) throws IOException {
        refused("image.nii", file.bytes(), complaint);
    }

    private void refused(String name, byte[] bytes, String complaint) throws IOException {
        Path path = Files.write(folder.resolve(name), bytes);
        var refusal = assertThrows(MalformedFileException.class, () -> NiftiImage.read(path));
        assertTrue(refusal.getMessage().contains(name) && refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    @Test
    void aFileAsItShouldBeHasNothingToSay() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            NiftiImage image = read(RawNifti.of(order));
            checkVoxels(image);
            assertEquals(List.of(), image.warnings());
            assertArrayEquals(affine(RawNifti.STRAIGHT), image.affine());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 32, 15, 17, -16, 32767})
    void theDatatypeDecidesNotBitpix(int bits) throws IOException {
        NiftiImage image = read(RawNifti.good().type(4, bits));
        checkVoxels(image);
        warns(image, "bitpix is " + bits + ", expected 16 for int16");
        Path again = folder.resolve("again.nii");
        image.write(again);
        assertEquals(List.of(), NiftiImage.read(again).warnings());
    }

    @Test
    void fourColorsAreFourValues() throws IOException {
        byte[] voxels = new byte[480];
        for (int i = 0; i < 480; i++) {
            voxels[i] = (byte) (i * 7);
        }
        NiftiImage image = read(RawNifti.good().type(2304, 32).voxels(voxels));
        warns(image, "datatype is rgba");
        assertEquals(480, image.values());
        for (int i = 0; i < 480; i++) {
            assertEquals(i * 7 & 0xff, image.value(i));
        }
    }

    /** nibabel: |pixdim|, and 1 for 0. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, -2, 2", "2, 0, 1", "2, -0.5, 0.5", "3, 0, 1", "3, -4, 4", "1, NaN, 1", "3, NaN, 1", "2, Infinity, 1",
        "3, -Infinity, 1"})
    void stepsThatAreNoLengths(int axis, double step, double taken) throws IOException {
        double[] pixdim = {1, 2, 2.5, 3, 1, 1, 1, 1};
        pixdim[axis] = step;
        double[] steps = {2, 2.5, 3};
        steps[axis - 1] = taken;
        NiftiImage centered = read(RawNifti.good().sform(0, RawNifti.STRAIGHT).pixdim(pixdim));
        checkVoxels(centered);
        assertArrayEquals(affine(-steps[0], 0, 0, steps[0] * 2.5, 0, steps[1], 0, -steps[1] * 2, 0, 0, steps[2], -steps[2] * 1.5),
                centered.affine());
        assertTrue(centered.warnings().getFirst().contains("pixdim[" + axis + "] is " + step + ", expected above 0"),
                centered.warnings().toString());
        assertTrue(centered.warnings().getLast().contains("neither sform nor qform has a code"), centered.warnings().toString());
        NiftiImage qform = read(RawNifti.good().sform(0).qform(1, 0, 0, 0, -10, -20, -30).pixdim(pixdim));
        assertArrayEquals(affine(steps[0], 0, 0, -10, 0, steps[1], 0, -20, 0, 0, steps[2], -30), qform.affine());
        assertTrue(qform.warnings().getFirst().contains("pixdim[" + axis + "] is " + step), qform.warnings().toString());
        assertEquals(step < 0 && Double.isFinite(step) ? 2 : 1, qform.warnings().size(), qform.warnings().toString());
    }

    @Test
    void aSliceWithoutThickness() throws IOException {
        byte[] slice = Arrays.copyOf(RawNifti.good().voxels(), 60);
        NiftiImage image = read(RawNifti.good().dim(2, 6, 5, 0, 0, 0, 0, 0).pixdim(1, 2, 2.5, 0, 0, 0, 0, 0).sform(0)
                .qform(1, 0, 0, 0, -10, -20, -30).voxels(slice));
        assertArrayEquals(affine(2, 0, 0, -10, 0, 2.5, 0, -20, 0, 0, 1, -30), image.affine());
        warns(image, "pixdim[3] is 0.0");
        NiftiImage centered = read(RawNifti.good().dim(2, 6, 5, 0, 0, 0, 0, 0).pixdim(1, 2, 2.5, 0, 0, 0, 0, 0).sform(0)
                .voxels(slice));
        assertArrayEquals(affine(-2, 0, 0, 5, 0, 2.5, 0, -5, 0, 0, 1, 0), centered.affine(), 1e-12);
        warns(centered, "neither sform nor qform");
    }

    @ParameterizedTest
    @ValueSource(doubles = {5e-7, 1e-6, 9e-6, 2e-5, 9e-5})
    void aQuaternionAboveOneByRounding(double above) throws IOException {
        for (int axis = 0; axis < 3; axis++) {
            double[] q = {0, 0, 0, -10, -20, -30};
            q[axis] = Math.sqrt(1 + above);
            NiftiImage image = read(RawNifti.good().sform(0).qform(1, q));
            double[] signs = {-1, -1, -1};
            signs[axis] = 1;
            assertArrayEquals(affine(2 * signs[0], 0, 0, -10, 0, 2.5 * signs[1], 0, -20, 0, 0, 3 * signs[2], -30), image.affine(),
                    1e-6);
            warns(image, "quaternion has b² + c² + d² = 1.0000", "above 1 by rounding");
            Path again = folder.resolve("again.nii");
            image.write(again);
            assertEquals(List.of(), NiftiImage.read(again).warnings(), "what is written can be read by all");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.001, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoRotationByFar(double square) throws IOException {
        refused(RawNifti.good().sform(0).qform(1, Math.sqrt(square), 0, 0, 0, 0, 0), "quaternion has b² + c² + d²");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, NaN", "3, NaN", "5, Infinity", "11, -Infinity", "10, 0", "0, 0"})
    void anUnusableSformBesideAGoodQform(int at, double value) throws IOException {
        double[] rows = at < 0 ? UNUSABLE.clone() : RawNifti.STRAIGHT.clone();
        if (at >= 0) {
            rows[at] = value;
        }
        for (int code = 1; code <= 5; code++) {
            NiftiImage image = read(RawNifti.good().sform(code, rows).qform(1, 0, 0, 0, -10, -20, -30));
            checkVoxels(image);
            assertArrayEquals(affine(RawNifti.STRAIGHT), image.affine());
            warns(image, "sform (srow)", "the qform is taken instead");
            Path again = folder.resolve("again.nii");
            image.write(again);
            assertArrayEquals(affine(RawNifti.STRAIGHT), NiftiImage.read(again).affine());
            assertEquals(List.of(), NiftiImage.read(again).warnings());
        }
        refused(RawNifti.good().sform(1, rows), "sform (srow)");
        refused(RawNifti.good().sform(1, rows).qform(1, 0.9, 0.9, 0.9, 0, 0, 0), "the qform can't take its place: quaternion");
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "0, 4", "-16, 6", "1, 6", "7, 6", "1000000, 6", "2147483647, 4", "-2147483648, 4", "32, 6"})
    void anExtensionOfAnImpossibleSize(int size, int code) throws IOException {
        NiftiImage image = read(RawNifti.good().extension(size, code, 8));
        checkVoxels(image);
        assertEquals(List.of(), image.header().extensions());
        warns(image, "header extension 0 (code " + code + ") declares " + size + " bytes");
    }

    @Test
    void extensionsBeforeTheDamagedOneAreKept() throws IOException {
        byte[] between = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN).put(0, (byte) 1).putInt(4, 16).putInt(8, 6)
                .put(12, (byte) 'a').putInt(20, 0).putInt(24, 6).array();
        NiftiImage image = read(RawNifti.good().between(between));
        checkVoxels(image);
        assertEquals(1, image.header().extensions().size());
        assertArrayEquals(new byte[] {'a'}, image.header().extensions().getFirst().content());
        warns(image, "header extension 1 (code 6) declares 0 bytes");
    }

    @Test
    void anExtensionThatIsNoMultipleOfSixteen() throws IOException {
        NiftiImage image = read(RawNifti.good().extension(24, 6, 16));
        checkVoxels(image);
        assertEquals(6, image.header().extensions().getFirst().code());
        assertEquals(List.of(), image.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 6 5 4 0 1 1 1", "5 6 5 4 0 1 1 1", "4 6 5 4 0 0 0 0", "7 6 5 4 0 0 0 0", "7 6 5 4 0 1 0 1"})
    void anEmptyDimensionAtTheEndIsLeftOut(String dim) throws IOException {
        NiftiImage image = read(RawNifti.good().dim(numbers(dim)));
        checkVoxels(image);
        assertEquals(List.of(6, 5, 4), image.header().shape());
        warns(image, "dim[4] is 0");
    }

    @Test
    void anEmptyDimensionAfterOthersLeavesThose() throws IOException {
        NiftiImage image = read(RawNifti.good().dim(5, 6, 5, 2, 2, 0, 1, 1));
        checkVoxels(image);
        assertEquals(List.of(6, 5, 2, 2), image.header().shape());
        warns(image, "dim[5] is 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3 0 5 4 1 1 1 1", "3 6 0 4 1 1 1 1", "5 6 5 4 0 2 1 1", "4 6 5 4 -1 1 1 1", "2 6 0 1 1 1 1 1",
        "0 6 5 4 1 1 1 1", "8 6 5 4 1 1 1 1", "-3 6 5 4 1 1 1 1", "3 6 5 -4 1 1 1 1"})
    void anEmptyDimensionElsewhereIsAnEmptyImage(String dim) throws IOException {
        refused(RawNifti.good().dim(numbers(dim)), "dim[");
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image.nii", "image.nii.gz"})
    void halfOfAPairThatHoldsItsVoxels(String name) throws IOException {
        byte[] bytes = RawNifti.good().magic("ni1").bytes();
        NiftiImage image = read(name, name.endsWith("gz") ? RawNifti.gzip(bytes) : bytes);
        checkVoxels(image);
        warns(image, "magic is \"ni1\"", "read from its vox_offset, byte 352");
        refused(name, RawNifti.good().magic("ni1").offset(0).bytes(), "ends neither in .hdr nor in .img");
        refused("image.dat", bytes, "ends neither in .hdr nor in .img");
        Files.write(folder.resolve("image.img"), RawNifti.good().voxels());
        refused(name, bytes, "ends neither in .hdr nor in .img");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 343, 347, 349, -348, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x20202020})
    void aHeaderOfAnotherSizeWithTheRightMagic(int size) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            NiftiImage image = read(RawNifti.of(order).size(size));
            checkVoxels(image);
            warns(image, "sizeof_hdr is ", "expected 348");
            refused(RawNifti.of(order).size(size).magic("xyz"), "");
        }
    }

    @Test
    void aHeaderOfTheSizeOfTheOtherVersion() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            NiftiImage image = read(RawNifti.of(order).size(540));
            checkVoxels(image);
            warns(image, "sizeof_hdr is ", "expected 348; the magic says NIfTI-1");
            refused(RawNifti.of(order).size(540).magic("xyz"), "magic is not \"n+2\"");
        }
    }

    @Test
    void aHeaderSizeInTheOtherByteOrder() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            NiftiImage image = read(RawNifti.of(order).size(Integer.reverseBytes(348)));
            checkVoxels(image);
            assertEquals(order == ByteOrder.BIG_ENDIAN, image.header().bigEndian());
            warns(image, "sizeof_hdr has its bytes in another order than dim[0]");
            refused(RawNifti.of(order).size(Integer.reverseBytes(348)).dim(0), "dim[0], the number of dimensions, is 0");
        }
    }

    @Test
    void voxelsAtAFractionOfAByte() throws IOException {
        NiftiImage image = read(RawNifti.good().offset(352.75));
        checkVoxels(image);
        warns(image, "vox_offset is 352.75", "read from byte 352");
    }

    @Test
    void voxelsRightBehindTheHeader() throws IOException {
        NiftiImage image = read(RawNifti.good().between(new byte[0]));
        checkVoxels(image);
        warns(image, "vox_offset is 348, expected at least 352");
    }
}
