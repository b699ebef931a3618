package dev.factorizer.io.datacheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.datalist.Images;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of problem is reported with the file's name, and all of them together. */
class DataCheckTest {
    @TempDir
    private Path folder;
    private Path images;
    private Path labels;

    @BeforeEach
    void pairOfGoodCases() throws IOException {
        images = folder.resolve("images");
        labels = folder.resolve("labels");
        for (String name : List.of("a", "b")) {
            Images.image(images.resolve(name + ".nii.gz"));
            Images.label(labels.resolve(name + ".nii.gz"), 10, 5);
        }
    }

    private DataReport check() throws IOException {
        return DataCheck.of(DataLists.read(folder)).withThreads(2).run();
    }

    private void expect(ProblemKind kind, boolean fault, String sentence) throws IOException {
        DataReport report = check();
        assertEquals(1, report.problems().size(), report.problems()::toString);
        Problem problem = report.problems().getFirst();
        assertEquals(kind, problem.kind());
        assertEquals(fault, report.faults().contains(problem));
        assertTrue(problem.sentence().startsWith(sentence), problem.sentence());
    }

    private static Grid moved(double x) {
        return new Grid(6, 5, 4, Affine.of(1, 0, 0, x, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1));
    }

    @Test
    void goodCasesHaveNoProblems() throws IOException {
        DataReport report = check();
        assertEquals(List.of(), report.problems());
        assertEquals(2, report.fingerprint().cases());
        assertEquals(List.of(6.0, 5.0, 4.0), report.fingerprint().medianSize());
        assertEquals(List.of(1.0, 1.0, 2.0), report.fingerprint().medianSpacing());
        assertEquals(2, report.fingerprint().axisCodes().get("RAS"));
        assertEquals(new DataFingerprint.LabelVolume(2, 20, 20, 20, 1.0 / 12), report.fingerprint().labels().get(1));
        assertEquals(new DataFingerprint.LabelVolume(2, 10, 10, 10, 1.0 / 24), report.fingerprint().labels().get(2));
        assertEquals(30, report.cases().getFirst().labelVolume(List.of(1, 2)));
    }

    /** What a training is planned by: how much lies around, where labels are, how coarse the images are. */
    @Test
    void whatPlanningAsksFor() throws IOException {
        Grid grid = new Grid(8, 6, 4, Affine.diagonal(1, 2, 3));
        float[] voxels = new float[grid.voxels()];
        float[] marks = new float[grid.voxels()];
        for (int x = 2; x < 6; x++) {
            for (int y = 1; y < 4; y++) {
                voxels[(x * 6 + y) * 4 + 2] = x == 2 ? -5 : 7;
                marks[(x * 6 + y) * 4 + 2] = x == 3 ? 4 : 0;
            }
        }
        Images.write(images.resolve("a.nii.gz"), grid, 1, voxels);
        Images.write(labels.resolve("a.nii.gz"), grid, 1, marks);
        DataReport report = check();
        CaseFingerprint one = report.cases().getFirst();
        assertEquals(List.of(new ChannelValues(-5, 7, 12.0 / 192)), one.values());
        assertEquals(List.of(4, 3, 1), one.nonzeroSize());
        assertEquals(12.0 / 192, one.nonzeroBoxShare());
        assertEquals(List.of(1, 3, 1), one.labelSize());
        DataFingerprint all = report.fingerprint();
        assertEquals(List.of(1.0, 1.0, 2.0), all.finestSpacing());
        assertEquals(List.of(1.0, 2.0, 3.0), all.coarsestSpacing());
        assertEquals(3.0 / 192, all.labels().get(4).share());
        assertEquals(-5, all.values().getFirst().minimum());
        assertEquals(List.of(1, 4, 4), all.largestLabelSize());
    }

    @Test
    void missingAndUnreadableFiles() throws IOException {
        Files.writeString(folder.resolve("list.json"), """
                {"training": [{"image": "images/a.nii.gz", "label": "labels/a.nii.gz"}, {"image": "images/b.nii.gz", "label": "labels/none.nii.gz"},
                {"image": ["images/c.nii.gz"]}]}""");
        Files.writeString(images.resolve("c.nii.gz"), "no image");
        DataReport report = DataCheck.of(DataLists.read(folder.resolve("list.json"))).run();
        assertEquals(List.of(ProblemKind.LIST, ProblemKind.MISSING_FILE, ProblemKind.UNREADABLE),
                report.faults().stream().map(Problem::kind).toList(), report.problems()::toString);
        assertEquals(images.resolve("c.nii.gz") + ": has no label, expected one for each training case", report.faults().get(0).sentence());
        assertEquals(labels.resolve("none.nii.gz") + ": does not exist", report.faults().get(1).sentence());
        assertTrue(report.faults().get(2).sentence().startsWith(images.resolve("c.nii.gz") + ": "), report.faults()::toString);
        assertEquals(List.of("a", "b"), report.cases().stream().map(CaseFingerprint::id).toList());
    }

    @Test
    void gridsThatDiffer() throws IOException {
        Images.write(labels.resolve("b.nii.gz"), new Grid(5, 5, 4, Images.GRID.affine()), 1, new float[100]);
        DataReport report = check();
        assertEquals(labels.resolve("b.nii.gz") + ": has 5×5×4 voxels, expected 6×5×4 as in " + images.resolve("b.nii.gz")
                + "; resample it, for example by --resample", report.faults().getFirst().sentence());
        float[] voxels = new float[120];
        voxels[0] = 1;
        Images.write(labels.resolve("b.nii.gz"), moved(0.0009), 1, voxels);
        assertEquals(List.of(), check().problems());
        Images.write(labels.resolve("b.nii.gz"), moved(0.0011), 1, voxels);
        expect(ProblemKind.GRID, true, labels.resolve("b.nii.gz") + ": lies up to 0.001100 mm away from " + images.resolve("b.nii.gz")
                + ", expected at most 0.001 mm");
    }

    @Test
    void aSmallTurnIsSeenAtTheFarCorner() throws IOException {
        Grid wide = new Grid(400, 5, 4, Affine.diagonal(1, 1, 2));
        Images.image(images.resolve("b.nii.gz"), wide, 1);
        Grid turned = new Grid(400, 5, 4, Affine.of(1, -1e-5, 0, 0, 1e-5, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1));
        float[] voxels = new float[wide.voxels()];
        voxels[0] = 1;
        Images.write(labels.resolve("b.nii.gz"), turned, 1, voxels);
        expect(ProblemKind.GRID, true, labels.resolve("b.nii.gz") + ": lies up to 0.00399");
    }

    @Test
    void axesThatAreNotAtRightAngles() throws IOException {
        Grid sheared = new Grid(6, 5, 4, Affine.of(1, 0, 0.5, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1));
        Images.image(images.resolve("b.nii.gz"), sheared, 1);
        float[] voxels = new float[120];
        voxels[0] = 1;
        Images.write(labels.resolve("b.nii.gz"), sheared, 1, voxels);
        DataReport report = check();
        assertEquals(List.of(images.resolve("b.nii.gz") + ": has axes at 75.964 degrees, expected right angles: it is off by 1.5 voxels at the"
                + " end of an axis, and programs such as those of ITK refuse or straighten it"),
                report.byKind().get(ProblemKind.AFFINE).stream().map(Problem::sentence).toList());
        assertEquals(List.of(), report.faults());
        byte[] bytes = Files.readAllBytes(Images.image(folder.resolve("images/c.nii")));
        for (int i = 0; i < 48; i++) {
            bytes[280 + i] = 0;
        }
        bytes[252] = 0;
        Files.write(images.resolve("c.nii"), bytes);
        Images.label(labels.resolve("c.nii"), 1);
        assertTrue(check().faults().getFirst().sentence().startsWith(images.resolve("c.nii") + ": "), check().faults()::toString);
        assertEquals(ProblemKind.UNREADABLE, check().faults().getFirst().kind());
    }

    @Test
    void labelsThatAreNotNamed() throws IOException {
        Files.writeString(folder.resolve("list.json"), """
                {"labels": {"0": "background", "1": "lesion"}, "training": [{"image": "images/a.nii.gz", "label": "labels/a.nii.gz"}]}""");
        DataList list = DataLists.read(folder.resolve("list.json"));
        assertEquals(labels.resolve("a.nii.gz") + ": has the values 2 (5 voxels), expected only these: 0 background,"
                + " 1 lesion", DataCheck.of(list).run().faults().getFirst().sentence());
        float[] voxels = new float[120];
        voxels[3] = 0.5f;
        voxels[4] = -1;
        voxels[5] = 3;
        Images.write(labels.resolve("b.nii.gz"), Images.GRID, 1, voxels);
        expect(ProblemKind.LABELS, true, labels.resolve("b.nii.gz") + ": has the values -1.0 (1 voxels), 0.5 (1 voxels), expected whole numbers"
                + " from 0 on");
    }

    @Test
    void voxelsThatAreNotFinite() throws IOException {
        float[] voxels = new float[120];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i;
        }
        voxels[7] = Float.NaN;
        Images.write(images.resolve("b.nii.gz"), Images.GRID, 1, voxels);
        expect(ProblemKind.NON_FINITE, true, images.resolve("b.nii.gz") + ": voxel (0, 1, 3) is NaN, expected finite numbers");
    }

    @Test
    void emptyForegroundsAndConstantImages() throws IOException {
        Images.write(labels.resolve("b.nii.gz"), Images.GRID, 1, new float[120]);
        expect(ProblemKind.EMPTY, false, labels.resolve("b.nii.gz") + ": no voxel has a label above 0");
        float[] voxels = new float[120];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = -i - 1;
        }
        Images.write(images.resolve("b.nii.gz"), Images.GRID, 1, voxels);
        DataReport report = check();
        assertEquals(images.resolve("b.nii.gz") + ": no voxel is above 0, so there is no foreground to crop to; add a constant, such as 120.0",
                report.faults().getFirst().sentence());
        Images.write(images.resolve("b.nii.gz"), Images.GRID, 1, new float[120]);
        Images.label(labels.resolve("b.nii.gz"), 1);
        expect(ProblemKind.CONSTANT, true, images.resolve("b.nii.gz") + ": all voxels are 0.0, expected an image");
        Images.write(images.resolve("c.nii.gz"), Images.GRID, 1, new float[120]);
        Images.label(labels.resolve("c.nii.gz"), 1);
        assertEquals(2, check().problems().size(), "constant images are no copies of each other");
    }

    @Test
    void channelsDuplicatesAndLeaks() throws IOException {
        Files.copy(images.resolve("a.nii.gz"), images.resolve("copy.nii.gz"));
        Files.writeString(folder.resolve("list.json"), """
                {"modality": {"0": "T1"}, "training": [
                {"id": "1", "image": "images/a.nii.gz", "label": "labels/a.nii.gz", "fold": 0},
                {"id": "1", "image": "images/b.nii.gz", "label": "labels/b.nii.gz", "fold": 0},
                {"id": "2", "image": ["images/copy.nii.gz", "images/copy.nii.gz"], "label": "labels/a.nii.gz", "fold": 1}]}""");
        DataReport report = DataCheck.of(DataLists.read(folder.resolve("list.json"))).run();
        List<String> sentences = report.problems().stream().map(problem -> problem.kind() + " " + problem.sentence()).toList();
        assertEquals(List.of("CHANNELS " + images.resolve("copy.nii.gz") + ": the images of case 2 have 2 channels, expected 1: T1",
                "LEAK " + images.resolve("copy.nii.gz") + ": has the same voxels as " + images.resolve("a.nii.gz")
                        + ", which is on the other side of fold 0; put both on one side",
                "DUPLICATE " + images.resolve("copy.nii.gz") + ": case 2 has the same file for several channels",
                "DUPLICATE " + images.resolve("b.nii.gz") + ": is of a second case with the id 1, which is also that of "
                        + images.resolve("a.nii.gz"),
                "DUPLICATE " + labels.resolve("a.nii.gz") + ": is a file of two cases, 1 and 2"), sentences);
    }

    @Test
    void aCopyOnOneSideIsAWarning() throws IOException {
        Files.copy(images.resolve("a.nii.gz"), images.resolve("copy.nii.gz"));
        Images.label(labels.resolve("copy.nii.gz"), 3);
        expect(ProblemKind.DUPLICATE, false, images.resolve("copy.nii.gz") + ": has the same voxels as " + images.resolve("a.nii.gz"));
    }

    @Test
    void headersAloneShowGridsAndFiles() throws IOException {
        Images.write(labels.resolve("b.nii.gz"), moved(1), 1, new float[120]);
        Images.write(images.resolve("a.nii.gz"), Images.GRID, 1, new float[120]);
        DataReport quick = DataCheck.of(DataLists.read(folder)).headersOnly().run();
        assertEquals(List.of(ProblemKind.GRID), quick.problems().stream().map(Problem::kind).toList(), quick.problems()::toString);
        assertTrue(quick.headersOnly());
        assertEquals(2, quick.fingerprint().cases());
        assertEquals(List.of(), quick.fingerprint().intensities());
        byte[] whole = Files.readAllBytes(images.resolve("b.nii.gz"));
        Files.write(images.resolve("b.nii.gz"), Arrays.copyOf(whole, 100));
        assertEquals(List.of(ProblemKind.UNREADABLE), DataCheck.of(DataLists.read(folder)).headersOnly().run().problems().stream()
                .map(Problem::kind).toList());
    }

    @Test
    void theReportIsTheSameForAnyNumberOfThreadsAndTellsHowFarItIs() throws IOException {
        for (int i = 0; i < 12; i++) {
            Images.image(images.resolve("x" + i + ".nii.gz"));
            Images.label(labels.resolve("x" + i + ".nii.gz"), i);
        }
        DataList list = DataLists.read(folder);
        List<Integer> told = new ArrayList<>();
        DataReport one = DataCheck.of(list).withThreads(1).run((done, total) -> told.add(100 * total + done));
        assertEquals(IntStream.rangeClosed(1, 14).map(done -> 1400 + done).boxed().toList(), told);
        assertEquals(one, DataCheck.of(list).withThreads(5).run());
        CancellationException stop = new CancellationException("stopped");
        assertEquals(stop, assertThrows(CancellationException.class, () -> DataCheck.of(list).run((done, _) -> {
            if (done == 3) {
                throw stop;
            }
        })));
    }

    @Test
    void nothingToCheckIsAFaultAndAFoldWithoutCasesAWarning() throws IOException {
        Path list = Files.writeString(folder.resolve("list.json"), "{\"training\": []}");
        assertEquals(List.of(list + ": has no case, expected at least one"), DataCheck.of(DataLists.read(list)).run().faults().stream()
                .map(Problem::sentence).toList());
        Files.writeString(list, """
                {"training": [{"image": "images/a.nii.gz", "label": "labels/a.nii.gz", "fold": 3},
                {"image": "images/b.nii.gz", "label": "labels/b.nii.gz", "fold": 1}]}""");
        assertEquals(List.of(list + ": fold 0 and 1 more have no case to validate with; folds count from 0"),
                DataCheck.of(DataLists.read(list)).run().warnings().stream().map(Problem::sentence).toList());
    }
}
