package dev.factorizer.io.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.nifti.NiftiHeaderBuilder;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.nifti.NiftiType;
import dev.factorizer.io.nifti.RawNifti;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.NonFiniteVoxel;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VolumesTest {
    private static final double[] ONES = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};

    @TempDir
    Path folder;

    static Stream<Path> descriptions() throws IOException {
        return GoldenFiles.list("io", "", ".json").stream();
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void voxelsLieWhereNibabelHasThem(Path description) throws IOException {
        JsonNode golden = GoldenFiles.json(description);
        Volume volume = Volumes.read(description.resolveSibling(golden.get("file").textValue()));
        assertEquals(golden.get("orientation").textValue(), volume.grid().affine().axisCodes().letters());
        for (JsonNode sample : golden.get("samples")) {
            int[] at = new int[5];
            int channel = 0;
            for (int i = sample.get("index").size() - 1; i >= 0; i--) {
                at[i] = sample.get("index").get(i).intValue();
                channel = i >= 3 ? channel * golden.get("shape").get(i).intValue() + at[i] : channel;
            }
            if (sample.get("value").isNumber()) {
                assertEquals((float) sample.get("value").doubleValue(), volume.value(channel, at[0], at[1], at[2]));
            } else if (sample.get("value").isArray()) {
                assertEquals(sample.get("value").get(1).floatValue(), volume.value(1, at[0], at[1], at[2]));
            } else {
                assertTrue(!Float.isFinite(volume.value(channel, at[0], at[1], at[2])));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void labelsKeepTheSubjectsGridAndHeader(Path description) throws IOException {
        Path file = description.resolveSibling(GoldenFiles.json(description).get("file").textValue());
        Volume subject = Volumes.read(file);
        float[] labels = new float[subject.grid().voxels()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 4;
        }
        Path written = folder.resolve("labels.nii.gz");
        Volumes.writeLabels(subject.withVoxels(1, labels), written);
        NiftiImage before = NiftiImage.read(file);
        NiftiImage after = NiftiImage.read(written);
        assertEquals(NiftiType.UINT8, after.header().type());
        assertArrayEquals(before.affine(), after.affine());
        assertEquals(before.header().sform(), after.header().sform());
        assertEquals(before.header().quaternion(), after.header().quaternion());
        assertEquals(before.header().sformCode(), after.header().sformCode());
        assertEquals(before.header().qformCode(), after.header().qformCode());
        assertEquals(before.header().xyztUnits(), after.header().xyztUnits());
        assertEquals(before.header().descrip(), after.header().descrip());
        assertEquals(before.header().extensions().size(), after.header().extensions().size());
        assertEquals(Math.min(3, before.header().shape().size()), after.header().shape().size());
        assertArrayEquals(labels, Volumes.read(written).voxels());
    }

    @Test
    void filesOnOneGridBecomeChannels() throws IOException {
        Path one = GoldenFiles.path("io/int16.nii");
        Path two = GoldenFiles.path("io/channels4d.nii");
        Volume volume = Volumes.read(one, two);
        assertEquals(4, volume.channels());
        assertEquals(Volumes.read(two).value(2, 4, 6, 3), volume.value(3, 4, 6, 3));
        assertEquals(Volumes.read(one).value(0, 1, 2, 3), volume.value(0, 1, 2, 3));
    }

    @Test
    void filesOnOtherGridsAreRefusedNamingBoth() {
        Path one = GoldenFiles.path("io/int16.nii");
        for (String other : List.of("left.nii", "singletons.nii", "qformOnly.nii")) {
            var refused = assertThrows(MalformedFileException.class,
                    () -> Volumes.read(one, GoldenFiles.path("io/" + other)));
            assertTrue(refused.getMessage().contains(other) && refused.getMessage().contains("int16.nii")
                    && refused.getMessage().contains("resample"), refused.getMessage());
        }
    }

    @Test
    void theFirstValueThatIsNotFiniteIsNamed() throws IOException {
        Volume volume = Volumes.read(GoldenFiles.path("io/float32.nii"), GoldenFiles.path("io/specialFloats.nii"));
        NonFiniteVoxel found = volume.firstNonFinite().orElseThrow();
        assertEquals(1, found.channel());
        assertEquals(found.value(), volume.value(1, found.x(), found.y(), found.z()));
        assertTrue(found.describe().contains("specialFloats.nii: voxel (" + found.x() + ", " + found.y() + ", "),
                found.describe());
        assertTrue(Volumes.read(GoldenFiles.path("io/float32.nii")).firstNonFinite().isEmpty());
    }

    @Test
    void aNumberTooLargeForSinglePrecisionIsNotCalledInfinite() throws IOException {
        Path file = folder.resolve("large.nii");
        for (double value : new double[] {1e302, -1e302, 3.5e38}) {
            NiftiImage.of(new NiftiHeaderBuilder(NiftiType.FLOAT64).shape(3, 4, 2, 2).affine(ONES).build(),
                    i -> i == 19 + 24 ? value : i).write(file);
            var refused = assertThrows(MalformedFileException.class, () -> Volumes.read(file));
            assertTrue(refused.getMessage().contains("large.nii: voxel [1, 2, 1, 1] is " + value + ", expected at most 3.4028235E38"),
                    refused.getMessage());
        }
        for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NaN, Float.MAX_VALUE, 1e-320}) {
            NiftiImage.of(new NiftiHeaderBuilder(NiftiType.FLOAT64).shape(3).affine(ONES).build(), i -> value).write(file);
            assertEquals((float) value, Volumes.read(file).voxels()[2]);
        }
        NiftiImage.of(new NiftiHeaderBuilder(NiftiType.INT16).shape(3).affine(ONES).scaling(1e38, 0).build(), i -> i * 3e38)
                .write(file);
        var scaled = assertThrows(MalformedFileException.class, () -> Volumes.read(file));
        assertTrue(scaled.getMessage().contains("voxel [2] is 5.9"), scaled.getMessage());
    }

    @Test
    void warningsStayWithWhatIsMadeOnTheGrid() throws IOException {
        Path first = Files.write(folder.resolve("first.nii"), RawNifti.good().type(4, 0).bytes());
        Path second = Files.write(folder.resolve("second.nii"), RawNifti.good().pixdim(1, 4, 4, 4).bytes());
        Volume volume = Volumes.read(first, second, first);
        assertEquals(2, volume.warnings().size(), volume.warnings().toString());
        assertTrue(volume.warnings().getFirst().startsWith(first + ": bitpix is 0"), volume.warnings().toString());
        assertTrue(volume.warnings().getLast().startsWith(second + ": sform and pixdim disagree"), volume.warnings().toString());
        assertEquals(volume.warnings(), volume.withVoxels(1, new float[120]).warnings());
        Volume made = new Volume(volume.grid(), 1, new float[120]);
        assertEquals(List.of(), made.warnings());
    }

    @Test
    void fourColorsAreFourChannels() throws IOException {
        byte[] voxels = new byte[480];
        for (int i = 0; i < 480; i++) {
            voxels[i] = (byte) i;
        }
        Path file = Files.write(folder.resolve("rgba.nii"), RawNifti.good().type(2304, 32).voxels(voxels).bytes());
        Volume volume = Volumes.read(file);
        assertEquals(4, volume.channels());
        for (int color = 0; color < 4; color++) {
            assertEquals(4 * (5 + 6 * 4 + 30 * 2) + color & 0xff, volume.value(color, 5, 4, 2));
        }
        assertTrue(volume.warnings().getFirst().contains("rgba"), volume.warnings().toString());
    }

    /** A program that could not read the scan can read what was found in it. */
    @Test
    void resultsOfMendedFilesLieWhereTheyWereRead() throws IOException {
        List<RawNifti> files = List.of(RawNifti.good().sform(1, new double[12]).qform(1, 0, 0, 0, -10, -20, -30),
                RawNifti.good().sform(0).qform(1, 1.000004, 0, 0, -10, -20, -30), RawNifti.good().sform(0).pixdim(1, 0, Double.NaN, 3));
        for (RawNifti bytes : files) {
            Volume scan = Volumes.read(Files.write(folder.resolve("scan.nii"), bytes.bytes()));
            assertTrue(!scan.warnings().isEmpty());
            Path labels = folder.resolve("labels.nii.gz");
            Volumes.writeLabels(scan.withVoxels(1, new float[120]), labels);
            Volume read = Volumes.read(labels);
            assertTrue(read.grid().isNear(scan.grid(), 1e-6));
            assertTrue(read.warnings().stream().noneMatch(warning -> warning.contains("pixdim[") || warning.contains("sform (srow)")
                    || warning.contains("quaternion")), read.warnings().toString());
        }
    }

    @Test
    void aVolumeWithoutHeaderIsReadBackWithItsGrid() throws IOException {
        Grid grid = new Grid(3, 4, 2, Affine.of(-1, 0, 0.1, 90, 0, -1.2, 0, 120, 0.3, 0, 3, -40, 0, 0, 0, 1));
        float[] values = new float[2 * grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.37f - 3;
        }
        Path file = folder.resolve("volume.nii");
        Volumes.write(new Volume(grid, 2, values), file);
        Volume read = Volumes.read(file);
        assertArrayEquals(values, read.voxels());
        assertTrue(read.grid().isNear(grid, 1e-5));
        assertEquals("mm", read.header().orElseThrow().spaceUnit());
    }

    @Test
    void longSizesBecomeNifti2AndLargeLabelsTwoBytes() throws IOException {
        Path file = folder.resolve("long.nii");
        float[] values = new float[40000];
        values[39999] = 300;
        Volumes.writeLabels(new Volume(new Grid(1, 40000, 1, Affine.diagonal(1, 2, 3)), 1, values), file);
        Volume read = Volumes.read(file);
        assertEquals(2, read.header().orElseThrow().version());
        assertEquals(NiftiType.UINT16, read.header().orElseThrow().type());
        assertArrayEquals(values, read.voxels());
    }

    @Test
    void whatIsNoLabelIsRefused() {
        for (float value : new float[] {-1, 0.5f, 65536, Float.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Volumes.writeLabels(
                    new Volume(new Grid(1, 1, 1, Affine.diagonal(1, 1, 1)), 1, new float[] {value}),
                    folder.resolve("labels.nii")));
        }
    }

    @Test
    void otherUnitsAreReadInMillimeters() throws IOException {
        Path file = folder.resolve("metres.nii");
        NiftiImage.of(new NiftiHeaderBuilder(NiftiType.UINT8).shape(2, 2, 2)
                .affine(0.001, 0, 0, 0.05, 0, 0.002, 0, 0, 0, 0, 0.003, 0, 0, 0, 0, 1).xyztUnits(1).build(), i -> i).write(file);
        Volume volume = Volumes.read(file);
        assertArrayEquals(new double[] {1, 2, 3}, volume.grid().spacing(), 1e-6);
        Path labels = folder.resolve("labels.nii");
        Volumes.writeLabels(volume.withVoxels(1, new float[8]), labels);
        assertEquals("meter", Volumes.read(labels).header().orElseThrow().spaceUnit());
        assertTrue(Volumes.read(labels).grid().isNear(volume.grid(), 1e-6));
    }
}
