package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.GoldenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back. */
class NiftiRoundTripTest {
    private static final double[] SHEARED = {0.9, -0.25, 0.1, -20.5, 0.3, 1.7, -0.4, 13.25, -0.12, 0.5, 2.6, -7, 0, 0, 0, 1};
    private static final List<Integer> SHAPE = List.of(3, 5, 2, 2);

    @TempDir
    Path folder;

    record Form(NiftiType type, int version, boolean bigEndian, String ending) { }

    static Stream<Form> forms() {
        List<Form> forms = new ArrayList<>();
        List<String> endings = List.of(".nii", ".nii.gz", ".hdr", ".img.gz");
        for (NiftiType type : NiftiType.values()) {
            for (int version = 1; version <= 2; version++) {
                for (boolean big : new boolean[] {false, true}) {
                    forms.add(new Form(type, version, big, endings.get(forms.size() % 4)));
                }
            }
        }
        for (String ending : endings) {
            forms.add(new Form(NiftiType.INT16, 1, false, ending));
            forms.add(new Form(NiftiType.INT16, 2, true, ending));
        }
        return forms.stream();
    }

    /** The least and greatest values of each type and some between. */
    private static double[] values(NiftiType type) {
        Random random = new Random(5);
        double least = switch (type) {
            case UINT8, UINT16, UINT32, UINT64, RGB, RGBA -> 0;
            case INT8 -> -128;
            case INT16 -> -32768;
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> Long.MIN_VALUE;
            case FLOAT32 -> -3e38f;
            case FLOAT64 -> -1e300;
        };
        double most = switch (type) {
            case UINT8, RGB, RGBA -> 255;
            case INT8 -> 127;
            case INT16 -> 32767;
            case UINT16 -> 65535;
            case INT32 -> Integer.MAX_VALUE;
            case UINT32 -> 4294967295.0;
            case INT64 -> Math.nextDown(0x1p63);
            case UINT64 -> Math.nextDown(0x1p64);
            case FLOAT32 -> 3e38f;
            case FLOAT64 -> 1e300;
        };
        double[] values = new double[60 * type.components()];
        for (int i = 0; i < values.length; i++) {
            double value = i == 0 ? least : i == 1 ? most : least + random.nextDouble() * (most / 2 - least / 2) * 2;
            values[i] = type == NiftiType.FLOAT32 ? (float) value : type == NiftiType.FLOAT64 ? value : Math.rint(value);
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyTypeVersionOrderAndEnding(Form form) throws IOException {
        double[] values = values(form.type());
        NiftiHeader header = new NiftiHeaderBuilder(form.type()).shape(SHAPE).version(form.version())
                .bigEndian(form.bigEndian()).affine(SHEARED).xyztUnits(NiftiHeader.MILLIMETERS_SECONDS).descrip("round trip")
                .extensions(List.of(new NiftiExtension(6, "odd length".getBytes(StandardCharsets.UTF_8)))).build();
        Path file = folder.resolve("image" + form.ending());
        NiftiImage.of(header, i -> values[i]).write(file);
        NiftiImage read = NiftiImage.read(file);
        assertArrayEquals(values, read.toDoubles());
        assertEquals(form.version(), read.header().version());
        assertEquals(form.bigEndian(), read.header().bigEndian());
        assertEquals(form.type(), read.header().type());
        assertEquals(SHAPE, read.header().shape());
        assertEquals("round trip", read.header().descrip());
        assertEquals("mm", read.header().spaceUnit());
        assertEquals("sec", read.header().timeUnit());
        assertEquals("odd length", new String(read.header().extensions().getFirst().content(), StandardCharsets.UTF_8));
        assertArrayEquals(SHEARED, read.affine(), form.version() == 1 ? 1e-6 : 0);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(form.ending().startsWith(".nii") ? 1 : 2, files.count());
        }
    }

    static Stream<Path> golden() throws IOException {
        return GoldenFiles.list("io", "", ".json").stream()
                .map(file -> file.resolveSibling(file.getFileName().toString().replace(".json", "")));
    }

    /** Reading and writing again keeps every byte that a reader could see, whatever the writer was. */
    @ParameterizedTest
    @MethodSource("golden")
    void goldenFilesWrittenAgainAreTheSame(Path file) throws IOException {
        NiftiImage image = NiftiImage.read(file);
        Path copy = folder.resolve(file.getFileName().toString());
        image.write(copy);
        NiftiImage read = NiftiImage.read(copy);
        assertArrayEquals(image.toDoubles(), read.toDoubles());
        assertArrayEquals(image.affine(), read.affine());
        assertEquals(image.header().pixdim(), read.header().pixdim());
        assertEquals(image.header().quaternion(), read.header().quaternion());
        assertEquals(image.header().sform(), read.header().sform());
        assertEquals(image.header().qformCode(), read.header().qformCode());
        assertEquals(image.header().sformCode(), read.header().sformCode());
        assertEquals(image.header().sclSlope(), read.header().sclSlope());
        assertEquals(image.header().extensions().size(), read.header().extensions().size());
    }

    @Test
    void rotationsAreWrittenAsQformAsWell() throws IOException {
        for (String name : List.of("qformOnly.nii", "qformFlipped.nii", "qfacZero.nii")) {
            double[] affine = NiftiImage.read(GoldenFiles.path("io/" + name)).affine();
            NiftiHeader header = new NiftiHeaderBuilder(NiftiType.FLOAT32).version(2).affine(affine).build();
            assertEquals(1, header.qformCode());
            assertEquals(1, header.sformCode());
            Path file = folder.resolve("form.nii");
            NiftiImage.of(header.toBuilder().forms(1, 0).build(), i -> 0).write(file);
            assertArrayEquals(affine, NiftiImage.read(file).affine(), 2e-6, name);
        }
        assertEquals(0, new NiftiHeaderBuilder(NiftiType.FLOAT32).affine(SHEARED).build().qformCode());
    }

    @Test
    void allRotationsByRightAnglesSurviveAsQform() throws IOException {
        int seen = 0;
        for (int code = 0; code < 48; code++) {
            int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
            double[] affine = new double[16];
            affine[15] = 1;
            for (int axis = 0; axis < 3; axis++) {
                double sign = (code & 1 << axis) == 0 ? 1 : -1;
                affine[4 * orders[code / 8][axis] + axis] = sign * (axis + 1);
            }
            NiftiHeader header = new NiftiHeaderBuilder(NiftiType.INT8).affine(affine).forms(1, 0).build();
            assertArrayEquals(affine, NiftiImage.of(header, i -> 0).affine(), 1e-12);
            seen++;
        }
        assertEquals(48, seen);
    }

    @Test
    void neitherFormStaysNeither() throws IOException {
        NiftiImage image = NiftiImage.read(GoldenFiles.path("io/noForm.nii"));
        Path file = folder.resolve("again.nii.gz");
        NiftiImage.of(image.header().toBuilder().type(NiftiType.UINT8).scaling(1, 0).build(), i -> 1).write(file);
        NiftiImage read = NiftiImage.read(file);
        assertEquals(0, read.header().sformCode());
        assertEquals(0, read.header().qformCode());
        assertArrayEquals(image.affine(), read.affine());
    }

    @Test
    void scalingIsUndoneWhenStoredAndDoneWhenRead() throws IOException {
        NiftiHeader header = new NiftiHeaderBuilder(NiftiType.INT16).shape(4).affine(SHEARED).scaling(0.5, -10).build();
        NiftiImage image = NiftiImage.of(header, i -> i - 9.75);
        Path file = folder.resolve("scaled.nii");
        image.write(file);
        // −9.75 lies between the stored 0 and 1: half to even.
        assertArrayEquals(new double[] {-10, -9, -8, -7}, NiftiImage.read(file).toDoubles());
    }

    @Test
    void fieldsWithoutNamesGoIntoTheOtherVersionAndBack() {
        byte[] raw = new byte[348];
        raw[39] = 27;
        raw[68] = 3;
        raw[122] = 2;
        raw[328] = 'q';
        NiftiHeader first = new NiftiHeaderBuilder(new NiftiHeader(1, false, List.of(2), NiftiType.UINT8,
                java.util.Collections.nCopies(8, 1.0), 0, 1, 0, 2, "", 0, 0, java.util.Collections.nCopies(6, 0.0),
                java.util.Collections.nCopies(12, 0.0), List.of(), raw)).displayRange(1.5, 77).build();
        NiftiHeader second = first.toBuilder().version(2).bigEndian(true).build();
        assertEquals(540, second.raw().length);
        assertEquals(27, second.raw()[524]);
        assertEquals(3, second.raw()[507]);
        NiftiHeader back = second.toBuilder().bigEndian(false).version(1).build();
        assertArrayEquals(first.raw(), back.raw());
    }

    @Test
    void compressedFilesHaveTheSameBytesEachTime() throws IOException {
        NiftiImage image = NiftiImage.read(GoldenFiles.path("io/gzipped.nii.gz"));
        image.write(folder.resolve("a.nii.gz"));
        image.write(folder.resolve("b.nii.gz"));
        byte[] bytes = Files.readAllBytes(folder.resolve("a.nii.gz"));
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("b.nii.gz")));
        assertArrayEquals(new byte[4], java.util.Arrays.copyOfRange(bytes, 4, 8), "time stamp");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        NiftiHeader header = new NiftiHeaderBuilder(NiftiType.UINT8).shape(2).affine(SHEARED).build();
        var tooLarge = assertThrows(IllegalArgumentException.class, () -> NiftiImage.of(header, i -> 256));
        assertTrue(tooLarge.getMessage().contains("value 256.0 at index 0"), tooLarge.getMessage());
        assertThrows(IllegalArgumentException.class, () -> NiftiImage.of(header, i -> Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> NiftiImage.of(header, i -> -1));
        NiftiHeader wide = new NiftiHeaderBuilder(NiftiType.UINT8).shape(40000).affine(SHEARED).build();
        var size = assertThrows(IllegalArgumentException.class,
                () -> NiftiImage.of(wide, i -> 0).write(folder.resolve("wide.nii")));
        assertTrue(size.getMessage().contains("write version 2"), size.getMessage());
        var ending = assertThrows(IllegalArgumentException.class,
                () -> NiftiImage.of(header, i -> 0).write(folder.resolve("image.mha")));
        assertTrue(ending.getMessage().contains("rename it"), ending.getMessage());
    }
}
