package dev.factorizer.io.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MetaImage headers, right and wrong; where ITK decides, SimpleITK 2.5.7 was asked. */
class MetaImageTest {
    private static final byte[] VOXELS = FormatFiles.counting(24);
    private static final String START = "ObjectType = Image\nNDims = 3\nBinaryData = True\nDimSize = 2 3 4\nElementType = MET_UCHAR\n";
    private static final String SPACING = "ElementSpacing = 1 2 3\n";
    private static final String LOCAL = "ElementDataFile = LOCAL\n";

    @TempDir
    private Path folder;

    private FormatFiles files;

    @BeforeEach
    void files() {
        files = new FormatFiles(folder);
    }

    private Path write(String header, byte[]... parts) throws IOException {
        return files.write("image.mha", FormatFiles.text(header), FormatFiles.joined(parts));
    }

    private void refused(String complaint, String lines) throws IOException {
        files.refused(write(START + lines + LOCAL, VOXELS), complaint);
    }

    private Volume counts(String lines, String... warnings) throws IOException {
        return files.counts(write(START + lines + LOCAL, VOXELS), warnings);
    }

    @Test
    void geometryIsThatOfItk() throws IOException {
        assertEquals(Affine.of(-1, 0, 0, 0, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1), counts(SPACING).grid().affine());
        Affine turned = Affine.of(0, 3, 0, -1, -2, 0, 0, -2, 0, 0, 4, 3, 0, 0, 0, 1);
        for (String words : List.of("TransformMatrix Offset ElementSpacing", "Orientation Position ElementSpacing",
                "Rotation Origin ElementSize")) {
            String[] keys = words.split(" ");
            assertEquals(turned, counts(keys[0] + " = 0 1 0 -1 0 0 0 0 1\n" + keys[1] + " = 1 2 3\n" + keys[2]
                    + " = 2 3 4\nCenterOfRotation = 9 9 9\nAnatomicalOrientation = RAS\n").grid().affine());
        }
        assertArrayEquals(new double[] {5, 6, 7}, counts("ElementSize = 2 3 4\nElementSpacing = 5 6 7\n").grid().spacing());
        assertEquals("RPS", counts("ElementSpacing = -2 3 4\n").grid().affine().axisCodes().letters());
        assertArrayEquals(new double[] {1, 1, 1}, counts("", "has no ElementSpacing").grid().spacing());
        assertArrayEquals(new double[] {10, 20, 30}, counts(SPACING + "DistanceUnits = cm\n", "converted to mm").grid().spacing());
        assertArrayEquals(new double[] {1, 2, 3}, counts(SPACING + "DistanceUnits = mile\n", "taken as mm").grid().spacing());
        assertArrayEquals(new double[] {1, 2, 3}, counts(SPACING + "DistanceUnits = mm\n").grid().spacing());
    }

    @Test
    void dimensionsAndChannels() throws IOException {
        String flat = START.replace("NDims = 3", "NDims = 2").replace("2 3 4", "4 6") + "ElementSpacing = 1 2\n"
                + "TransformMatrix = 0 1 -1 0\nOffset = 3 4\n" + LOCAL;
        assertEquals(Affine.of(0, 2, 0, -3, -1, 0, 0, -4, 0, 0, 1, 0, 0, 0, 0, 1), files.counts(write(flat, VOXELS)).grid().affine());
        String series = START.replace("NDims = 3", "NDims = 4").replace("2 3 4", "2 3 2 2") + "ElementSpacing = 1 2 3 4\n";
        Volume volume = files.counts(write(series + LOCAL, VOXELS));
        assertEquals(12, volume.value(1, 0, 0, 0));
        files.refused(write(series + "TransformMatrix = 1 0 0 1 0 1 0 0 0 0 1 0 0 0 0 1\n" + LOCAL, VOXELS), "mixes axes of space");
        Volume colors = Volumes.read(write(START.replace("2 3 4", "2 3 2") + SPACING + "ElementNumberOfChannels = 2\n" + LOCAL, VOXELS));
        assertEquals(2, colors.channels());
        assertEquals(2 * (1 + 2 * 2 + 6) + 1, colors.value(1, 1, 2, 1));
    }

    @Test
    void numbersAsTheyAreWritten() throws IOException {
        byte[] big = {0, 1, 2, 3, 0, 5};
        for (String key : List.of("BinaryDataByteOrderMSB", "ElementByteOrderMSB")) {
            String shorts = START.replace("2 3 4", "1 1 3").replace("UCHAR", "USHORT") + SPACING + key + " = ";
            assertArrayEquals(new float[] {1, 515, 5}, Volumes.read(write(shorts + "True\n" + LOCAL, big)).voxels());
            assertArrayEquals(new float[] {256, 770, 1280}, Volumes.read(write(shorts + "False\n" + LOCAL, big)).voxels());
        }
        assertArrayEquals(new float[] {-2}, Volumes.read(write(START.replace("2 3 4", "1 1 1").replace("UCHAR", "LONG") + SPACING + LOCAL,
                new byte[] {-2, -1, -1, -1})).voxels());
        String text = START.replace("BinaryData = True", "BinaryData = False") + SPACING + LOCAL;
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            numbers.append(i).append(' ');
        }
        files.counts(write(text, FormatFiles.text(numbers.toString())));
        files.counts(write((START + SPACING + LOCAL).replace("BinaryData = True\n", ""), VOXELS));
        files.counts(write((START + SPACING + LOCAL).replace(" = ", ": ").replace("\n", "\r\n"), VOXELS));
        files.counts(write(START.replace("ObjectType = Image\n", "Comment = one\nComment = two\n") + SPACING + "ElementDataFile = local\n", VOXELS));
        counts(SPACING + "ElementToIntensityFunctionSlope = 2\n", "taken as they are stored");
        counts(SPACING + "Bogus = 1\n");
    }

    @Test
    void compressedVoxels() throws IOException {
        byte[] packed = FormatFiles.zlib(VOXELS);
        String text = START + SPACING + "CompressedData = True\nCompressedDataSize = ";
        files.counts(write(text + packed.length + "\n" + LOCAL, packed));
        files.counts(write(text + "3\n" + LOCAL, packed), "CompressedDataSize is 3, expected " + packed.length);
        files.counts(write(text.replace("CompressedDataSize = ", "") + LOCAL, packed), "has no CompressedDataSize");
        files.counts(write(text.replace("CompressedDataSize = ", "") + LOCAL, FormatFiles.gzip(VOXELS)));
        files.refused(write(text + "300\n" + LOCAL, packed), "CompressedDataSize declares 300 bytes of voxels, but only");
        files.refused(write(text + "-5\n" + LOCAL, packed), "CompressedDataSize is \"-5\"");
        files.refused(write(text + "5\n" + LOCAL, Arrays.copyOf(packed, packed.length - 2)), "ends in the middle");
        files.refused(write(text + "5\n" + LOCAL, FormatFiles.zlib(new byte[20])), "ends after 20 of 24 bytes");
        files.refused(write(text + "5\n" + LOCAL, new byte[24]), "its compressed data is damaged");
        files.refused(write(text + "5\nHeaderSize = -1\n" + LOCAL, packed), "HeaderSize is \"-1\"");
        byte[] wrong = packed.clone();
        wrong[wrong.length - 1] ^= 1;
        files.refused(write(text + packed.length + "\n" + LOCAL, wrong), "its compressed data is damaged");
        files.refused(write(text.replace("2 3 4", "999 999 999") + "5\n" + LOCAL, packed), "compressed bytes are there");
        byte[] bomb = FormatFiles.zlib(new byte[40_000_000]);
        files.refused(write(text + bomb.length + "\n" + LOCAL, bomb), "beyond its voxels");
    }

    @Test
    void headersOfVoxelFiles() throws IOException {
        byte[] noise = {1, 2, 3};
        files.counts(write(START + SPACING + "HeaderSize = -1\n" + LOCAL, noise, VOXELS));
        files.write("voxels.raw", noise, VOXELS);
        for (int size : new int[] {3, -1}) {
            files.counts(files.write("image.mhd", FormatFiles.text(START + SPACING + "HeaderSize = " + size
                    + "\nElementDataFile = voxels.raw\n")));
        }
        files.counts(files.write("image.mhd", FormatFiles.text(START + SPACING + "HeaderSize = 3\nElementDataFile = voxels.raw")));
        refused("its voxels would begin at byte 5, inside its header", "HeaderSize = 5\n");
        refused("HeaderSize is \"-7\"", "HeaderSize = -7\n");
        refused("declares 24 bytes of voxels, but only 0", "HeaderSize = 100000\n");
        files.refused(write(START.replace("2 3 4", "20 30 4") + "HeaderSize = -1\n" + LOCAL, VOXELS), "declares 2400 bytes");
        files.refused(write(START.replace("2 3 4", "3 3 3") + "HeaderSize = -1\n" + LOCAL, VOXELS), "inside its header");
        files.counts(write(START + SPACING + LOCAL, VOXELS, noise), "bytes follow its voxels, 3 of them");
    }

    @Test
    void headersThatAreWrong() throws IOException {
        refused("DimSize is \"2 3 4\" and \"3 3 3\"", "DimSize = 3 3 3\n");
        refused("has the line \"nonsense\"", "nonsense\n");
        refused("has the line \"= 3\"", "= 3\n");
        refused("expected three independent axes", "TransformMatrix = 0 0 0 0 0 0 0 0 0\n");
        refused("expected three independent axes", "ElementSpacing = 0 3 4\n");
        refused("expected finite numbers", "ElementSpacing = NaN 3 4\n");
        refused("expected 3 numbers", "ElementSpacing = 3 4\n");
        refused("expected 9 numbers", "TransformMatrix = 1 0 0\n");
        refused("Offset is \"a b c\", expected numbers", "Offset = a b c\n");
        refused("expected True or False", "BinaryDataByteOrderMSB = True\nCompressedData = maybe\n");
        refused("ElementNumberOfChannels is \"0\"", "ElementNumberOfChannels = 0\n");
        refused("declares 72 bytes", "ElementNumberOfChannels = 3\n");
        for (String[] change : new String[][] {{"Image", "Tube", "ObjectType is \"Tube\""}, {"NDims = 3", "NDims = 5", "NDims is \"5\""},
            {"NDims = 3", "NDims = x", "a whole number"}, {"NDims = 3\n", "", "has no line \"NDims"}, {"2 3 4", "2 3", "expected 3 numbers"},
            {"2 3 4", "2 3 -4", "at least 1 each"}, {"2 3 4", "2 3 4e9", "whole numbers"}, {"2 3 4", "99999 99999 99999", "2³¹"},
            {"2 3 4", "999 999 999", "only 24 bytes are there"}, {"MET_UCHAR", "MET_STRING", "ElementType is \"MET_STRING\""},
            {"DimSize = 2 3 4\n", "", "has no line \"DimSize"}, {"ElementType = MET_UCHAR\n", "", "has no line \"ElementType"}}) {
            files.refused(write(START.replace(change[0], change[1]) + LOCAL, VOXELS), change[2]);
        }
        files.refused(write(START), "ends without the line \"ElementDataFile = ");
        files.refused(write(START + LOCAL, new byte[23]), "only 23 bytes are there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/etc/passwd|is not in its folder", "../secret|is not in its folder",
        "http://example.org/a.raw|is an address", "LIST|several are not read", "LIST 2D|several are not read",
        "a%02d.raw 1 4 1|several are not read", "nowhere.raw|does not exist", "link.raw|a link that leads out of its folder",
        "inside|is a folder", "/dev/zero|is not in its folder", "pipe|is a device, pipe or socket"})
    void voxelsElsewhere(String name, String complaint) throws IOException, InterruptedException {
        Path inner = Files.createDirectory(folder.resolve("images"));
        Files.write(folder.resolve("secret"), VOXELS);
        Files.createDirectory(inner.resolve("inside"));
        Files.createSymbolicLink(inner.resolve("link.raw"), folder.resolve("secret"));
        assertEquals(0, new ProcessBuilder("mkfifo", inner.resolve("pipe").toString()).inheritIO().start().waitFor());
        new FormatFiles(inner).refused(Files.writeString(inner.resolve("image.mhd"), START + "ElementDataFile = " + name + "\n"), complaint);
    }

    /** Few characters, but more bytes than a name may have. */
    @Test
    void namesOfManyBytes() throws IOException {
        Path header = Files.writeString(folder.resolve("image.mhd"), START + "ElementDataFile = " + "日".repeat(86) + "\n");
        files.refused(header, "which is longer than the name of a file can be");
    }

    @Test
    void aLineOfHundredMegabytesIsNotRead() throws IOException {
        files.refused(files.writeLongLine("long.mha", "ObjectType = Image\nName = "), "line 2 of its header has more than 1048576 bytes");
    }
}
