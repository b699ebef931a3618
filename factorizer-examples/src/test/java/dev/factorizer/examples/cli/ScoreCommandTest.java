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

class ScoreCommandTest {
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
        output = folder.resolve("scores");
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

    private CommandRun score(Object... more) {
        return CommandRun.of(Stream.concat(Stream.of("score", "--predictions", predictions, "--truths", truths, "--output", output),
                Stream.of(more)).toArray());
    }

    @Test
    void eachLabelIsMeasuredInEachCase() throws IOException {
        CommandRun run = score("--metrics", "dice,volumes,lesions");
        assertEquals(0, run.code(), run.err());
        List<String> rows = Files.readAllLines(output.resolve("cases.csv"));
        assertEquals("case,region,dice,volume (ml),target-volume (ml),volume-difference (ml),lesion-f1,lesion-dice,lesion-count-difference",
                rows.get(0));
        assertEquals("a,label 1,1.000000,0.000000,0.000000,0.000000,1.000000,1.000000,0.000000", rows.get(1));
        assertEquals("a,label 3,0.800000,0.512000,0.768000,0.256000,1.000000,0.800000,0.000000", rows.get(2));
        assertEquals("b,label 1,0.000000,0.000000,0.768000,0.768000,0.000000,0.000000,1.000000", rows.get(3));
        assertEquals(5, rows.size());
        JsonNode record = new JsonMapper().readTree(output.resolve("scores.json").toFile());
        assertEquals(0.5, record.get("means").get(0).get("mean").doubleValue());
        assertEquals(2, record.get("means").get(0).get("cases").intValue());
        assertTrue(run.out().contains("warning: fewer than 50 cases"), run.out());
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
        CommandRun run = score("--metrics", "dice");
        assertEquals(0, run.code(), run.err());
        assertEquals("a,label 3,0.800000", Files.readAllLines(output.resolve("cases.csv")).get(1));
    }

    @Test
    void aChallengeHasItsOwnTable() throws IOException {
        CommandRun run = score("--regions", "ET=3,WT=1+2+3", "--challenge", "brats2023-gli");
        assertEquals(0, run.code(), run.err());
        List<String> rows = Files.readAllLines(output.resolve("challenge.csv"));
        assertEquals("case,tissue,truePositives,falsePositives,falseNegatives,lesionWiseDice,lesionWiseHd95,dice,hd95,sensitivity,specificity",
                rows.get(0));
        assertEquals("b,TC,0,0,1,0.000000,374.000000,0.000000,374.000000,0.000000,1.000000", rows.get(5));
        assertEquals(7, rows.size());
        assertTrue(Files.readString(output.resolve("cases.csv")).contains("b,WT,0.000000,"));
        assertTrue(run.out().contains("written: " + output.resolve("challenge.csv")), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("WT +lesionWiseHd95 +188\\.000 .* 2")), run.out());
        JsonNode means = new JsonMapper().readTree(output.resolve("scores.json").toFile()).get("challengeMeans");
        assertEquals("WT", means.get(0).get("region").textValue());
        assertEquals(2, means.get(0).get("cases").intValue());
        run = score("--challenge", "isles22");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("case,dice,volumeDifference,lesionCountDifference,lesionF1", "a,0.800000,0.256000,0.000000,1.000000",
                "b,0.000000,0.768000,1.000000,0.000000"), Files.readAllLines(output.resolve("challenge.csv")));
        assertEquals(0, score("--challenge", "brats2024-gli").code());
        assertTrue(Files.readAllLines(output.resolve("challenge.csv")).getFirst().contains("lesionWiseNsd@0.5,lesionWiseNsd@1.0"));
    }

    private void refused(int code, String complaint, Object... more) {
        CommandRun run = score(more);
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
        CommandRun run = score();
        assertEquals(1, run.code());
        String complaint = run.err().lines().toList().getLast();
        assertTrue(complaint.contains("b.nii: found 10×9×8 voxels at") && complaint.contains("expected the grid of its truth")
                && complaint.contains("c.nii: found the value 0.5, expected labels: whole numbers from 0"), run.err());
        Files.delete(predictions.resolve("b.nii"));
        Files.delete(truths.resolve("c.nii"));
        refused(1, "no prediction in " + predictions + " for b; no truth in " + truths + " for c, expected files of the same names");
        Files.copy(predictions.resolve("a_seg.nii.gz"), predictions.resolve("a.nii.gz"));
        refused(1, "--predictions " + predictions + ": found two files of the case a, expected one");
        truths = folder.resolve("there/../found");
        Files.delete(predictions.resolve("a.nii.gz"));
        refused(1, "--predictions " + predictions + " and --truths " + truths + ": found the same folder, expected two");
        truths = folder.resolve("nowhere");
        refused(1, "--truths " + truths + ": does not exist, expected a folder of label maps");
        truths = Files.createDirectories(truths);
        refused(1, "--truths " + truths + ": found no label map, expected files whose names end in one of .nii.gz");
    }

    @Test
    void regionsAndLabelsThatDoNotMeetAreSaid() throws IOException {
        CommandRun run = score("--regions", "ET=3,lesion=11", "--metrics", "dice, volumes");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("warning: no file has a label of the region lesion; what is said of it is that of empty masks. The"
                + " files have the labels 1, 3"), run.out());
        assertTrue(run.out().contains("warning: no region has the labels 1; they were taken as background"), run.out());
        assertEquals(2, new JsonMapper().readTree(output.resolve("scores.json").toFile()).get("warnings").size());
        assertFalse(score("--regions", "ET=3,lesion=1").out().contains("region lesion"));
    }

    @Test
    void theLabelsOfADataSetAreTruths() throws IOException {
        Path list = Files.writeString(folder.resolve("list.json"), """
                {"training": [{"id": "x/a", "image": "a.nii", "label": "there/a_truth.nii.gz", "fold": 0},
                {"id": "b", "image": "b.nii", "label": "there/b.nii.gz", "fold": 1}], "test": ["c.nii"]}""");
        Files.move(predictions.resolve("a_seg.nii.gz"), predictions.resolve("x_a_seg.NII.GZ"));
        map(predictions.resolve("other_seg.nii"), GRID, 0, 1, 1);
        CommandRun run = CommandRun.of("score", "--predictions", predictions, "--cases", list, "--output", output, "--metrics", "dice");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("case,region,dice", "x_a,label 1,1.000000", "x_a,label 3,0.800000", "b,label 1,0.000000", "b,label 3,1.000000"),
                Files.readAllLines(output.resolve("cases.csv")));
        assertEquals(0, CommandRun.of("score", "--predictions", predictions, "--cases", list, "--fold", 1, "--output", output).code());
        assertEquals(2, Files.readAllLines(output.resolve("cases.csv")).size());
        Files.delete(predictions.resolve("b.nii"));
        run = CommandRun.of("score", "--predictions", predictions, "--cases", list, "--output", output);
        assertTrue(run.complaint().contains("no prediction in " + predictions + " for b, expected a file named by each case, such as"
                + " x_a_seg.nii.gz"), run.err());
        assertTrue(score("--cases", list).complaint().contains("found --truths and --cases, expected one of them"));
    }

    @Test
    void aPredictionOnAnotherGridIsResampledWhereThatIsAskedFor() throws IOException {
        map(predictions.resolve("b.nii"), new Grid(20, 9, 8, Affine.of(1, 0, 0, -0.5, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1)), 4, 10, 1);
        refused(1, predictions.resolve("b.nii") + ": found 20×9×8 voxels at");
        assertEquals(0, score("--resample", "--metrics", "dice").code());
        assertTrue(Files.readAllLines(output.resolve("cases.csv")).contains("b,label 1,1.000000"));
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
        refused(1, "score: found 1,099 different labels, from 1 to 1099, expected at most 1,000: are these maps of labels?");
    }

    @Test
    void allEmptyIsNothingToScore() throws IOException {
        Files.delete(predictions.resolve("a_seg.nii.gz"));
        Files.delete(truths.resolve("a_truth.nii.gz"));
        map(truths.resolve("b.nii.gz"), GRID, 0, 0, 0);
        refused(1, "score: all label maps are empty, expected at least one label other than 0");
        assertEquals(0, score("--regions", "lesion=1").code());
    }
}
