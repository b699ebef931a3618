package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private static final Grid GRID = new Grid(10, 9, 8, Affine.diagonal(2, 2, 2));

    @TempDir
    private Path folder;
    private Path predictions;
    private Path truths;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        predictions = Files.createDirectories(folder.resolve("found"));
        truths = Files.createDirectories(folder.resolve("there"));
        output = folder.resolve("evaluation");
        map(predictions.resolve("a_seg.nii.gz"), GRID, 1, 3, 3);
        map(truths.resolve("a_truth.nii.gz"), GRID, 1, 4, 3);
        map(predictions.resolve("b.nii"), GRID, 0, 0, 0);
        map(truths.resolve("b.nii.gz"), GRID, 2, 5, 1);
        Files.createFile(truths.resolve("._a_truth.nii.gz"));
        Files.createFile(truths.resolve("notes.txt"));
    }

    /** A box of a label, from x. */
    private static void map(Path file, Grid grid, int from, int to, int label) throws IOException {
        float[] voxels = new float[grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            int x = i / grid.z() / grid.y();
            int y = i / grid.z() % grid.y();
            voxels[i] = x >= from && x < to && y >= 2 && y < 6 ? label : 0;
        }
        Volumes.write(new Volume(grid, 1, voxels), file);
    }

    private CommandRun evaluate(Object... more) {
        return CommandRun.of(Stream.concat(Stream.of("evaluate", truths, predictions, "--output", output),
                Stream.of(more)).toArray());
    }

    @Test
    void eachLabelIsMeasuredInEachCase() throws IOException {
        CommandRun run = evaluate("--metrics", "dice,volumes,lesions");
        assertEquals(0, run.code(), run.err());
        List<String> rows = Files.readAllLines(output.resolve("cases.csv"));
        assertEquals("case,region,dice,volume (ml),target-volume (ml),volume-difference (ml),lesion-f1,lesion-dice,"
                + "lesion-count-difference,lesions,missed lesions,false lesions,failed",
                rows.get(0));
        assertEquals("a,label 1,1.000000,0.000000,0.000000,0.000000,1.000000,1.000000,0.000000,0,0,0,no", rows.get(1));
        assertEquals("a,label 3,0.800000,0.512000,0.768000,0.256000,1.000000,0.800000,0.000000,1,0,0,no", rows.get(2));
        assertEquals("b,label 1,0.000000,0.000000,0.768000,0.768000,0.000000,0.000000,1.000000,1,1,0,yes", rows.get(3));
        assertEquals(5, rows.size());
        JsonNode record = new JsonMapper().readTree(output.resolve("evaluation.json").toFile());
        assertEquals(0.5, record.get("means").get(0).get("mean").doubleValue());
        assertEquals(2, record.get("means").get(0).get("caseCount").intValue());
        assertTrue(run.err().contains("factorizer: warning: fewer than 50 cases"), run.out());
        assertFalse(Files.exists(output.resolve("challenge.csv")));
    }

    @Test
    void labelsMayBeOfEveryFormat() throws IOException {
        Files.delete(truths.resolve("a_truth.nii.gz"));
        map(truths.resolve("A.nrrd"), GRID, 1, 4, 3);
        Files.move(truths.resolve("A.nrrd"), truths.resolve("a.SEG.NRRD"));
        Files.delete(truths.resolve("b.nii.gz"));
        byte[] voxels = new byte[GRID.voxels()];
        Files.write(truths.resolve("b.raw"), voxels);
        Files.writeString(truths.resolve("b.mhd"), "NDims = 3\nDimSize = 10 9 8\nElementSpacing = 2 2 2\nTransformMatrix = -1 0 0 0 -1 0 0 0 1\n"
                + "ElementType = MET_UCHAR\nElementDataFile = b.raw\n");
        CommandRun run = evaluate("--metrics", "dice");
        assertEquals(0, run.code(), run.err());
        assertEquals("a,label 3,0.800000,1,0,0,no", Files.readAllLines(output.resolve("cases.csv")).get(1));
    }

    @Test
    void aChallengeHasItsOwnTable() throws IOException {
        CommandRun run = evaluate("--regions", "ET=3,WT=1+2+3", "--challenge", "brats2023-gli");
        assertEquals(0, run.code(), run.err());
        List<String> rows = Files.readAllLines(output.resolve("challenge.csv"));
        assertEquals("case,tissue,truePositives,falsePositives,falseNegatives,lesionWiseDice,lesionWiseHd95,dice,hd95,sensitivity,specificity",
                rows.get(0));
        assertEquals("b,TC,0,0,1,0.000000,374.000000,0.000000,374.000000,0.000000,1.000000", rows.get(5));
        assertEquals(7, rows.size());
        assertTrue(Files.readString(output.resolve("cases.csv")).contains("b,WT,0.000000,"));
        assertTrue(run.out().contains("written: " + output.resolve("challenge.csv")), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("WT +lesionWiseHd95 +188\\.000 .* 2")), run.out());
        JsonNode means = new JsonMapper().readTree(output.resolve("evaluation.json").toFile()).get("about").get("challengeMeans");
        assertEquals("WT", means.get(0).get("region").textValue());
        assertEquals(2, means.get(0).get("caseCount").intValue());
        run = evaluate("--challenge", "isles22");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("case,dice,volumeDifference,lesionCountDifference,lesionF1", "a,0.800000,0.256000,0.000000,1.000000",
                "b,0.000000,0.768000,1.000000,0.000000"), Files.readAllLines(output.resolve("challenge.csv")));
        assertEquals(0, evaluate("--challenge", "brats2024-gli").code());
        assertTrue(Files.readAllLines(output.resolve("challenge.csv")).getFirst().contains("lesionWiseNsd@0.5,lesionWiseNsd@1.0"));
    }

    private void refused(int code, String complaint, Object... more) {
        CommandRun run = evaluate(more);
        assertEquals(code, run.code(), run.err() + run.out());
        assertTrue(run.err().lines().toList().getLast().startsWith("factorizer: " + complaint), run.err());
        assertFalse(Files.exists(output), "nothing was written");
    }

    @Test
    void mistakesAreSaidInOneLineAndTogether() throws IOException {
        refused(2, "--regions TC: expected a name and labels, such as TC=1+3", "--regions", "TC");
        refused(2, "--regions TC=0: region: \"TC\" has the labels [0], expected a name and at least one label", "--regions", "TC=0");
        refused(2, "--regions: found a name twice", "--regions", "TC=1,TC=2");
        refused(2, "--challenge brats2023-gil: expected one of brats2023-gli", "--challenge", "brats2023-gil");
        map(predictions.resolve("b.nii"), new Grid(10, 9, 8, Affine.diagonal(2, 2, 1)), 0, 1, 1);
        Volumes.write(new Volume(GRID, 1, new float[GRID.voxels()]), predictions.resolve("c.nii"));
        float[] half = new float[GRID.voxels()];
        half[7] = 0.5f;
        Volumes.write(new Volume(GRID, 1, half), truths.resolve("c.nii"));
        CommandRun run = evaluate();
        assertEquals(1, run.code());
        String complaint = run.err().lines().toList().getLast();
        assertTrue(complaint.contains("b.nii: found 10×9×8 voxels at") && complaint.contains("expected the grid of its truth")
                && complaint.contains("c.nii: found the value 0.5, expected labels: whole numbers from 0"), run.err());
        Files.delete(predictions.resolve("b.nii"));
        Files.delete(truths.resolve("c.nii"));
        refused(1, "no prediction in " + predictions + " for b; no reference in " + truths + " for c, expected files of the same names");
        Files.copy(predictions.resolve("a_seg.nii.gz"), predictions.resolve("a.nii.gz"));
        refused(1, "predictions " + predictions + ": found two files of the case a, expected one");
        truths = folder.resolve("there/../found");
        Files.delete(predictions.resolve("a.nii.gz"));
        refused(1, "predictions " + predictions + " and references " + truths + ": found the same folder, expected two");
        truths = folder.resolve("nowhere");
        refused(1, "references " + truths + ": does not exist, expected a folder of label maps");
        truths = Files.createDirectories(truths);
        refused(1, "references " + truths + ": found no label map, expected files whose names end in one of .nii.gz");
    }

    @Test
    void regionsAndLabelsThatDoNotMeetAreSaid() throws IOException {
        CommandRun run = evaluate("--regions", "ET=3,lesion=11", "--metrics", "dice, volumes");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("factorizer: warning: no file has a label of the region lesion; what is said of it is that of empty masks. The"
                + " files have the labels 1, 3"), run.out());
        assertTrue(run.err().contains("factorizer: warning: no region has the labels 1; they were taken as background"), run.out());
        assertEquals(2, new JsonMapper().readTree(output.resolve("evaluation.json").toFile()).get("warnings").size());
        assertFalse(evaluate("--regions", "ET=3,lesion=1").out().contains("region lesion"));
    }

    @Test
    void labelsThatAChallengeDoesNotKnowAreSaidBeforeAnythingIsMeasured() throws IOException {
        map(predictions.resolve("b.nii"), GRID, 0, 1, 4);
        map(truths.resolve("b.nii.gz"), GRID, 0, 1, 1);
        refused(1, predictions.resolve("b.nii") + ": found the label 4, expected one of [0, 1, 2, 3]; in BraTS the enhancing tumor was 4 until"
                + " 2022", "--challenge", "brats2023-gli");
        assertEquals(0, evaluate("--challenge", "brats2024-gli").code());
    }

    @Test
    void longListsOfMissingFilesAreCut() throws IOException {
        for (int i = 0; i < 13; i++) {
            map(truths.resolve("z" + i + ".nii.gz"), GRID, 0, 1, 1);
        }
        refused(1, "no prediction in " + predictions + " for z0, z1, z10, z11, z12, z2, z3, z4, z5, z6 and 3 more, expected files");
    }

    @Test
    void theLabelsOfADataSetAreTruths() throws IOException {
        Path list = Files.writeString(folder.resolve("list.json"), """
                {"training": [{"id": "x/a", "image": "a.nii", "label": "there/a_truth.nii.gz", "fold": 0},
                {"id": "b", "image": "b.nii", "label": "there/b.nii.gz", "fold": 1}], "test": ["c.nii"]}""");
        Files.move(predictions.resolve("a_seg.nii.gz"), predictions.resolve("x_a_seg.NII.GZ"));
        map(predictions.resolve("other_seg.nii"), GRID, 0, 1, 1);
        CommandRun run = CommandRun.of("evaluate", predictions, "--cases", list, "--output", output, "--metrics", "dice");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("case,region,dice,lesions,missed lesions,false lesions,failed", "x_a,label 1,1.000000,0,0,0,no",
                "x_a,label 3,0.800000,1,0,0,no", "b,label 1,0.000000,1,1,0,yes", "b,label 3,1.000000,0,0,0,no"),
                Files.readAllLines(output.resolve("cases.csv")));
        assertEquals(0, CommandRun.of("evaluate", predictions, "--cases", list, "--fold", 1, "--output", output).code());
        assertEquals(2, Files.readAllLines(output.resolve("cases.csv")).size());
        Files.delete(predictions.resolve("b.nii"));
        run = CommandRun.of("evaluate", predictions, "--cases", list, "--output", output);
        assertTrue(run.complaint().contains("no prediction in " + predictions + " for b, expected a file named by each case, such as"
                + " x_a_seg.nii.gz"), run.err());
        assertTrue(evaluate("--cases", list).complaint().contains("and --cases, expected one of them beside the predictions"));
    }

    @Test
    void aPredictionOnAnotherGridIsResampledWhereThatIsAskedFor() throws IOException {
        map(predictions.resolve("b.nii"), new Grid(20, 9, 8, Affine.of(1, 0, 0, -0.5, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1)), 4, 10, 1);
        refused(1, predictions.resolve("b.nii") + ": found 20×9×8 voxels at");
        assertEquals(0, evaluate("--resample", "--metrics", "dice").code());
        assertTrue(Files.readAllLines(output.resolve("cases.csv")).contains("b,label 1,1.000000,1,0,0,no"));
    }

    @Test
    void imagesAreNoLabels() throws IOException {
        Grid grid = new Grid(11, 10, 10, Affine.diagonal(1, 1, 1));
        float[] voxels = new float[grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i;
        }
        Volumes.write(new Volume(grid, 1, voxels), predictions.resolve("b.nii"));
        Volumes.write(new Volume(grid, 1, voxels), truths.resolve("b.nii.gz"));
        refused(1, "evaluate: found 1,099 different labels, from 1 to 1099, expected at most 1,000: are these maps of labels?");
    }

    @Test
    void allEmptyIsNothingToScore() throws IOException {
        Files.delete(predictions.resolve("a_seg.nii.gz"));
        Files.delete(truths.resolve("a_truth.nii.gz"));
        map(truths.resolve("b.nii.gz"), GRID, 0, 0, 0);
        refused(1, "evaluate: all label maps are empty, expected at least one label other than 0");
        assertEquals(0, evaluate("--regions", "lesion=1").code());
    }

    @Test
    void nothingIsWrittenWithoutAFolderForIt() throws IOException {
        CommandRun run = CommandRun.of("evaluate", truths, predictions);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("failures: Dice below 0.5 in 1 of 2 cases"), run.out());
        assertTrue(run.out().contains("label 1: 1 of 2 cases below, 1 missed, 0 false; 1 of 1 lesions missed, 0 false"), run.out());
        assertTrue(run.out().contains("worst: b, label 1 0.000"), run.out());
        assertFalse(run.out().contains("written"), run.out());
        assertTrue(CommandRun.of("evaluate", truths, predictions, "--failure-dice", 0.9).out().contains("in 2 of 2 cases"));
        assertEquals(2, CommandRun.of("evaluate", truths, predictions, "--failure-dice", 1.5).code());
        assertTrue(CommandRun.of("evaluate", truths).complaint().contains("found only " + truths + ", expected references and predictions"));
        assertTrue(evaluate("--fold", 0).complaint().contains("--fold 0: found no data set"));
    }

    @Test
    void aListInPlaceOfReferencesNamesRegionsAndWhatIsIgnored() throws IOException {
        Path raw = Files.createDirectories(folder.resolve("Dataset007_Lesions"));
        Files.createDirectories(raw.resolve("imagesTr"));
        Files.createDirectories(raw.resolve("labelsTr"));
        map(raw.resolve("labelsTr/a.nii.gz"), GRID, 1, 4, 3);
        map(raw.resolve("labelsTr/b.nii.gz"), GRID, 1, 3, 1);
        for (String name : List.of("a", "b")) {
            map(raw.resolve("imagesTr/" + name + "_0000.nii.gz"), GRID, 1, 4, 3);
        }
        Files.writeString(raw.resolve("dataset.json"), """
                {"channel_names": {"0": "T1"}, "numTraining": 2, "file_ending": ".nii.gz", "regions_class_order": [1, 2],
                "labels": {"background": 0, "whole": [1, 2], "core": [2], "ignore": 3}}""");
        map(predictions.resolve("b.nii"), GRID, 1, 3, 2);
        CommandRun run = CommandRun.of("evaluate", raw, predictions, "--output", output, "--metrics", "dice");
        assertEquals(0, run.code(), run.err());
        // What was found in case a lies where nothing counts.
        assertEquals(List.of("a,whole,1.000000,0,0,0,no", "a,core,1.000000,0,0,0,no", "b,whole,1.000000,1,0,0,no", "b,core,0.000000,0,0,1,yes"),
                Files.readAllLines(output.resolve("cases.csv")).subList(1, 5));
        JsonNode summary = new JsonMapper().readTree(Files.readString(output.resolve("summary.json")).replace("NaN", "null"));
        assertEquals(GRID.voxels() - 3 * 4 * 8, summary.get("metric_per_case").get(0).get("metrics").get("(1, 2)").get("TN").intValue());
        assertEquals(0, CommandRun.of("evaluate", raw.resolve("dataset.json"), predictions, "--ignore", 9).code());
        assertTrue(CommandRun.of("evaluate", raw, predictions, "--ignore", 2).err()
                .contains("the ignored label is 2, expected 1 or more and none of a region"));
    }

    @Test
    void otherVolumesOfAPredictionAndCasesOfOtherFoldsAreLeftOut() throws IOException {
        for (String other : List.of("probabilities", "entropy", "disagreement")) {
            map(predictions.resolve("a_" + other + ".nii.gz"), GRID, 1, 2, 1);
        }
        map(truths.resolve("c.nii"), GRID, 1, 2, 1);
        refused(1, "no prediction in " + predictions + " for c, expected files of the same names");
        CommandRun run = evaluate("--only-predicted");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("factorizer: warning: 1 of 3 references have no prediction in " + predictions + " and were left out"), run.out());
    }

    @Test
    void predictionsAreComparedWithOthers() throws IOException {
        Path others = Files.createDirectories(folder.resolve("others"));
        for (int i = 0; i < 10; i++) {
            map(truths.resolve("z" + i + ".nii"), GRID, 0, 9, 1);
            map(predictions.resolve("z" + i + ".nii"), GRID, 0, 1 + i / 2, 1);
            map(others.resolve("z" + i + ".nii"), GRID, 0, 4 + i / 2, 1);
        }
        for (String name : List.of("a_seg.nii.gz", "b.nii")) {
            Files.copy(predictions.resolve(name), others.resolve(name));
        }
        CommandRun run = evaluate("--compare", others, "--regions", "lesion=1", "--metrics", "dice,hd95,volume");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("lesion +dice +12 +\\+0\\.\\d+ .* the second is better")), run.out());
        List<String> rows = Files.readAllLines(output.resolve("comparison.csv"));
        assertEquals("region,metric,pairs,left out,median difference,larger,smaller,rank correlation,p,adjusted p,better", rows.getFirst());
        assertTrue(rows.get(1).startsWith("lesion,dice,12,0,") && rows.get(1).endsWith(",second"), rows.get(1));
        assertTrue(rows.get(3).endsWith(",neither"), rows.get(3));
        Path before = output;
        output = folder.resolve("second");
        run = CommandRun.of("evaluate", truths, others, "--output", output, "--metrics", "dice", "--compare", before);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("the first is better"), run.out());
        assertTrue(run.err().contains("factorizer: warning: left out, because only the second has them or defines them so: hd95, volume"), run.out());
        run = evaluate("--compare", before.resolve("cases.csv"));
        assertTrue(run.complaint().contains("cases.csv: is a file, expected a folder of label maps, an evaluation.json or its folder"), run.err());
        Files.writeString(before.resolve("evaluation.json"), "{}");
        run = evaluate("--compare", before.resolve("evaluation.json"));
        assertTrue(run.complaint().contains("evaluation.json: \"formatVersion\" is missing, expected a whole number"), run.err());
    }
}
