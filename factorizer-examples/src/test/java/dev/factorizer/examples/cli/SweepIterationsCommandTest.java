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
import dev.factorizer.models.metrics.Dice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepIterationsCommandTest {
    @TempDir
    private Path folder;
    private Path bundle;
    private Path cases;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        cases = Files.createDirectories(folder.resolve("cases"));
        Files.createDirectories(cases.resolve("b"));
        TinyCase.scan(cases.resolve("one.nii.gz"), 1);
        TinyCase.truth(cases.resolve("one_truth.nii.gz"), 300);
        TinyCase.scan(cases.resolve("b/two.nii"), 2);
        TinyCase.truth(cases.resolve("b/two_truth.nii.gz"), 500);
        output = folder.resolve("out");
    }

    private CommandRun sweep(Object... more) {
        return CommandRun.of(Stream.concat(Stream.of("sweep-iterations", "--model", bundle, "--output", output), Stream.of(more)).toArray());
    }

    private JsonNode record() throws IOException {
        return new JsonMapper().readTree(output.resolve("sweep.json").toFile());
    }

    private List<String> variants() throws IOException {
        return record().get("variants").valueStream().map(one -> one.get("name").textValue()).toList();
    }

    @Test
    void theTableOfFewerIterations() throws IOException {
        CommandRun run = sweep("--cases", cases, "--iterations", "5,1,0,1");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("T = 5", "T = 1", "T = 0"), variants());
        List<String> lines = Files.readAllLines(output.resolve("sweep.csv"));
        assertEquals("variant,iterations,region,cases,dice,agreement,seconds", lines.getFirst());
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).matches("T = 5,5,lesion,2,0\\.\\d{6},1\\.000000,\\d+\\.\\d{6}"), lines.get(1));
        JsonNode cells = record().get("variants").get(0).get("regions").get(0);
        assertEquals(expected(), cells.get("dice").doubleValue(), 1e-12);
        assertEquals("b/two", record().get("cases").get(0).get("name").textValue());
        assertEquals(2, record().get("repeats").intValue());
        assertTrue(run.out().lines().findFirst().orElseThrow().matches("variant +region +Dice +agreement +s per case"), run.out());
        assertTrue(run.out().contains("written: " + output.resolve("sweep.png")), run.out());
        assertTrue(run.err().contains("run 15 of 15") && !run.out().contains("run 15"), run.err());
        List<String> rows = Files.readAllLines(output.resolve("sweep_cases.csv"));
        assertEquals("variant,case,region,dice,hd95 (mm),volume (ml),target-volume (ml)", rows.getFirst());
        assertEquals(1 + 3 * 2, rows.size());
        assertTrue(rows.get(1).startsWith("T = 5,b/two,lesion,0."), rows.get(1));
        JsonNode mean = record().get("variants").get(0).get("means").get(0);
        assertEquals("dice", mean.get("metric").textValue());
        assertEquals(expected(), mean.get("mean").doubleValue(), 1e-12);
        assertEquals(2, mean.get("caseCount").intValue());
        assertTrue(mean.get("lower").doubleValue() <= mean.get("mean").doubleValue());
        assertEquals(10_000, record().get("intervals").get("repetitions").intValue());
        assertEquals("Hausdorff distance, percentile 95, over boundary voxels, the larger of both directions; both masks empty: 0; only"
                + " the target: the diagonal of the image; only the prediction: the diagonal of the image",
                record().get("metrics").get(1).get("definition").textValue());
        assertTrue(run.err().contains("factorizer: warning: fewer than 50 cases"), run.out());
        assertTrue(run.out().contains("dice: Dice; both masks empty: 1; only the target: 0"), run.out());
        assertEquals(800, ImageIO.read(output.resolve("sweep.png").toFile()).getWidth());
    }

    /** What "predict" writes, compared with the truth. */
    private double expected() throws IOException {
        double sum = 0;
        for (String name : List.of("one.nii.gz", "b/two.nii")) {
            Path image = cases.resolve(name);
            assertEquals(0, CommandRun.of("predict", "--model", bundle, "--input", image, "--output", folder.resolve("predicted")).code());
            String stem = image.getFileName().toString().replaceFirst("\\.nii.*", "");
            sum += new Dice().of(Volumes.read(folder.resolve("predicted/" + stem + "_seg.nii.gz")).voxels(),
                    Volumes.read(image.resolveSibling(stem + "_truth.nii.gz")).voxels()) / 2;
        }
        assertTrue(sum > 0);
        return sum;
    }

    @Test
    void casesCanBeNamedOneByOne() throws IOException {
        Files.createFile(Files.createDirectories(output).resolve("sweep.png"));
        assertEquals(0, sweep("--cases", cases, "--repeat", 1, "--iterations", 5).code());
        String table = Files.readString(output.resolve("sweep.csv")).replaceAll(",[^,\n]*\n", "\n");
        assertFalse(Files.exists(output.resolve("sweep.png")), "a curve of one point");
        output = folder.resolve("other");
        CommandRun run = sweep("--input", cases.resolve("b/two.nii"), "--truth", cases.resolve("b/two_truth.nii.gz"),
                "--input", cases.resolve("one.nii.gz"), "--truth", cases.resolve("one_truth.nii.gz"), "--repeat", 1,
                "--iterations", 5);
        assertEquals(0, run.code(), run.err());
        assertEquals(table, Files.readString(output.resolve("sweep.csv")).replaceAll(",[^,\n]*\n", "\n"));
        assertEquals(List.of("two.nii", "one.nii.gz"), record().get("cases").findValuesAsText("name"));
    }

    private void refused(int code, String complaint, Object... more) {
        CommandRun run = sweep(more);
        assertEquals(code, run.code(), run.err() + run.out());
        assertTrue(run.complaint().startsWith("factorizer: " + complaint), run.err());
        assertFalse(Files.exists(output), "nothing was written");
    }

    @Test
    void mistakesAreSaidInOneLine() throws IOException {
        Path image = cases.resolve("one.nii.gz");
        Path truth = cases.resolve("one_truth.nii.gz");
        refused(2, "found no case, expected a data set, or --input with --truth");
        refused(2, "--input " + image + ": found no --truth that belongs to it, expected one behind it", "--input", image);
        refused(2, "--input " + image + ": found no --truth", "--input", image, "--truth", truth, "--input", image);
        refused(2, "--truth " + truth + ": found 2 files, expected one with all regions", "--input", image, "--truth", truth, truth);
        refused(2, "--input: found no file, expected one behind it", "--input", "--truth", truth);
        refused(2, "--truth \"\": it is empty", "--input", image, "--truth", "");
        refused(2, "there is no option \"--trut\"; did you mean --truth?", "--input", image, "--trut", truth);
        refused(2, "--truth " + truth + ": found no --input that belongs to it", "--truth", truth);
        refused(2, "--iterations -1: expected 0 or more", "--cases", cases, "--iterations=5,-1");
        refused(2, "invalid value for option '--iterations' (N): 'x' is not a whole number", "--cases", cases, "--iterations", "3,x");
        refused(2, "--iterations 5000: expected at most 1000", "--cases", cases, "--iterations", "5000");
        refused(2, "--overlap 0.95: expected 0 to 0.9", "--cases", cases, "--overlap", "0.95");
        refused(2, "--repeat 0: expected 1 or more", "--cases", cases, "--repeat", 0);
        refused(2, "--metrics hd95,dise: metrics: \"dise\" is unknown, expected some of dice, hd95", "--cases", cases, "--metrics",
                "hd95,dise");
        refused(2, "--metrics nsd@-1: metrics: \"nsd@-1\" is unknown", "--cases", cases, "--metrics", "nsd@-1");
        refused(2, "--truth-labels nestd: expected one of exclusive, nested; did you mean nested?", "--cases", cases, "--truth-labels",
                "nestd");
        refused(2, "--fold 0: found no data set that it belongs to", "--fold", 0, "--input", image, "--truth", truth);
        refused(2, "--fold -1: expected 0 or more", "--fold", -1, "--cases", cases);
        refused(2, "invalid value for option '--fold': it is no number; \"train --all-cases\" is", "--fold", "all", "--cases", cases);
        refused(2, "found " + cases + " and --cases, expected one of them", cases, "--cases", cases);
        refused(1, "data list cases: there is no fold 0, expected a list with folds", "--cases", cases, "--fold", 0);
        refused(1, cases.resolve("c") + ": does not exist, expected a folder with a data set", "--cases", cases.resolve("c"));
        refused(1, image + ": is not a data list in JSON", "--cases", image);
        refused(1, cases.resolve("c") + ": is no data set, expected one of: list of the Medical Segmentation Decathlon", "--cases",
                Files.createDirectories(cases.resolve("c")));
        Path none = folder.resolve("none.nii");
        Path nor = folder.resolve("nor.nii");
        refused(1, "--input " + none + ", --truth " + nor + ": do not exist", "--input", none, "--truth", nor);
        refused(1, none + ": does not exist", "--input", image, "--truth", none);
    }

    @Test
    void allThatIsWrongWithADataSetIsSaidBeforeANetworkRuns() throws IOException {
        Path alone = TinyCase.truth(cases.resolve("b/three_truth.nii"), 1);
        Path other = cases.resolve("four.nii.gz");
        Volumes.write(new Volume(new Grid(11, 9, 6, TinyCase.GRID.affine()), 2, new float[2 * 11 * 9 * 6]), other);
        TinyCase.truth(cases.resolve("four_truth.nii.gz"), 100);
        Path hole = cases.resolve("five.nii.gz");
        float[] voxels = new float[2 * TinyCase.GRID.voxels()];
        Arrays.fill(voxels, 1);
        voxels[77] = Float.NaN;
        Volumes.write(new Volume(TinyCase.GRID, 2, voxels), hole);
        float[] labels = new float[TinyCase.GRID.voxels()];
        Arrays.fill(labels, 0, 12, 4);
        Volumes.write(new Volume(TinyCase.GRID, 1, labels), cases.resolve("five_truth.nii.gz"));
        CommandRun run = sweep("--cases", cases);
        assertEquals(1, run.code(), run.err());
        List<String> lines = run.err().lines().dropWhile(line -> !line.startsWith("factorizer: ")).toList();
        assertEquals(5, lines.size(), run.err());
        assertEquals("  " + cases.resolve("five_truth.nii.gz") + ": has the values 4 (12 voxels), expected only these: 0"
                + " background, 1 lesion", lines.get(3));
        assertTrue(lines.get(4).startsWith("  " + hole + ": voxel ") && lines.get(4).contains(" is NaN, expected finite numbers"), lines.get(4));
        assertEquals("factorizer: " + cases + ": can't be used as it is:", lines.get(0));
        assertEquals("  " + alone.resolveSibling("three.nii.gz") + ": does not exist", lines.get(1));
        assertTrue(lines.get(2).startsWith("  " + cases.resolve("four_truth.nii.gz") + ": has 11×9×7 voxels, expected 11×9×6 as in " + other),
                lines.get(2));
        assertFalse(Files.exists(output), "nothing was written");
    }

    @Test
    void aTruthOnAnotherGridIsResampledWhereThatIsAskedFor() throws IOException {
        Grid half = new Grid(22, 9, 7, TinyCase.GRID.affine().multiply(Affine.diagonal(0.5, 1, 1)));
        float[] labels = new float[half.voxels()];
        Arrays.fill(labels, labels.length - 600, labels.length, 1);
        Path truth = folder.resolve("fine_truth.nii.gz");
        Volumes.write(new Volume(half, 1, labels), truth);
        Path image = cases.resolve("one.nii.gz");
        refused(1, truth + ": found 22×9×7 voxels at", "--input", image, "--truth", truth);
        CommandRun run = sweep("--input", image, "--truth", truth, "--resample", "--repeat", 1);
        assertEquals(0, run.code(), run.err());
        Path same = TinyCase.truth(folder.resolve("same_truth.nii.gz"), 315);
        double fine = record().at("/variants/0/regions/0/dice").doubleValue();
        output = folder.resolve("same");
        assertEquals(0, sweep("--input", image, "--truth", same, "--repeat", 1).code());
        assertEquals(record().at("/variants/0/regions/0/dice").doubleValue(), fine, 0.05);
    }

    @Test
    void aFoldOfAListIsEvaluated() throws IOException {
        Path list = Files.writeString(folder.resolve("list.json"), """
                {"training": [{"image": "cases/one.nii.gz", "label": "cases/one_truth.nii.gz", "fold": 1},
                {"image": "cases/b/two.nii", "label": "cases/b/two_truth.nii.gz", "fold": 0}], "test": ["cases/none.nii"]}""");
        CommandRun run = sweep(list, "--fold", 1, "--repeat", 1, "--overlap", 0.25);
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("T = 5", "T = 4", "T = 3", "T = 2", "T = 1", "T = 0"), variants(), "all, where none is named");
        assertEquals(0.25, record().at("/windows/overlap").doubleValue());
        assertEquals(List.of("one"), record().get("cases").findValuesAsText("name"));
    }
}
