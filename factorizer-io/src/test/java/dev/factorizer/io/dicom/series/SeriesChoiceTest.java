package dev.factorizer.io.dicom.series;

import static dev.factorizer.io.dicom.series.WrittenSeries.UID;
import static dev.factorizer.io.dicom.series.WrittenSeries.assertSlices;
import static dev.factorizer.io.dicom.series.WrittenSeries.read;
import static dev.factorizer.io.dicom.series.WrittenSeries.refusal;
import static dev.factorizer.io.dicom.series.WrittenSeries.slice;
import static dev.factorizer.io.dicom.series.WrittenSeries.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several series in a place, parts of a series, and volumes in the same place, which become channels. */
class SeriesChoiceTest {
    private static final int SERIES = 0x0020000e;
    private static final int NUMBER = 0x00200011;
    private static final int INSTANCE = 0x00080018;

    @TempDir
    private Path folder;

    private void other(int first, String uid, String number) throws IOException {
        for (int i = 0; i < 3; i++) {
            write(folder, first + i, slice(first + i, 3 * i).text(SERIES, "UI", uid).text(NUMBER, "IS", number)
                    .text(INSTANCE, "UI", uid + "." + i).text(0x0008103e, "LO", "Other"));
        }
    }

    @Test
    void severalSeriesAreListedAndOneIsChosen() throws IOException {
        write(folder, 0, 2, 4, 6);
        other(10, "1.2.9.1", "7");
        String message = refusal(folder);
        assertTrue(message.contains("holds 2 series or parts of one, expected a single one"), message);
        assertTrue(message.contains("\n  4: CT \"Head\", 4 axial slices of 4×3, UID " + UID), message);
        assertTrue(message.contains("\n  7: CT \"Other\", 3 axial slices of 4×3, UID 1.2.9.1"), message);
        DicomCollection found = DicomCollection.of(folder);
        assertEquals(2, found.series().size());
        for (String name : List.of("7", "1.2.9.1", "1.2.9")) {
            assertSlices(found.named(name).read(), 0, 10, 11, 12);
        }
        assertSlices(found.named(UID).read(), 0, 0, 1, 2, 3);
        for (String name : List.of("8", "", "/", "7/1")) {
            String refused = assertThrows(MalformedFileException.class, () -> found.named(name)).getMessage();
            assertTrue(refused.contains("holds no series \"" + name + "\", expected one of these") && refused.lines().count() == 3, refused);
        }
        String refused = assertThrows(MalformedFileException.class, () -> found.named("1.2")).getMessage();
        assertTrue(refused.contains("holds 2 series or parts of one named \"1.2\""), refused);
    }

    @Test
    void aNameIsTakenForAllThatReads() throws IOException {
        write(folder, 0, 3, 6);
        other(10, "1.2.9.1", "7");
        assertSlices(Volumes.read(new ScanFiles(List.of(folder), List.of("7"))), 0, 10, 11, 12);
        Volume both = Volumes.read(new ScanFiles(List.of(folder), List.of("7", "4")));
        assertSlices(both, 0, 10, 11, 12);
        assertSlices(both, 1, 0, 1, 2);
        Volume pair = Volumes.read(new ScanFiles(List.of(folder, folder), List.of("4", "7")));
        assertSlices(pair, 1, 10, 11, 12);
        String message = assertThrows(IllegalArgumentException.class,
                () -> Volumes.read(new ScanFiles(List.of(folder, folder), List.of("4")))).getMessage();
        assertEquals("series: found 1 name for 2 DICOM inputs, expected one for each", message);
    }

    @Test
    void slicesThatAreNamedOneByOneAreOneSeries() throws IOException {
        write(folder, 6, 2, 4, 0);
        try (Stream<Path> files = Files.list(folder)) {
            Volume volume = Volumes.read(files.sorted().toList());
            assertSlices(volume, 0, 3, 1, 2, 0);
        }
    }

    @Test
    void localizersAreAPartOfTheirOwn() throws IOException {
        write(folder, 0, 2, 4);
        write(folder, 9, slice(9, 0).decimals(0x00200037, 1, 0, 0, 0, 0, -1).text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER"));
        String message = refusal(folder);
        assertTrue(message.contains("\n  4/1: CT \"Head\", 3 axial slices of 4×3, UID"), message);
        assertTrue(message.contains("\n  4/2: CT \"Head\", 1 coronal slice of 4×3 (localizer), UID"), message);
        DicomCollection found = DicomCollection.of(folder);
        assertSlices(found.named("4/1").read(), 0, 0, 1, 2);
        assertSlices(found.named(UID + "/2").read(), 0, 9);
        message = assertThrows(MalformedFileException.class, () -> found.named("4")).getMessage();
        assertTrue(message.contains("holds 2 series or parts of one named \"4\""), message);
    }

    @Test
    void whatHasNoPlaceIsAPartThatIsRefused() throws IOException {
        write(folder, 0, 2, 4);
        write(folder, 9, slice(9, 0).without(0x00200032));
        String message = refusal(folder);
        assertTrue(message.contains("4/2: CT \"Head\", no slices (") && message.contains("has no ImagePositionPatient"), message);
        assertSlices(DicomCollection.of(folder).named("4/1").read(), 0, 0, 1, 2);
        assertThrows(MalformedFileException.class, () -> DicomCollection.of(folder).named("4/2").read());
    }

    @Test
    void unitsAndImageTypesAreParts() throws IOException {
        write(folder, 0, 2, 4);
        for (int i = 0; i < 3; i++) {
            write(folder, 5 + i, slice(5 + i, 2 * i).text(0x00080008, "CS", "DERIVED\\PRIMARY\\PHASE"));
        }
        assertSlices(DicomCollection.of(folder).named("4/2").read(), 0, 5, 6, 7);
        String message = refusal(folder);
        assertTrue(message.contains("\n  4/1: CT \"Head\", 3 axial slices of 4×3 (ORIGINAL\\PRIMARY\\AXIAL), UID"), message);
        assertTrue(message.contains("\n  4/2: CT \"Head\", 3 axial slices of 4×3 (DERIVED\\PRIMARY\\PHASE), UID"), message);
        for (int i = 0; i < 3; i++) {
            write(folder, i, slice(i, 2 * i).text(0x00281054, "LO", "HU"));
            write(folder, 5 + i, slice(5 + i, 6 + 2 * i).text(0x00281054, "LO", "US"));
        }
        assertSlices(DicomCollection.of(folder).named("4/1").read(), 0, 0, 1, 2);
        assertSlices(DicomCollection.of(folder).named("4/2").read(), 0, 5, 6, 7);
        message = refusal(folder);
        assertTrue(message.contains("\n  4/1: CT \"Head\", 3 axial slices of 4×3 (HU), UID"), message);
        assertTrue(message.contains("\n  4/2: CT \"Head\", 3 axial slices of 4×3 (US), UID"), message);
        for (int i = 0; i < 3; i++) {
            write(folder, 5 + i, slice(5 + i, 6 + 2 * i).text(0x00281054, "LO", "HU").decimals(0x00280030, 2, 2));
        }
        message = refusal(folder);
        assertTrue(message.contains("3 axial slices of 4×3 (2.000×2.000 mm), UID"), message);
    }

    @Test
    void imageTypesInOtherPlacesAreOneVolume() throws IOException {
        write(folder, 0, 2, 4);
        write(folder, 3, slice(3, 6).text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL\\OTHER"));
        assertSlices(read(folder), 0, 0, 1, 2, 3);
    }

    @Test
    void seriesWithoutUidAreToldApartByNumber() throws IOException {
        write(folder, 0, slice(0, 0).without(SERIES));
        write(folder, 1, slice(1, 2).without(SERIES));
        assertSlices(read(folder), 0, 0, 1);
        write(folder, 2, slice(2, 4).without(SERIES).text(NUMBER, "IS", "5"));
        assertSlices(DicomCollection.of(folder).named("4").read(), 0, 0, 1);
    }

    @Test
    void namesInFilesCantForgeMessages() throws IOException {
        write(folder, 0, slice(0, 0).text(0x0008103e, "LO", "x\n  4: forged\u001b[2J"));
        other(10, "1.2.9.1", "7");
        String message = refusal(folder);
        assertEquals(3, message.lines().count(), message);
        assertTrue(message.contains("\\u001b"), message);
    }

    @Test
    void timesBecomeChannels() throws IOException {
        for (int i = 0; i < 6; i++) {
            write(folder, i, slice(i, 2 * (i / 2)).text(0x00200100, "IS", i % 2 == 0 ? "10" : "9"));
        }
        Volume volume = read(folder);
        assertEquals(2, volume.channels());
        assertSlices(volume, 0, 1, 3, 5);
        assertSlices(volume, 1, 0, 2, 4);
        assertTrue(volume.warnings().getFirst().contains("2 volumes, read as channels in the order of TemporalPositionIdentifier (9, 10)"),
                volume.warnings().getFirst());
    }

    @Test
    void echoesAndTimesTogetherBecomeChannels() throws IOException {
        for (int i = 0; i < 12; i++) {
            write(folder, i, slice(i, 2 * (i / 4)).text(0x00200100, "IS", String.valueOf(1 + i % 4 / 2)).decimals(0x00180081, 30 - 10 * (i % 2)));
        }
        Volume volume = read(folder);
        assertEquals(4, volume.channels());
        assertSlices(volume, 0, 1, 5, 9);
        assertSlices(volume, 1, 0, 4, 8);
        assertSlices(volume, 3, 2, 6, 10);
    }

    @Test
    void numbersAreTheLastWayToTellVolumesApart() throws IOException {
        for (int i = 0; i < 6; i++) {
            write(folder, i, slice(i, 2 * (i % 3)));
        }
        Volume volume = read(folder);
        assertSlices(volume, 0, 0, 1, 2);
        assertSlices(volume, 1, 3, 4, 5);
        assertTrue(volume.warnings().getFirst().contains("in the order of InstanceNumber"), volume.warnings().getFirst());
        // Neither volume by volume nor place by place.
        int[] places = {0, 1, 1, 2, 0, 2};
        for (int i = 0; i < 6; i++) {
            write(folder, i, slice(i, 2 * places[i]));
        }
        assertTrue(refusal(folder).contains("sorts them into volumes"));
    }

    @Test
    void anIncompleteVolumeIsRefused() throws IOException {
        for (int i = 0; i < 5; i++) {
            write(folder, i, slice(i, 2 * (i / 2)).text(0x00200100, "IS", String.valueOf(1 + i % 2)));
        }
        String message = refusal(folder);
        assertTrue(message.contains("only one slice lies in the same plane at 4.000 mm (IM00004), expected 2 as in most of the 3 planes")
                && message.contains("slices are missing"), message);
    }

    @Test
    void volumesThatAreDisplacedAreRefused() throws IOException {
        for (int i = 0; i < 6; i++) {
            write(folder, i, slice(i, 0).decimals(0x00200032, i % 2, -20, 2 * (i / 2)).text(0x00200100, "IS", String.valueOf(i % 2)));
        }
        assertTrue(refusal(folder).contains("IM00001: slice at 0.000 mm lies in the same plane as IM00000, but 1.000 mm beside it"));
    }
}
