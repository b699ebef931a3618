package dev.factorizer.io.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.numpy.NumpyArchive;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of NumPy that are not as NumPy writes them, alone and in archives. */
class NumpyTest {
    private static final String GOOD = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }";
    private static final String NO_GEOMETRY = "has no geometry; its axes are taken to run to the right";
    private static final byte[] VOXELS = FormatFiles.counting(24);

    @TempDir
    private Path folder;

    private FormatFiles files;

    @BeforeEach
    void files() {
        files = new FormatFiles(folder);
    }

    private static byte[] array(String header, byte[] voxels) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        return FormatFiles.joined("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1),
                ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) text.length).array(), text, voxels);
    }

    private Path write(String header) throws IOException {
        return files.write("image.npy", array(header, VOXELS));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {GOOD, GOOD + "   \n", "{'shape':(2,3,4),'fortran_order':True,\"descr\":\"|u1\"}",
        "{ 'descr' : '<u1' , 'fortran_order' : True , 'shape' : ( 2L , 3L , 4L , ) }", "{'descr': '>u1', 'fortran_order': True, 'shape': (2, 3, 4)}"})
    void headersThatPythonReads(String header) throws IOException {
        Volume volume = files.counts(write(header), NO_GEOMETRY);
        assertEquals(Affine.diagonal(1, 1, 1), volume.grid().affine());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '~', value = {"'|u1'#'|O'#objects, which are pickles and are never read",
        "'|u1'#'<c8'#descr is '<c8'", "'|u1'#'<f16'#descr is '<f16'", "'|u1'#'<U5'#descr is '<U5'",
        "'|u1'#'|S1'#descr is '|S1'", "'|u1'#'<M8[ns]'#descr is '<M8[ns]'", "'|u1'#'|V2'#descr is '|V2'",
        "'|u1'#'|i2'#descr is '|i2'", "'|u1'#'=i2'#descr is '=i2'", "'|u1'#'<i3'#descr is '<i3'",
        "'|u1'#u1#expected a text, True", "'|u1'#[('a', '<f4')]#its elements are records",
        "'|u1'#True#descr is True, expected a text", "True#'True'#fortran_order is 'True'",
        "True#1#expected a text, True, False", "True#__import__('os').system('id')#expected a text, True, False",
        "(2, 3, 4)#(2, 3, -4)#shape is (2, 3, -4), expected whole numbers", "(2, 3, 4)#(2, -3)#expected whole numbers",
        "(2, 3, 4)#(2, 3, 0)#expected at least 1 each", "(2, 3, 4)#(2, 3.5)#expected a text, True, False",
        "(2, 3, 4)#[2, 3, 4]#expected a text", "(2, 3, 4)#24#expected a text", "(2, 3, 4)#()#has the shape []",
        "(2, 3, 4)#(24,)#has the shape [24]", "(2, 3, 4)#(1, 1, 2, 3, 4)#has the shape [1, 1, 2, 3, 4]",
        "(2, 3, 4)#(99999, 99999, 99999)#2³¹", "(2, 3, 4)#(999999999999999999, 999999999999999999)#2³¹",
        "(2, 3, 4)#(9999999999999999999999, 1)#expected whole numbers", "(2, 3, 4)#(1000, 1000, 1000)#declares",
        "(2, 3, 4)#(2, 3, 5)#declares", "(2, 3, 4)#'x'#shape is 'x'",
        "'shape'#'size'#has the entries descr, fortran_order, size", "'shape'#'descr'#two entries descr",
        "(2, 3, 4), }#(2, 3, 4), 'more': True}#has the entries", "{#[#expected a dictionary", "}#)#expected a dictionary",
        "~'fortran_order': True, ~#~~#has the entries descr, shape"})
    void headersThatAreRefused(String from, String to, String complaint) throws IOException {
        files.refused(write(GOOD.replace(from, to)), complaint);
    }

    @Test
    void filesThatAreRefused() throws IOException {
        byte[] good = array(GOOD, VOXELS);
        for (int length : new int[] {6, 7, 9, 11, 40, GOOD.length() + 9}) {
            files.refused(files.write("image.npy", Arrays.copyOf(good, length)), length < 8 ? "begin as a NumPy array" : "ends inside its header");
        }
        files.refused(files.write("image.npy", Arrays.copyOf(good, good.length - 1)), "declares");
        byte[] version = good.clone();
        version[6] = 4;
        files.refused(files.write("image.npy", version), "is of version 4.0, expected 1, 2 or 3");
        files.refused(files.write("image.npy", array(GOOD + " ".repeat(10_000), VOXELS)), "its header has 100");
        byte[] large = FormatFiles.joined("\u0093NUMPY\2\0".getBytes(StandardCharsets.ISO_8859_1), new byte[] {-1, -1, -1, -1}, VOXELS);
        files.refused(files.write("image.npy", large), "its header has 4294967295 bytes, expected at most 10000");
        files.refused(files.write("image.npy", array("{" + "'a': ".repeat(1999), VOXELS)), "expected a dictionary");
    }

    @Test
    void truthValuesAreZeroOrOne() throws IOException {
        Volume volume = Volumes.read(files.write("image.npy", array("{'descr': '|b1', 'fortran_order': True, 'shape': (1, 4), }",
                new byte[] {0, 1, 7, -1})));
        assertArrayEquals(new float[] {0, 1, 1, 1}, volume.voxels());
    }

    @Test
    void archives() throws IOException {
        byte[] good = array(GOOD, VOXELS);
        files.counts(files.write("one.npz", zip(Map.of("arr_0.npy", good))), "array arr_0: " + NO_GEOMETRY);
        Map<String, byte[]> several = new LinkedHashMap<>();
        several.put("seg.npy", array(GOOD, new byte[24]));
        several.put("data.npy", good);
        Path two = files.write("two.npz", zip(several));
        files.counts(two, "holds 2 arrays, seg, data; data is read", "array data: " + NO_GEOMETRY);
        assertEquals(List.of("seg", "data"), NumpyArchive.names(two));
        assertEquals(0, NumpyArchive.read(two, "seg").voxels()[7]);
        var missing = assertThrows(MalformedFileException.class, () -> NumpyArchive.read(two, "x\ny"));
        assertTrue(missing.getMessage().endsWith("has no array \"x\\ny\", only 2 arrays, seg, data"), missing.getMessage());
        several.put("probabilities.npy", good);
        files.refused(files.write("three.npz", zip(several)), "holds 3 arrays, seg, data, probabilities, expected one array");
        several.clear();
        for (int i = 0; i < 1000; i++) {
            several.put("a" + i + ".npy", good);
        }
        files.refused(files.write("many.npz", zip(several)), "holds 1000 arrays, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9 …");
    }

    @Test
    void archivesThatAreDamaged() throws IOException {
        byte[] good = array(GOOD, VOXELS);
        byte[] zip = zip(Map.of("arr_0.npy", good));
        files.refused(files.write("cut.npz", Arrays.copyOf(zip, zip.length - 10)), "is not a readable zip archive");
        byte[] sum = zip.clone();
        int central = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        sum[central + 16] ^= 1;
        files.refused(files.write("sum.npz", sum), "array arr_0: its check sum (CRC)");
        byte[] data = zip.clone();
        Arrays.fill(data, 40, 60, (byte) -1);
        files.refused(files.write("data.npz", data), "array arr_0: ");
        byte[] directory = zip.clone();
        directory[new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("PK\5\6") + 12] = -1;
        files.refused(files.write("directory.npz", directory), "is not a readable zip archive");
        files.refused(files.write("objects.npz", zip(Map.of("a.npy", array(GOOD.replace("|u1", "|O"), VOXELS)))), "array a: descr is '|O'");
        files.refused(files.write("short.npz", zip(Map.of("a.npy", array(GOOD, new byte[20])))), "array a: its header declares");
        byte[] bomb = array(GOOD, new byte[40_000_000]);
        files.refused(files.write("bomb.npz", zip(Map.of("a.npy", bomb))), "beyond its voxels");
        files.refused(files.write("huge.npz", zip(Map.of("a.npy", array(GOOD.replace("2, 3, 4", "999, 999, 999"), VOXELS)))), "declares 997003");
    }
}
