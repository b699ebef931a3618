package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.createDirectories(folder.resolve("images"));
            Files.createDirectories(folder.resolve("labels"));
            TinyCase.scan(folder.resolve("images/case" + i + ".nii.gz"), i);
            TinyCase.truth(folder.resolve("labels/case" + i + ".nii.gz"), 100 + 10 * i);
        }
    }

    @Test
    void aGoodDataSetIsDescribed() throws IOException {
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of("check", folder, "--output", json);
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(folder.getFileName() + ": pair of folders, " + folder, lines.get(0));
        assertEquals("cases: 3 training, 0 validation, 0 test", lines.get(1));
        assertEquals("channels: not named", lines.get(2));
        assertEquals("labels: not named", lines.get(3));
        assertEquals("folds: none", lines.get(4));
        assertEquals("voxels: 11×9×7 to 11×9×7, median 11×9×7", lines.get(5));
        assertEquals("spacing: median 1.50×2.50×3 mm; axes: LPS in 3 cases", lines.get(6));
        assertTrue(lines.get(7).startsWith("channel 0: mean "), lines.get(7));
        assertEquals("label 1: in 3 cases, 1.13 to 1.35 ml, median 1.24, 15.9 % of the image", lines.get(9));
        assertEquals(List.of("labels lie in boxes of at most 2×9×7 voxels; without what is 0, 100 % of an image is left", "",
                "found 0 faults", "written: " + json), lines.subList(10, 14));
        JsonNode tree = new JsonMapper().readTree(json.toFile());
        assertEquals("folders", tree.get("form").textValue());
        assertEquals(3, tree.get("caseFingerprints").size());
        assertEquals(0, tree.get("problems").size());
        assertEquals(1.5, tree.at("/fingerprint/medianSpacing/0").doubleValue());
        assertEquals(2, tree.at("/fingerprint/intensities").size());
    }

    @Test
    void theOptionIsAsGoodAsThePosition() {
        assertEquals(CommandRun.of("check", folder), CommandRun.of("check", "--cases", folder));
    }

    @Test
    void allProblemsAreListedTogetherByKind() throws IOException {
        Files.delete(folder.resolve("labels/case0.nii.gz"));
        Files.writeString(folder.resolve("images/case1.nii.gz"), "<html>");
        TinyCase.truth(folder.resolve("labels/case2.nii.gz"), 0);
        Files.createFile(folder.resolve("images/._case2.nii.gz"));
        CommandRun run = CommandRun.of("check", folder);
        assertEquals(1, run.code(), run.err());
        String problems = run.out().substring(run.out().indexOf("\nthe list of cases"));
        String expected = """

                the list of cases: 1 fault
                  FOLDER/images/case0.nii.gz: has no label of the same name in FOLDER/labels

                files that can't be read: 1 fault
                  FOLDER/images/case1.nii.gz: is an HTML page""".replace("FOLDER", folder.toString());
        assertTrue(problems.startsWith(expected), problems);
        assertTrue(problems.contains("\n\nempty foreground: 1 warning\n  warning: " + folder.resolve("labels/case2.nii.gz")
                + ": no voxel has a label above 0"), problems);
        assertTrue(problems.endsWith("\n\nfiles that were left out: 1 warning\n  warning: 1 hidden file was left out, such as "
                + folder.resolve("images/._case2.nii.gz") + "\n\nfound 2 faults, 2 warnings\n"), problems);
        assertTrue(run.err().contains("factorizer: " + folder + ": 2 problems were found, the first one: "), run.err());
    }

    @Test
    void warningsFailOnlyWhereThatIsAskedFor() throws IOException {
        TinyCase.truth(folder.resolve("labels/case2.nii.gz"), 0);
        assertEquals(0, CommandRun.of("check", folder).code());
        assertEquals(1, CommandRun.of("check", folder, "--strict").code());
        CommandRun quick = CommandRun.of("check", folder, "--strict", "--quick");
        assertEquals(0, quick.code(), quick.out());
        assertFalse(quick.out().contains("mean"), quick.out());
    }

    @Test
    void ofManyProblemsSomeAreShown() throws IOException {
        for (int i = 3; i < 30; i++) {
            TinyCase.scan(folder.resolve("images/case" + (100 + i) + ".nii.gz"), i);
        }
        CommandRun run = CommandRun.of("check", folder, "--quick");
        assertTrue(run.out().contains("the list of cases: 27 faults\n") && run.out().contains("  and 7 more; \"factorizer check DATA --output FILE\" writes all\n"),
                run.out());
    }

    private void refused(int code, String complaint, Object... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertEquals(code, run.code(), run.err());
        assertTrue(run.complaint().startsWith("factorizer: " + complaint), run.err());
    }

    @Test
    void mistakesAreSaidInOneLine() throws IOException {
        Path none = folder.resolve("none");
        refused(1, none + ": does not exist, expected a folder with a data set, or a list of one in JSON", "check", none);
        refused(1, folder.resolve("images/case0.nii.gz") + ": is not a data list in JSON", "check", folder.resolve("images/case0.nii.gz"));
        refused(1, Files.createDirectory(none) + ": is no data set, expected one of: list of the Medical Segmentation Decathlon", "check", none);
        refused(1, "--output " + none + ": cannot be written", "check", folder, "--output", none);
        refused(2, "found no data set, expected one by position or behind --cases", "check");
        refused(2, "found " + folder + " and --cases, expected one of them", "check", folder, "--cases", folder);
        refused(2, "--channels a,a: expected different names", "check", folder, "--channels", "a,a");
        Path list = Files.writeString(folder.resolve("list.json"), "{\"test\": [\"../x.nii.gz\"]}");
        refused(1, list + ": test[0] is \"../x.nii.gz\", which leads out of the base folder " + folder, "check", list);
        assertEquals(1, CommandRun.of("check", list, "--allow-outside").code(), "read, but the file is missing");
        CommandRun based = CommandRun.of("check", Files.writeString(list, "{\"test\": [\"case0.nii.gz\"]}"), "--base", folder.resolve("images"));
        assertTrue(based.out().contains("cases: 0 training, 0 validation, 1 test"), based.out());
    }

    private static List<Integer> folds(Path list) throws IOException {
        return StreamSupport.stream(new JsonMapper().readTree(list.toFile()).get("training").spliterator(), false)
                .map(one -> one.get("fold").intValue()).toList();
    }

    @Test
    void aListWithFoldsIsWrittenAndReadAgain() throws IOException {
        for (int i = 3; i < 10; i++) {
            TinyCase.scan(folder.resolve("images/case" + i + ".nii.gz"), i);
            TinyCase.truth(folder.resolve("labels/case" + i + ".nii.gz"), 100 + 10 * i);
        }
        Path list = folder.resolve("list.json");
        CommandRun run = CommandRun.of("check", folder, "--datalist", list, "--folds", 5);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().endsWith("written: " + list + "\n"), run.out());
        List<Integer> drawn = folds(list);
        assertEquals(List.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4), drawn.stream().sorted().toList());
        CommandRun again = CommandRun.of("check", list, "--quick");
        assertTrue(again.out().contains("folds: 5, for validation 2, 2, 2, 2, 2 cases"), again.out());
        CommandRun.of("check", folder, "--datalist", list, "--folds", 5, "--seed", 7);
        assertNotEquals(drawn, folds(list));
        assertEquals(0, CommandRun.of("check", folder, "--datalist", list, "--folds", 2, "--stratify", "1").code());
        List<Integer> stratified = folds(list);
        for (int i = 0; i < 10; i += 2) {
            assertEquals(1, stratified.get(i) + stratified.get(i + 1), "each of the five bins has two cases, one for each fold");
        }
        Files.delete(folder.resolve("labels/case4.nii.gz"));
        Path other = folder.resolve("other.json");
        assertEquals(1, CommandRun.of("check", folder, "--datalist", other).code());
        assertFalse(Files.exists(other), "of a data set with faults nothing is made");
        refused(2, "--folds 3: found no --datalist that they would be written to", "check", folder, "--folds", 3);
        refused(2, "--folds 1: expected 2 to 100", "check", folder, "--folds", 1);
        refused(2, "--stratify: found no --folds that it belongs to", "check", folder, "--datalist", other, "--stratify", 1);
        refused(2, "--stratify: volumes are not known with --quick", "check", folder, "--datalist", other, "--folds", 2, "--stratify", 1,
                "--quick");
        Path image = folder.resolve("images/case0.nii.gz");
        refused(1, image + ": is also read; choose another name", "check", folder, "--datalist", image);
    }

    @Test
    void copiesAreNotDividedBetweenFolds() throws IOException {
        TinyCase.scan(folder.resolve("images/case2.nii.gz"), 0);
        Path list = folder.resolve("list.json");
        CommandRun run = CommandRun.of("check", folder, "--datalist", list, "--folds", 3);
        assertEquals(1, run.code(), run.err());
        List<String> lines = run.err().lines().dropWhile(line -> !line.startsWith("factorizer: ")).toList();
        assertTrue(lines.getFirst().contains(list + ": would have the same on both sides of a fold; leave one of both out"), run.err());
        assertTrue(lines.get(1).contains("case2.nii.gz: has the same voxels as " + folder.resolve("images/case0.nii.gz")), run.err());
        assertFalse(Files.exists(list));
    }
}
