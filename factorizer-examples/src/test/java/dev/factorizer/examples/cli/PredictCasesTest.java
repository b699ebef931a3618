package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

/** Many scans in one call. */
class PredictCasesTest {
    @TempDir
    private Path folder;
    private Path bundle;
    private Path images;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        images = Files.createDirectories(folder.resolve("scans"));
        TinyCase.scan(images.resolve("one.nii.gz"), 1);
        TinyCase.scan(images.resolve("two.nii"), 2);
        output = folder.resolve("out");
    }

    private CommandRun predict(Object... more) {
        return CommandRun.of(Stream.concat(Stream.of("predict", "--model", bundle, "--output", output), Stream.of(more)).toArray());
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void eachCaseOfAFolderGetsTheResultItGetsAlone() throws IOException {
        CommandRun run = predict("--cases", images, "--probabilities");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("one_probabilities.nii.gz", "one_seg.json", "one_seg.nii.gz", "two_probabilities.nii.gz", "two_seg.json",
                "two_seg.nii.gz"), names(output));
        assertTrue(run.out().contains("case one\nlesion: ") && run.out().endsWith("segmented 2 of 2 cases\n"), run.out());
        byte[] labels = Files.readAllBytes(output.resolve("two_seg.nii.gz"));
        output = folder.resolve("alone");
        assertEquals(0, predict("--input", images.resolve("two.nii")).code());
        assertArrayEquals(labels, Files.readAllBytes(output.resolve("two_seg.nii.gz")));
    }

    @Test
    void aCaseThatFailsIsReportedAtTheEnd() throws IOException {
        Files.writeString(images.resolve("bad.nii.gz"), "no image");
        Volumes.write(new Volume(TinyCase.GRID, 1, new float[TinyCase.GRID.voxels()]), images.resolve("narrow.nii"));
        CommandRun run = predict("--cases", images);
        assertEquals(1, run.code());
        assertTrue(run.out().endsWith("segmented 2 of 4 cases\n"), run.out());
        assertEquals(List.of("one_seg.json", "one_seg.nii.gz", "two_seg.json", "two_seg.nii.gz"), names(output));
        List<String> failures = run.err().lines().filter(line -> line.startsWith("factorizer: case")).toList();
        assertEquals(2, failures.size(), run.err());
        assertTrue(failures.get(0).startsWith("factorizer: case bad: " + images.resolve("bad.nii.gz") + ": "), run.err());
        assertTrue(failures.get(1).startsWith("factorizer: case narrow: ") && failures.get(1).contains("the scan has 1 channel, expected 2"),
                run.err());
    }

    @Test
    void aFoldOfAListWithChannelsInFiles() throws IOException {
        float[] voxels = new float[TinyCase.GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i % 100;
        }
        Volumes.write(new Volume(TinyCase.GRID, 1, voxels), folder.resolve("a.nii"));
        Volumes.write(new Volume(new Grid(6, 5, 4, TinyCase.GRID.affine().multiply(Affine.diagonal(2, 2, 2))), 1, new float[120]),
                folder.resolve("b.nii"));
        Path list = Files.writeString(folder.resolve("list.json"), """
                {"training": [{"id": "p/1", "image": ["a.nii", "a.nii"], "fold": 0}, {"id": "p/2", "image": ["a.nii", "b.nii"], "fold": 1}]}""");
        assertEquals(0, predict("--cases", list, "--fold", 0).code());
        assertEquals(List.of("p_1_seg.json", "p_1_seg.nii.gz"), names(output));
        CommandRun refused = predict("--cases", list, "--fold", 1);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("factorizer: case p/2: " + folder.resolve("b.nii") + ": has 6×5×4 voxels, expected 11×9×7 as in "
                + folder.resolve("a.nii") + "; channels must lie on one grid, so resample one, for example by --resample"), refused.err());
        CommandRun run = predict("--cases", list, "--fold", 1, "--resample");
        assertEquals(0, run.code(), run.err());
        String warning = folder.resolve("b.nii") + ": its 6×5×4 voxels were resampled onto the grid of " + folder.resolve("a.nii")
                + ", 11×9×7 voxels";
        assertTrue(run.err().contains("factorizer: warning: " + warning), run.err());
        assertTrue(Files.readString(output.resolve("p_2_seg.json")).contains(warning));
        assertEquals(0, predict("--input", folder.resolve("a.nii"), folder.resolve("b.nii"), "--resample").code());
    }

    private void refused(int code, String complaint, Object... more) {
        CommandRun run = predict(more);
        assertEquals(code, run.code(), run.err());
        assertTrue(run.complaint().startsWith("factorizer: " + complaint), run.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void mistakesAreSaidInOneLine() throws IOException {
        refused(2, "found no scan, expected files, a folder of them, or --cases");
        assertTrue(CommandRun.of("predict", "--output", output, "--model", bundle, images).complaint()
                .contains("or --cases; scans stand before --model, which takes all names behind it"));
        refused(2, "found the scan x and --input, expected one of them", "--input", images.resolve("one.nii.gz"), "--resume", "x");
        refused(2, "found a scan and --cases, expected one of them", "--cases", images, "--input", images.resolve("one.nii.gz"));
        refused(2, "--fold 1: found no data set that it belongs to", "--fold", 1, "--input", images.resolve("one.nii.gz"));
        refused(1, folder.resolve("none") + ": does not exist, expected a folder with a data set", "--cases", folder.resolve("none"));
        Path list = Files.writeString(folder.resolve("list.json"), """
                {"test": [{"id": "p/A", "image": "scans/one.nii.gz"}, {"id": "p_a", "image": "scans/two.nii"}]}""");
        refused(1, "cases p/A and p_a would both be written as p_a_seg.nii.gz; give them different ids", "--cases", list);
        Files.writeString(list, "{\"test\": []}");
        refused(1, list + ": found no case, expected at least one", "--cases", list);
    }

    private CommandRun positional(Path scans, Object... more) {
        return CommandRun.of(Stream.concat(Stream.of("predict", scans, "--model", bundle, "--output", output), Stream.of(more)).toArray());
    }

    @Test
    void aFolderOfScansIsSegmentedWithTheNamesOfItsFiles() throws IOException {
        Files.createFile(images.resolve("._one.nii.gz"));
        Files.createFile(images.resolve("notes.txt"));
        float[] channel = new float[TinyCase.GRID.voxels()];
        for (int i = 0; i < channel.length; i++) {
            channel[i] = i % 100;
        }
        for (String name : List.of("p1_0000", "p1_0001", "year_2019")) {
            Volumes.write(new Volume(TinyCase.GRID, 1, channel), images.resolve(name + ".nii.gz"));
        }
        TinyCase.scan(images.resolve("year_2020.nii"), 1);
        Files.delete(images.resolve("year_2019.nii.gz"));
        CommandRun run = positional(images);
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("one_seg.json", "one_seg.nii.gz", "p1_seg.json", "p1_seg.nii.gz", "two_seg.json", "two_seg.nii.gz",
                "year_2020_seg.json", "year_2020_seg.nii.gz"), names(output));
        assertTrue(run.out().endsWith("segmented 4 of 4 cases\n"), run.out());
        byte[] labels = Files.readAllBytes(output.resolve("p1_seg.nii.gz"));
        output = images;
        assertEquals(0, positional(images).code());
        assertArrayEquals(labels, Files.readAllBytes(images.resolve("p1_seg.nii.gz")));
        run = positional(images);
        assertTrue(run.out().endsWith("segmented 4 of 4 cases\n"), "results are no scans: " + run.out());
        Files.delete(images.resolve("p1_0001.nii.gz"));
        Files.copy(images.resolve("p1_0000.nii.gz"), images.resolve("p1_0002.nii.gz"));
        Files.createFile(images.resolve("one.nrrd"));
        output = folder.resolve("others");
        run = positional(images);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("case p1: " + images + ": the case p1 has the channels [0, 2], expected 0 to 1 as the model"), run.err());
        assertTrue(run.err().contains("cases one.nii.gz and one.nrrd would both be written as one_seg.nii.gz; give them different ids"), run.err());
        assertTrue(run.out().endsWith("segmented 3 of 5 cases\n"), run.out());
    }

    @Test
    void eachCaseHasItsOutcome() throws IOException {
        assertEquals(0, positional(images.resolve("one.nii.gz")).code());
        Files.writeString(images.resolve("damaged.nii"), "x");
        CommandRun run = positional(images, "--resume", "--json");
        assertEquals(1, run.code(), run.err());
        JsonNode result = new JsonMapper().readTree(run.out()).get("result");
        assertEquals(List.of("damaged.nii failed", "one.nii.gz skipped", "two.nii done"), result.get("cases").valueStream()
                .map(one -> one.get("name").textValue() + " " + one.get("status").textValue()).toList());
        assertTrue(result.get("cases").get(0).get("sentence").textValue().contains("damaged.nii"), run.out());
        assertEquals(List.of(1, 1, 1), Stream.of("segmented", "skipped", "failed").map(key -> result.get(key).intValue()).toList());
        JsonNode single = new JsonMapper().readTree(positional(images.resolve("damaged.nii"), "--json").out()).get("result");
        assertEquals("failed", single.get("cases").get(0).get("status").textValue());
        assertEquals(List.of(0, 0, 1), Stream.of("segmented", "skipped", "failed").map(key -> single.get(key).intValue()).toList());
    }

    @Test
    void whatIsDoneIsLeftOut() throws IOException {
        assertEquals(0, positional(images).code());
        Object made = Files.getLastModifiedTime(output.resolve("one_seg.nii.gz"));
        TinyCase.scan(images.resolve("three.nii"), 3);
        CommandRun run = positional(images, "--resume");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("case three.nii\n") && run.out().endsWith("skipped 2 of 3 cases that are done already\nsegmented 1 of 1"
                + " cases\n"), run.out());
        assertEquals(made, Files.getLastModifiedTime(output.resolve("one_seg.nii.gz")));
        assertTrue(positional(images.resolve("one.nii.gz"), "--resume").out().contains("skipped 1 of 1 scans"));
        // Another scan under the same name, other settings, a volume that is missing and a damaged record are done again.
        TinyCase.scan(images.resolve("two.nii"), 5);
        Files.writeString(output.resolve("three_seg.json"), "{");
        assertTrue(positional(images, "--resume").out().endsWith("skipped 1 of 3 cases that are done already\nsegmented 2 of 2 cases\n"));
        assertTrue(positional(images, "--resume", "--flips", "x").out().contains("skipped 0 of 3"));
        assertTrue(positional(images, "--resume", "--flips", "x").out().contains("skipped 3 of 3"));
        assertTrue(positional(images, "--resume").out().contains("skipped 0 of 3"));
        assertTrue(positional(images, "--resume", "--probabilities").out().contains("skipped 0 of 3"));
        Files.delete(output.resolve("two_probabilities.nii.gz"));
        assertTrue(positional(images, "--resume", "--probabilities").out().contains("skipped 2 of 3"));
        TinyModel.write(folder.resolve("other"));
        Files.move(bundle, folder.resolve("moved.bundle"));
        bundle = folder.resolve("moved.bundle");
        assertTrue(positional(images, "--resume", "--probabilities").out().contains("skipped 3 of 3"), "the same model elsewhere");
        assertTrue(positional(images, "--resume", "--probabilities", "--iterations", 1).out().contains("skipped 0 of 3"));
    }

    @Test
    void noResultIsWrittenOverTheScanOfAnotherCase() throws IOException {
        Files.move(images.resolve("two.nii"), images.resolve("one_seg.nii"));
        TinyCase.scan(images.resolve("one_seg.nii.gz"), 3);
        Files.delete(images.resolve("one_seg.nii"));
        output = images;
        byte[] before = Files.readAllBytes(images.resolve("one_seg.nii.gz"));
        CommandRun run = predict("--cases", images);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("factorizer: case one: " + images.resolve("one_seg.nii.gz") + ": is also read; choose another name"),
                run.err());
        assertArrayEquals(before, Files.readAllBytes(images.resolve("one_seg.nii.gz")));
    }
}
