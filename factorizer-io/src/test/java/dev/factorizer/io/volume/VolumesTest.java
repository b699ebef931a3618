package dev.factorizer.io.volume;

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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VolumesTest {
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
        assertEquals(before.header().units(), after.header().units());
        assertEquals(before.header().description(), after.header().description());
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
    void otherUnitsAreReadInMillimetres() throws IOException {
        Path file = folder.resolve("metres.nii");
        NiftiImage.of(new NiftiHeaderBuilder(NiftiType.UINT8).shape(2, 2, 2)
                .affine(0.001, 0, 0, 0.05, 0, 0.002, 0, 0, 0, 0, 0.003, 0, 0, 0, 0, 1).units(1).build(), i -> i).write(file);
        Volume volume = Volumes.read(file);
        assertArrayEquals(new double[] {1, 2, 3}, volume.grid().spacing(), 1e-6);
        Path labels = folder.resolve("labels.nii");
        Volumes.writeLabels(volume.withVoxels(1, new float[8]), labels);
        assertEquals("meter", Volumes.read(labels).header().orElseThrow().spaceUnit());
        assertTrue(Volumes.read(labels).grid().isNear(volume.grid(), 1e-6));
    }
}
