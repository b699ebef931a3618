package dev.factorizer.io.dicom.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.datacheck.DataCheck;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataListForm;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with DICOM files as the images of a data set. */
class DicomDataSetsTest {
    @TempDir
    private Path folder;

    private Path series(String name) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        WrittenSeries.write(place, 0, 2, 4, 6, 8, 10, 12, 14);
        return place;
    }

    private void label(String series, String file, float value) throws IOException {
        Volume scan = WrittenSeries.read(folder.resolve(series));
        float[] labels = new float[scan.grid().voxels()];
        labels[5] = value;
        Files.createDirectories(folder.resolve(file).getParent());
        Volumes.writeLabels(scan.withVoxels(1, labels), folder.resolve(file));
    }

    private static List<String> ids(DataList list) {
        return list.cases().stream().map(DataCase::id).toList();
    }

    @Test
    void aPairOfFolders() throws IOException {
        series("images/b");
        Path nested = series("images/a/study/1");
        Files.writeString(Files.createDirectories(folder.resolve("images/notes")).resolve("read.me"), "none");
        label("images/b", "labels/b.nii.gz", 1);
        label("images/a", "labels/a.nii.gz", 2);
        DataList list = DataLists.read(folder);
        assertEquals(DataListForm.FOLDERS, list.form());
        assertEquals(List.of("a", "b"), ids(list));
        assertEquals(List.of(folder.resolve("images/a")), list.cases().getFirst().images());
        DataReport report = DataCheck.of(list).run((done, total) -> { });
        assertEquals(List.of(), report.faults());
        assertEquals(2, report.list().cases().size());
        Files.write(nested.resolve("IM00001"), new byte[200]);
        assertTrue(DataCheck.of(list).run((done, total) -> { }).faults().toString().contains("images/a"), "a slice is missing");
    }

    @Test
    void seriesAlone() throws IOException {
        series("p1");
        series("p2");
        Files.createDirectories(folder.resolve("empty"));
        DataList list = DataLists.read(folder);
        assertEquals(DataListForm.IMAGES, list.form());
        assertEquals(List.of("p1", "p2"), ids(list));
        assertEquals(List.of(), DataCheck.of(list).headersOnly().run((done, total) -> { }).faults());
    }

    @Test
    void numbersOfChannels() throws IOException {
        series("images/a_0000");
        series("images/a_0001");
        label("images/a_0000", "labels/a.nii.gz", 1);
        DataList list = DataLists.read(folder);
        assertEquals(List.of("a"), ids(list));
        assertEquals(2, list.cases().getFirst().images().size());
    }

    @Test
    void truthsBeside() throws IOException {
        Path place = series("cases/p1");
        label("cases/p1", "cases/p1_truth.nii.gz", 1);
        DataList list = DataLists.read(folder.resolve("cases"));
        assertEquals(DataListForm.TRUTHS, list.form());
        assertEquals(List.of(place), list.cases().getFirst().images());
        assertEquals(Optional.of(folder.resolve("cases/p1_truth.nii.gz")), list.cases().getFirst().label());
    }

    @Test
    void aListMayNameFolders() throws IOException {
        series("scans/a");
        label("scans/a", "scans/a.nii.gz", 1);
        Path list = Files.writeString(folder.resolve("list.json"), """
                {"labels": {"0": "background", "1": "lesion"}, "training": [{"image": "scans/a", "label": "scans/a.nii.gz"}]}""");
        assertEquals(List.of(), DataCheck.of(DataLists.read(list)).run((done, total) -> { }).faults());
    }
}
