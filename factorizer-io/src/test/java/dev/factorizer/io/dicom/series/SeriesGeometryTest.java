package dev.factorizer.io.dicom.series;

import static dev.factorizer.io.dicom.series.WrittenSeries.assertSlices;
import static dev.factorizer.io.dicom.series.WrittenSeries.read;
import static dev.factorizer.io.dicom.series.WrittenSeries.refusal;
import static dev.factorizer.io.dicom.series.WrittenSeries.slice;
import static dev.factorizer.io.dicom.series.WrittenSeries.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where slices lie, and what is refused because they make no volume. */
class SeriesGeometryTest {
    private static final int POSITION = 0x00200032;
    private static final int ORIENTATION = 0x00200037;

    @TempDir
    private Path folder;

    private static void assertNear(Affine expected, Volume found) {
        assertTrue(expected.isNear(found.grid().affine(), 1e-9), found.grid().affine().toString());
    }

    @Test
    void slicesAreSortedByPositionNotByName() throws IOException {
        write(folder, 4, 0, 6, 2);
        Volume volume = read(folder);
        assertSlices(volume, 0, 1, 3, 0, 2);
        // PixelSpacing is 0.5 from row to row, 0.75 from column to column; x and y of DICOM are turned round.
        assertNear(Affine.of(-0.75, 0, 0, 10, 0, -0.5, 0, 20, 0, 0, 2, 0, 0, 0, 0, 1), volume);
        assertEquals("LPS", volume.grid().affine().axisCodes().toString());
        assertEquals(List.of(), volume.warnings());
        assertTrue(volume.header().isEmpty());
    }

    @Test
    void obliqueSlicesFollowTheirNormal() throws IOException {
        double angle = Math.toRadians(30);
        // The normal is (0, -sin, cos): a slice further along it lies further to the front.
        for (int i = 0; i < 4; i++) {
            write(folder, i, slice(i, 0).decimals(ORIENTATION, 1, 0, 0, 0, Math.cos(angle), Math.sin(angle))
                    .decimals(POSITION, 5, 6 + 3 * i * Math.sin(angle), 7 - 3 * i * Math.cos(angle)));
        }
        Volume volume = read(folder);
        assertSlices(volume, 0, 3, 2, 1, 0);
        assertNear(Affine.of(-0.75, 0, 0, -5, 0, -0.5 * Math.cos(angle), 3 * Math.sin(angle), -6 - 9 * Math.sin(angle),
                0, 0.5 * Math.sin(angle), 3 * Math.cos(angle), 7 - 9 * Math.cos(angle), 0, 0, 0, 1), volume);
        assertEquals(List.of(), volume.warnings());
    }

    @Test
    void aTiltedGantryShearsTheAffine() throws IOException {
        for (int i = 0; i < 4; i++) {
            write(folder, i, slice(i, 0).decimals(POSITION, -10, -20 + 0.5 * i, 2 * i));
        }
        Volume volume = read(folder);
        assertSlices(volume, 0, 0, 1, 2, 3);
        assertNear(Affine.of(-0.75, 0, 0, 10, 0, -0.5, -0.5, 20, 0, 0, 2, 0, 0, 0, 0, 1), volume);
        String warning = volume.warnings().getFirst();
        assertTrue(warning.contains("IM00000: and its series are tilted") && warning.contains("14.04°"), warning);
    }

    @Test
    void aGapIsNamed() throws IOException {
        write(folder, 0, 2, 4, 8, 10);
        String message = refusal(folder);
        assertTrue(message.contains("IM00003: slices at 4.000 mm and 8.000 mm (IM00002) are 4.000 mm apart, expected 2.000 mm as between"
                + " most others: 1 slice is missing"), message);
    }

    @Test
    void severalGapsAreCounted() throws IOException {
        write(folder, 0, 1, 2, 5, 6, 8, 9);
        String message = refusal(folder);
        assertTrue(message.contains("3 slices are missing"), message);
    }

    @Test
    void mixedSpacingsAreNamed() throws IOException {
        write(folder, 0, 2, 4, 6, 9, 12);
        String message = refusal(folder);
        assertTrue(message.contains("IM00004: slices at 6.000 mm and 9.000 mm (IM00003) are 3.000 mm apart, expected about 2.000 mm"),
                message);
        assertTrue(message.contains("mixed spacings make no volume"), message);
    }

    @Test
    void nearlyEvenSlicesAreReadWithAWarning() throws IOException {
        write(folder, 0, 2.1, 4, 6);
        Volume volume = read(folder);
        assertNear(Affine.of(-0.75, 0, 0, 10, 0, -0.5, 0, 20, 0, 0, 2, 0, 0, 0, 0, 1), volume);
        assertEquals(1, volume.warnings().size());
        assertTrue(volume.warnings().getFirst().contains("mean of 2.000 mm by up to 0.1000 mm"), volume.warnings().getFirst());
    }

    @Test
    void roundedPositionsAreEven() throws IOException {
        write(folder, 0, 1.33, 2.67, 4, 5.33);
        assertEquals(List.of(), read(folder).warnings());
    }

    @Test
    void aDisplacedSliceIsNamed() throws IOException {
        write(folder, 0, 2, 4, 6);
        write(folder, 1, slice(1, 0).decimals(POSITION, -10, -18, 2));
        String message = refusal(folder);
        assertTrue(message.contains("IM00001: slice at 2.000 mm lies 2.000 mm beside the line"), message);
    }

    @Test
    void duplicatesAreNamed() throws IOException {
        write(folder, 0, 2, 4, 6, 2);
        String message = refusal(folder);
        assertTrue(message.contains("2 slices lie in the same plane at 2.000 mm (IM00001, IM00004), expected 1 as in most of the 4 planes"),
                message);
    }

    @Test
    void copiesAreNamed() throws IOException {
        write(folder, 0, 2, 4);
        write(folder, 7, slice(1, 2));
        String message = refusal(folder);
        assertTrue(message.contains("IM00007: is the same image as ") && message.contains("IM00001"), message);
    }

    @Test
    void allSlicesTwiceAreNoChannels() throws IOException {
        write(folder, 0, 2, 4);
        for (int i = 0; i < 3; i++) {
            write(folder, 10 + i, slice(i, 2 * i).text(0x00080018, "UI", "1.2." + i));
        }
        String message = refusal(folder);
        assertTrue(message.contains("2 slices lie in each of the 3 planes"), message);
    }

    @Test
    void oneSliceTakesItsThickness() throws IOException {
        write(folder, 5);
        Volume volume = read(folder);
        assertNear(Affine.of(-0.75, 0, 0, 10, 0, -0.5, 0, 20, 0, 0, 2, 5, 0, 0, 0, 1), volume);
        assertTrue(volume.warnings().getFirst().contains("is the only slice of its series; SliceThickness, 2.000 mm"),
                volume.warnings().getFirst());
        write(folder, 0, slice(0, 5).decimals(0x00180088, 3));
        assertEquals(3, read(folder).grid().spacing()[2]);
        write(folder, 0, slice(0, 5).without(0x00180050));
        assertEquals(1, read(folder).grid().spacing()[2]);
    }

    @Test
    void whatPlacesASliceMustBeThere() throws IOException {
        for (int tag : List.of(POSITION, ORIENTATION, 0x00280030)) {
            write(folder, 0, slice(0, 0).without(tag));
            String message = refusal(folder);
            assertTrue(message.contains("IM00000: has no ") && message.contains("expected"), message);
        }
    }

    @Test
    void impossiblePlacesAreRefused() throws IOException {
        write(folder, 0, slice(0, 0).decimals(ORIENTATION, 1, 0, 0, 1, 0, 0));
        assertTrue(refusal(folder).contains("expected two directions of length 1 at a right angle"));
        write(folder, 0, slice(0, 0).decimals(ORIENTATION, 0, 0, 0, 0, 0, 0));
        assertTrue(refusal(folder).contains("expected two directions of length 1 at a right angle"));
        write(folder, 0, slice(0, 0).decimals(0x00280030, 0, 1));
        assertTrue(refusal(folder).contains("PixelSpacing is 0.0, 1.0, expected two positive numbers"));
        write(folder, 0, slice(0, 0).decimals(POSITION, 1, 2));
        assertTrue(refusal(folder).contains("expected 3"));
        write(folder, 0, slice(0, 0).decimals(POSITION, 1, 2, 1e300));
        assertTrue(refusal(folder).contains("expected a place in mm"));
        write(folder, 0, slice(0, 0).decimals(0x00281053, 0));
        assertTrue(refusal(folder).contains("the slope not 0"));
    }

    @Test
    void eachSliceHasItsOwnSlope() throws IOException {
        for (int i = 0; i < 3; i++) {
            write(folder, i, slice(i, 2 * i).decimals(0x00281052, 0).decimals(0x00281053, i + 0.5));
        }
        Volume volume = read(folder);
        for (int z = 0; z < 3; z++) {
            assertEquals((float) ((z + 0.5) * WrittenSeries.pixel(z, 3, 2)), volume.value(0, 3, 2, z));
        }
    }

    @Test
    void eachSliceHasItsOwnSign() throws IOException {
        for (int i = 0; i < 3; i++) {
            int[] pixels = new int[12];
            Arrays.fill(pixels, 0xffff);
            write(folder, i, slice(i, 2 * i).number(0x00280103, i % 2).words(0x7fe00010, "OW", pixels));
        }
        Volume volume = read(folder);
        for (int z = 0; z < 3; z++) {
            assertEquals(z == 1 ? -1002 : 2 * 65535 - 1000, volume.value(0, 3, 2, z));
        }
    }

    @Test
    void valuesBeyondSinglePrecisionAreRefused() throws IOException {
        write(folder, 0, slice(0, 0).decimals(0x00281052, 0).decimals(0x00281053, 1e38));
        assertTrue(refusal(folder).contains("pixel (0, 1) is stored as 10.0 with RescaleSlope 1.0E38"));
    }

    @Test
    void aTableGivesTheValues() throws IOException {
        DicomBytes table = new DicomBytes().words(0x00283002, "US", 13, 10, 16).text(0x00283004, "LO", "US")
                .words(0x00283006, "US", 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 60000);
        write(folder, 0, slice(0, 0).without(0x00281052).without(0x00281053).sequence(0x00283000, table));
        Volume volume = read(folder);
        // Pixels are 0 to 3, 10 to 13, 20 to 23; the table begins at 10 and ends at 22.
        assertEquals(7, volume.value(0, 2, 0, 0));
        assertEquals(8, volume.value(0, 1, 1, 0));
        assertEquals(60000, volume.value(0, 2, 2, 0));
        assertEquals(60000, volume.value(0, 3, 2, 0));
    }
}
