package dev.factorizer.io.dicom.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Series of real scanners become the volumes that other programs make of them. The digests are those of SimpleITK 2.5.7, of its voxels
 * as float32 in the order (X, Y, Z), the last fastest: {@code compare_series.py}, beside this test's resources, compares each voxel.
 */
class RealSeriesTest {
    private static final Path DATA = Path.of("../../shared/data");
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path folder;

    private static Path data(String name) {
        Path path = DATA.resolve(name);
        if (!Files.exists(path)) {
            throw new TestAbortedException("left out, there is no " + path.normalize());
        }
        return path;
    }

    private static void assertVolume(Volume volume, String sizes, String digest, double... affine) throws NoSuchAlgorithmException {
        assertEquals(sizes, volume.grid().describeSizes());
        assertTrue(volume.grid().affine().isNear(Affine.of(affine), TOLERANCE), volume.grid().affine().toString());
        ByteBuffer bytes = ByteBuffer.allocate(4 * volume.voxels().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(volume.voxels());
        assertEquals(digest, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())));
    }

    @Test
    void compressedTomography() throws IOException, NoSuchAlgorithmException {
        Volume volume = Volumes.read(data("dicom-series/ct"));
        assertVolume(volume, "512×512×20", "d6c1c41b9089e939cec42ab08d89404300563d67fd91e45c28a86d3a34285686",
                -0.9765625, 0, 0, 249.51171875, 0, -0.9765625, 0, 437.51171875, 0, 0, 2, -804.5, 0, 0, 0, 1);
        assertEquals(List.of(), volume.warnings());
        // The labels that come with it are on the same grid, with the second axis turned round.
        Volume labels = Volumes.read(data("dicom-series/example_seg_dicom.nii.gz"));
        AxisCodes codes = labels.grid().affine().axisCodes();
        assertTrue(new Orientation(codes).apply(volume).grid().isNear(labels.grid(), TOLERANCE));
    }

    @Test
    void smallResonance() throws IOException, NoSuchAlgorithmException {
        assertVolume(Volumes.read(data("dicom-series/hippocampus")), "35×51×32",
                "4e1924096aab02e68b15a72f546272252fb343cd9ec36c8f39d7e2a3105d402e",
                -1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1);
    }

    @Test
    void mosaicsOfTwoDiffusions() throws IOException {
        Volume volume = Volumes.read(data("dicom/siemens_dwi_1000.dcm.gz"), data("dicom/siemens_dwi_0.dcm.gz"));
        assertEquals(2, volume.channels());
        assertEquals("128×128×48", volume.grid().describeSizes());
        assertTrue(volume.warnings().getFirst().contains("DiffusionBValue (0, 1000)"), volume.warnings().getFirst());
    }

    @Test
    void equalsOtherPrograms() throws IOException, InterruptedException {
        Path data = data("dicom-series").toAbsolutePath().normalize().getParent();
        write("ct", data.resolve("dicom-series/ct"));
        write("hippocampus", data.resolve("dicom-series/hippocampus"));
        write("two-slices", data.resolve("dicom/0.dcm"), data.resolve("dicom/1.dcm"));
        for (String name : List.of("CT_small.dcm", "MR_small.dcm", "decimal_rescale.dcm", "slicethickness_empty_string.dcm",
                "philips_mprage.dcm.gz", "siemens_dwi_0.dcm.gz", "siemens_dwi_1000.dcm.gz")) {
            write(name.substring(0, name.indexOf('.')), data.resolve("dicom").resolve(name));
        }
        String python = Optional.ofNullable(System.getenv("PYTHON")).orElseThrow(() -> new TestAbortedException(
                "left out: set PYTHON to one with SimpleITK, dicom2nifti, nibabel and pydicom"));
        Path script = folder.resolve("compare_series.py");
        try (InputStream in = RealSeriesTest.class.getResourceAsStream("compare_series.py")) {
            Files.copy(in, script);
        }
        Path output = folder.resolve("output.txt");
        int code = new ProcessBuilder(python, script.toString(), folder.toString(), data.toString()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start().waitFor();
        System.out.println(Files.readString(output));
        assertEquals(0, code, Files.readString(output));
    }

    private void write(String name, Path... files) throws IOException {
        Volumes.write(Volumes.read(files), folder.resolve(name + ".nii"));
    }
}
