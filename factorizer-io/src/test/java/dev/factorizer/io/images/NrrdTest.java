package dev.factorizer.io.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.nrrd.NrrdFile;
import dev.factorizer.io.nrrd.NrrdSegment;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NRRD headers, right and wrong; where ITK decides, SimpleITK 2.5.7 was asked. */
class NrrdTest {
    private static final String LPS = "space: LPS\nspace directions: (1,0,0) (0,2,0) (0,0,3)\nspace origin: (10,20,30)\n";
    private static final byte[] VOXELS = FormatFiles.counting(24);

    @TempDir
    private Path folder;

    private FormatFiles files;

    @BeforeEach
    void files() {
        files = new FormatFiles(folder);
    }

    private static String header(String... lines) {
        return "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 3 4\nencoding: raw\n" + String.join("", Stream.of(lines).map(line -> line + "\n").toList()) + "\n";
    }

    private Path write(String header, byte[]... parts) throws IOException {
        return files.write("image.nrrd", FormatFiles.text(header), FormatFiles.joined(parts));
    }

    private Volume read(String... lines) throws IOException {
        return Volumes.read(write(header(lines), VOXELS));
    }

    private void refused(String complaint, String... lines) throws IOException {
        files.refused(write(header(lines), VOXELS), complaint);
    }

    @ParameterizedTest
    @CsvSource({"LPS, -1, -1", "lps, -1, -1", "RAS, 1, 1", "right-anterior-superior, 1, 1", "LAS, -1, 1", "Left-Anterior-Superior, -1, 1"})
    void spaces(String space, double x, double y) throws IOException {
        Volume volume = files.counts(write(header(LPS.replace("LPS", space).strip()), VOXELS));
        assertEquals(Affine.of(x, 0, 0, 10 * x, 0, 2 * y, 0, 20 * y, 0, 0, 3, 30, 0, 0, 0, 1), volume.grid().affine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"space: scanner-xyz", "space: 3D-right-handed", "space: 3D-left-handed", "space dimension: 3"})
    void spacesThatHaveNoSidesAreTakenAsItkTakesThem(String space) throws IOException {
        Volume volume = read(space, "space directions: (1,0,0) (0,2,0) (0,0,3)");
        assertEquals("LPS", volume.grid().affine().axisCodes().letters());
        assertTrue(volume.warnings().getFirst().contains("as ITK does"), volume.warnings().toString());
    }

    @Test
    void withoutSpaceTheStepsAreSpacings() throws IOException {
        assertEquals(Affine.of(-1, 0, 0, 0, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1), read("spacings: 1 2 3").grid().affine());
        assertEquals(Affine.of(1, 0, 0, 0, 0, -2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1), read("spacings: -1 2 nan").grid().affine());
        assertEquals(Affine.of(-1, 0, 0, -5.5, 0, -2, 0, -7, 0, 0, 3, 8.5, 0, 0, 0, 1),
                read("spacings: 1 2 3", "axismins: 5 6 7").grid().affine());
        assertEquals(Affine.of(-1, 0, 0, -5, 0, -2, 0, -6, 0, 0, 3, 7, 0, 0, 0, 1),
                read("spacings: 1 2 3", "axis mins: 5 6 7", "centers: node node node").grid().affine());
        Volume bare = read();
        assertEquals(Affine.of(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1), bare.grid().affine());
        assertEquals(2, bare.warnings().size(), bare.warnings().toString());
    }

    @ParameterizedTest
    @CsvSource({"mm, 1", "m, 1000", "cm, 10", "µm, 0.001", "um, 0.001", "furlong, 1"})
    void units(String unit, double millimeters) throws IOException {
        Volume volume = read(LPS.strip(), "space units: \"" + unit + "\" \"" + unit + "\" \"" + unit + "\"");
        assertArrayEquals(new double[] {millimeters, 2 * millimeters, 3 * millimeters}, volume.grid().spacing(), 1e-12);
        assertEquals(unit.equals("mm") ? 0 : 1, volume.warnings().size());
    }

    @Test
    void flatImages() throws IOException {
        String flat = "NRRD0004\ntype: uint8\ndimension: 2\nsizes: 4 6\nencoding: raw\nspace dimension: 2\n"
                + "space directions: (0,1) (-2,0)\nspace origin: (5,6)\n\n";
        Volume volume = Volumes.read(write(flat, VOXELS));
        assertEquals(Affine.of(0, 2, 0, -5, -1, 0, 0, -6, 0, 0, 1, 0, 0, 0, 0, 1), volume.grid().affine());
        String row = "NRRD0004\ntype: uint8\ndimension: 1\nsizes: 24\nencoding: raw\nspacings: 2\n\n";
        assertEquals(Affine.of(-2, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1), files.counts(write(row, VOXELS), "no space").grid()
                .affine());
    }

    @Test
    void aFourthDimensionInTime() throws IOException {
        String series = "NRRD0004\ntype: uint8\ndimension: 4\nsizes: 2 3 2 2\nencoding: raw\nspace: LPST\n"
                + "space directions: (1,0,0,0) (0,2,0,0) (0,0,3,0) (0,0,0,5)\nspace origin: (1,2,3,4)\n\n";
        Volume volume = files.counts(write(series, VOXELS));
        assertEquals(2, volume.channels());
        assertEquals(12, volume.value(1, 0, 0, 0));
        files.refused(write(series.replace("(0,0,3,0)", "(0,0,3,1)"), VOXELS), "each in space or in time");
    }

    @Test
    void encodings() throws IOException {
        String text = header(LPS.strip());
        files.counts(write(text.replace("raw", "gz"), FormatFiles.gzip(VOXELS)));
        files.counts(write(text.replace("raw", "gzip"), FormatFiles.gzip(VOXELS), FormatFiles.text("rest")), "no gzip data");
        files.counts(write(text.replace("raw", "hex"), FormatFiles.text(HexFormat.of().formatHex(VOXELS))));
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            numbers.append(i).append(i % 2 == 0 ? ", " : "\n");
        }
        files.counts(write(text.replace("raw", "ascii"), FormatFiles.text(numbers.toString())));
        files.counts(write(text.replace("\n", "\r\n"), VOXELS));
        files.counts(write(text.replace("type", "Type").replaceFirst("\n", "\n# a note\nkey:=a: b\\nc\n"), VOXELS));
        files.counts(write(text, VOXELS, new byte[5]), "bytes follow its voxels, 5 of them");
        files.refused(write(text.replace("raw", "bzip2"), VOXELS), "encoding is \"bzip2\", expected raw, gzip, ascii or hex; save it again");
        files.refused(write(text.replace("raw", "zip"), VOXELS), "encoding is \"zip\"");
        files.refused(write(text.replace("raw", "hex"), FormatFiles.text("zz".repeat(24))), "expected hexadecimal digits");
        files.refused(write(text.replace("raw", "ascii"), FormatFiles.text("x " + "1 ".repeat(24))), "voxel [0, 0, 0] is \"x\"");
        files.refused(write(text.replace("raw", "ascii"), FormatFiles.text("256 ".repeat(24))), "expected a number of type uint8");
        files.refused(write(text.replace("raw", "ascii"), FormatFiles.text("1".repeat(100))), "more than 64 characters");
        files.refused(write(text.replace("raw", "ascii"), FormatFiles.text("12345 ".repeat(8))), "voxel [0, 0, 0]");
        files.refused(write(text.replace("raw", "ascii"), FormatFiles.text("  1  ".repeat(10))), "ends after 10 of 24 numbers");
    }

    @Test
    void whatIsSkipped() throws IOException {
        String text = header(LPS.strip());
        byte[] noise = FormatFiles.text("a\nb\n");
        files.counts(write(text.replace("\n\n", "\nbyte skip: 4\n\n"), noise, VOXELS));
        files.counts(write(text.replace("\n\n", "\nbyteskip: -1\n\n"), noise, VOXELS));
        files.counts(write(text.replace("\n\n", "\nline skip: 2\n\n"), noise, VOXELS));
        files.counts(write(text.replace("\n\n", "\nlineskip: 1\nbyte skip: 2\n\n"), noise, VOXELS));
        files.counts(write(text.replace("\n\n", "\nline skip: 1\nbyte skip: 2\n\n").replace("raw", "gzip"), FormatFiles.text("a\n"),
                FormatFiles.gzip(FormatFiles.joined(FormatFiles.text("b\n"), VOXELS))));
        refused("byte skip is \"-2\"", "byte skip: -2");
        refused("byte skip is \"9223372036854775807\"", "byte skip: 9223372036854775807");
        refused("declares 24 bytes of voxels, but only", "byte skip: 1000000");
        refused("ends before the 7 lines", "line skip: 7");
        files.refused(write(header("byte skip: -1").replace("raw", "gzip"), VOXELS), "at least 0 where encoding is gzip");
        files.refused(write(header("byte skip: -1"), new byte[23]), "declares 24 bytes of voxels, but only 23");
        files.refused(write(header("byte skip: 100").replace("raw", "gzip"), FormatFiles.gzip(VOXELS)), "ends before the 100 bytes");
    }

    @Test
    void headersThatAreWrong() throws IOException {
        files.refused(write(header().replace("0004", "0006"), VOXELS), "begins with \"NRRD0006\", expected NRRD0001 to NRRD0005");
        refused("has two fields \"type\"", "type: uint8");
        refused("has the line \"nonsense\"", "nonsense");
        assertTrue(read("bogus: 1", "more: 2").warnings().getFirst().contains("\"bogus: 1\" is no field of NRRD"));
        refused("has space directions, but neither space", "space directions: (1,0,0) (0,1,0) (0,0,1)");
        refused("vectors of 3 numbers", "space: RAS", "space directions: (1,0) (0,1,0) (0,0,1)");
        refused("3 vectors or none", "space: RAS", "space directions: (1,0,0) (0,1,0)");
        refused("3 vectors or none", "space: RAS", "space directions: " + "(1,0,0) ".repeat(1000));
        refused("has 0 axes of space", "space: RAS", "space directions: none none none");
        refused("expected numbers", "space: RAS", "space directions: (1,0,x) (0,1,0) (0,0,1)");
        refused("vectors such as (1,0,0)", "space: RAS", "space directions: 1,0,0 0,1,0 0,0,1");
        refused("expected three independent axes", "space: RAS", "space directions: (1,0,0) (1,0,0) (0,0,1)");
        refused("expected finite numbers", "space: RAS", "space directions: (nan,0,0) (0,1,0) (0,0,1)");
        refused("expected finite numbers", "space: RAS", "space origin: (1,2,inf)".replace("inf", "Infinity"));
        refused("one vector in a space", "space origin: (1,2,3)");
        refused("expected three independent axes", "spacings: 0 1 1");
        refused("space is \"LPI\"", "space: LPI");
        refused("space dimension is \"9\"", "space dimension: 9");
        refused("3 values, one for each axis", "spacings: 1 2");
        refused("kinds is \"complex domain domain\"", "kinds: complex domain domain");
        for (String[] change : new String[][] {{"sizes: 2 3 4", "sizes: 2 3 -4", "expected at least 1 each"},
            {"sizes: 2 3 4", "sizes: 2 3", "3 values, one for each axis"}, {"sizes: 2 3 4", "sizes: 2 3 0", "expected at least 1 each"},
            {"sizes: 2 3 4", "sizes: 2 3 4.5", "whole numbers"}, {"sizes: 2 3 4", "sizes: 99999 99999 99999", "less than 2³¹ values"},
            {"sizes: 2 3 4", "sizes: 9223372036854775807 2 4", "less than 2³¹ values"}, {"sizes: 2 3 4", "sizes: 1000 1000 1000", "declares"},
            {"dimension: 3", "dimension: 17", "at most 16"}, {"dimension: 3", "dimension: 0", "dimension is \"0\""},
            {"type: uint8", "type: block", "type is \"block\""}, {"type: uint8", "type: int16", "declares 48 bytes"},
            {"type: uint8\ndimension: 3\nsizes: 2 3 4", "endian: middle\ntype: int16\ndimension: 3\nsizes: 2 3 2", "endian is \"middle\""}, {"type: uint8\ndimension: 3\nsizes: 2 3 4", "type: int16\ndimension: 3\nsizes: 2 3 2", "no field \"endian\""},
            {"encoding: raw\n", "", "no field \"encoding\""},
            {"sizes: 2 3 4\n", "", "no field \"sizes\""}, {"dimension: 3\n", "", "no field \"dimension\""}}) {
            files.refused(write(header().replace(change[0], change[1]), VOXELS), change[2]);
        }
        files.refused(write(header(), new byte[23]), "declares 24 bytes of voxels, but only 23 bytes are there");
        files.refused(write(header().replace("sizes: 2 3 4", "sizes: 1200 1200 1200").replace("raw", "gzip"), FormatFiles.gzip(VOXELS)),
                "compressed bytes are there");
        byte[] packed = FormatFiles.gzip(VOXELS);
        files.refused(write(header().replace("raw", "gzip"), Arrays.copyOf(packed, packed.length - 3)), "ends in the middle");
        packed[packed.length - 6] ^= 1;
        files.refused(write(header().replace("raw", "gzip"), packed), "check sum (CRC)");
        files.refused(write(header().replace("raw", "gzip"), FormatFiles.gzip(new byte[20])), "ends after 20 of 24 bytes");
    }

    /** The header of an attacker may not have other files of this machine read as voxels. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/etc/passwd|is not in its folder", "../secret|is not in its folder",
        "a/../../secret|is not in its folder", "https://example.org/voxels.raw|is an address", "file:///etc/passwd|is an address",
        "LIST|several are not read", "LIST 2|several are not read", "slice%03d.raw 1 4 1|several are not read",
        "nowhere.raw|does not exist", "inside|is a folder", "link.raw|a link that leads out of its folder",
        "inside/link/secret|a link that leads out of its folder", "pipe|is a device, pipe or socket"})
    void detachedVoxelsElsewhere(String name, String complaint) throws IOException, InterruptedException {
        Path inner = Files.createDirectory(folder.resolve("images"));
        Files.write(folder.resolve("secret"), VOXELS);
        Files.createDirectory(inner.resolve("inside"));
        Files.createSymbolicLink(inner.resolve("link.raw"), folder.resolve("secret"));
        Files.createSymbolicLink(inner.resolve("inside/link"), folder);
        assertEquals(0, new ProcessBuilder("mkfifo", inner.resolve("pipe").toString()).inheritIO().start().waitFor());
        new FormatFiles(inner).refused(Files.writeString(inner.resolve("image.nhdr"), header("data file: " + name)), complaint);
    }

    @Test
    void detachedVoxelsInTheFolder() throws IOException {
        Files.createDirectory(folder.resolve("inside"));
        files.write("inside/voxels.raw", VOXELS);
        Files.createSymbolicLink(folder.resolve("link.raw"), Path.of("inside/voxels.raw"));
        for (String name : List.of("inside/voxels.raw", "./inside/../link.raw", "link.raw")) {
            files.counts(files.write("image.nhdr", FormatFiles.text(header(LPS.strip(), "datafile: " + name))));
        }
        files.write("inside/voxels.raw", FormatFiles.text("header\n"), VOXELS);
        files.counts(files.write("image.nhdr", FormatFiles.text(header(LPS.strip(), "line skip: 1", "data file: link.raw").stripTrailing())));
        files.refused(files.write("image.nhdr", FormatFiles.text(header("data file: a\0b"))), "can't be the name of a file");
        files.refused(files.write("image.nhdr", FormatFiles.text(header("data file: "))), "which is empty");
        files.refused(files.write("image.nhdr", FormatFiles.text(header(LPS.strip(), "data file: LIST").strip() + "\nslice1.raw\nslice2.raw\n")),
                "several are not read");
    }

    @Test
    void aLineOfHundredMegabytesIsNotRead() throws IOException {
        files.refused(files.writeLongLine("long.nrrd", "NRRD0004\ncontent: "), "line 2 of its header has more than 1048576 bytes");
        files.refused(files.write("lines.nrrd", FormatFiles.text("NRRD0004\n" + "#\n".repeat(200_000))), "more than 100000 lines");
        files.refused(files.write("much.nrrd", FormatFiles.text("NRRD0004\n" + ("#" + "x".repeat(1_000_000) + "\n").repeat(20))),
                "its header has more than 16777216 bytes");
    }

    /** No field may take a deep recursion. */
    @ParameterizedTest
    @ValueSource(strings = {"space units: \"", "space directions: (", "space directions: ", "space origin: (", "spacings: ", "kinds: ", "space: ", "sizes: ",
        "line skip: ", "encoding: ", "data file: ", "key:=", "Segment0_Name:=", "Segment0_LabelValue:=", "content: "})
    void longFields(String start) throws IOException {
        for (String filling : List.of("a", "( ", "\\", "1 ")) {
            String line = start + filling.repeat(100_000 / filling.length());
            Path file = write(header("space dimension: 3", line), VOXELS);
            try {
                Volumes.read(file);
            } catch (MalformedFileException e) {
                assertTrue(e.getMessage().length() < 1000 + folder.toString().length(), e.getMessage());
            }
        }
    }

    @Test
    void segmentsHaveNames() throws IOException, URISyntaxException {
        Path layers = Path.of(NrrdTest.class.getResource("formats/slicer-layers.seg.nrrd").toURI());
        assertEquals(List.of(new NrrdSegment("Tumor", 1, 0), new NrrdSegment("Edema", 2, 0), new NrrdSegment("Brain", 1, 1)),
                NrrdFile.segments(layers));
        Path labels = layers.resolveSibling("slicer-labels.seg.nrrd");
        assertEquals(List.of(new NrrdSegment("Tumor", 1, 0), new NrrdSegment("Edema", 2, 0)), NrrdFile.segments(labels));
        assertEquals(1, Volumes.read(labels).channels());
        assertEquals(List.of(), NrrdFile.segments(write(header(), VOXELS)));
    }

    @Test
    void segmentsThatAreWrong() throws IOException {
        String text = "NRRD0004\ntype: float\nendian: little\ndimension: 4\nsizes: 2 1 1 3\nencoding: ascii\nkinds: list domain domain domain\n"
                + "space: LPS\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\nSegment0_ID:=a\nSegment1_ID:=b\n";
        Volume old = Volumes.read(write(text + "\n1 0 0 1 nan 1"));
        assertArrayEquals(new float[] {1, 0, 0, 0, 1, 1}, old.voxels());
        Path file = folder.resolve("image.nrrd");
        assertEquals(List.of(file + ", segment a", file + ", segment b"), old.names());
        Volume unlabeled = Volumes.read(write(text.replaceAll("Segment.*\n", "") + "\n1 0 0 1 nan 1"));
        assertTrue(unlabeled.firstNonFinite().orElseThrow().describe().contains("image.nrrd: voxel (0, 0, 2)"));
        files.refused(write(text + "Segment1_Layer:=2\n\n1 0 0 1 0 1"), "segment b is in layer 2, expected one of the 2 from 0");
        files.refused(write(text + "Segment1_Layer:=-1\n\n1 0 0 1 0 1"), "in layer -1, expected at least 0");
        files.refused(write(text + "Segment1_LabelValue:=x\n\n1 0 0 1 0 1"), "Segment1_LabelValue is \"x\"");
        StringBuilder many = new StringBuilder(text.replace("sizes: 2 1 1 3", "sizes: 2 100 100 100").replace("ascii", "gzip"));
        for (int i = 0; i < 200; i++) {
            many.append("Segment").append(i).append("_Layer:=0\n");
        }
        files.refused(write(many + "\n", FormatFiles.gzip(new byte[8_000_000])), "200 segments in several layers");
    }

    @Test
    void textOfTheFileForgesNoMessage() throws IOException {
        refused("has the line \"a\\u001b[2J\\u202e\"", "a\u001b[2J\u202e");
        Path named = files.write("a\nb.nrrd", FormatFiles.text(header()), VOXELS);
        assertTrue(Volumes.read(named).warnings().getFirst().contains("a\\nb.nrrd: has no space"));
        String latin = new String(FormatFiles.text(header("content: \u00e9")), StandardCharsets.UTF_8);
        files.counts(Files.write(folder.resolve("latin.nrrd"), FormatFiles.joined(latin.getBytes(StandardCharsets.ISO_8859_1), VOXELS)),
                "no space", "1 mm");
    }
}
