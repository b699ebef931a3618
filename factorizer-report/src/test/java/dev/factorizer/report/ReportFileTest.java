package dev.factorizer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.models.evaluation.EvaluationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    private static final List<String> SECTIONS = List.of("headline", "cases", "gallery", "volume-section", "reliability", "volumes", "metrics",
            "training", "origin");
    @TempDir
    Path folder;

    private static boolean has(String page, String section) {
        return page.contains("<section id=\"" + section + "\"");
    }

    @Test
    void everythingIsInOneFile() throws IOException {
        SampleRun run = SampleRun.in(folder, 6);
        ReportSummary summary = run.report().write(folder.resolve("report.html"), progress -> { });
        String page = Files.readString(summary.file());
        assertEquals(6, summary.cases());
        assertEquals(6, summary.drawn());
        assertEquals(List.of(), summary.leftOut());
        assertEquals(Files.size(summary.file()), summary.bytes());
        assertTrue(summary.bytes() < 10_000_000, () -> "the page has " + summary.bytes() + " bytes");
        SECTIONS.forEach(section -> assertTrue(has(page, section), section));
        assertTrue(page.contains("Copyright (c) 2021, Niivue") && page.contains("Copyright (c) 2023 Arjun Barrett"), "the viewer's license");
        assertTrue(page.contains("rank 1: decoder.blocks.0, shift 0, head 1, component 4, share 70.0 %"), "component maps of the first case");
        assertTrue(page.contains("Components, ranked by overlap") && page.contains("whole: 0.25, 50 %"), "their ranking");
        assertEquals(1, page.split(Pattern.quote("Training: machine, versions"), -1).length - 1, "one fold");
        assertFalse(page.contains(SampleRun.HOSTILE), "a name became HTML");
        assertFalse(page.contains("core & <b>"), "a region became HTML");
        assertTrue(page.contains("name: &lt;sample&gt;"), "the recipe");
    }

    /** What train leaves unless one fold is asked for. */
    @Test
    void aCrossValidationShowsAllItsFolds() throws IOException {
        SampleRun run = SampleRun.in(folder, 2);
        Path second = Files.createDirectories(folder.resolve("run/fold_1"));
        for (String file : List.of("log.jsonl", "run.json")) {
            Files.copy(folder.resolve("run/fold_0").resolve(file), second.resolve(file));
        }
        Files.writeString(second.resolve("recipe.yaml"), "name: <longer>");
        String page = Files.readString(run.report().write(folder.resolve("report.html"), progress -> { }).file());
        assertTrue(page.contains("Training of fold 0: machine") && page.contains("Training of fold 1: machine"), "their machines");
        assertTrue(page.contains("Recipe of fold 0<") && page.contains("Recipe of fold 1<") && page.contains("name: &lt;longer&gt;"), "their recipes");
        assertTrue(page.contains("<i class=\"k1\"></i>fold 1"), "the key of the curves");
        assertTrue(page.contains("800 steps"), "the sum");
    }

    @Test
    void theSameCasesGiveTheSameBytes() throws IOException {
        Report report = SampleRun.in(folder, 3).report();
        ReportSummary first = report.write(folder.resolve("first.html"), progress -> { });
        ReportSummary second = report.write(folder.resolve("second.html"), progress -> { });
        assertEquals(-1, Files.mismatch(first.file(), second.file()));
    }

    /** Only the evaluation is required: what is missing is said, and the rest is there. */
    @Test
    void anEvaluationAloneIsEnough() throws IOException {
        EvaluationResult evaluation = SampleRun.in(folder, 4).evaluation();
        for (String part : List.of("predictions", "labels")) {
            try (Stream<Path> files = Files.list(folder.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        ReportSummary summary = Report.of(evaluation).write(folder.resolve("report.html"), progress -> { });
        String page = Files.readString(summary.file());
        SECTIONS.forEach(section -> assertEquals(List.of("headline", "cases", "volumes", "metrics", "origin").contains(section), has(page, section),
                section));
        assertEquals(0, summary.drawn());
        String said = String.join("\n", summary.leftOut());
        for (String part : List.of("images were not given", "prediction that is not there: that of 4 of 4 cases", "No entropy", "No probabilities",
                "training was not given", "Component maps")) {
            assertTrue(said.contains(part), () -> part + " is not said in: " + said);
        }
        assertTrue(summary.bytes() < 200_000, () -> "without a case the viewer is not needed: " + summary.bytes());
    }

    @Test
    void aFileThatWasChangedSinceIsNotShown() throws IOException {
        SampleRun run = SampleRun.in(folder, 3);
        Report report = run.report();
        Files.copy(folder.resolve("predictions/head-03_seg.nii.gz"), folder.resolve("predictions/head-01_seg.nii.gz"),
                StandardCopyOption.REPLACE_EXISTING);
        ReportSummary summary = report.write(folder.resolve("report.html"), progress -> { });
        assertEquals(2, summary.drawn());
        assertTrue(summary.leftOut().getFirst().contains("not the file that was evaluated"), summary.leftOut()::toString);
    }

    @Test
    void predictionsMayHaveMoved() throws IOException {
        SampleRun run = SampleRun.in(folder, 3);
        Report report = run.report();
        Files.move(folder.resolve("predictions"), folder.resolve("moved"));
        ReportSummary summary = report.withPredictions(folder.resolve("moved")).write(folder.resolve("report.html"), progress -> { });
        assertEquals(3, summary.drawn());
        assertEquals(List.of(), summary.leftOut());
    }

    @Test
    void referencesMayHaveMoved() throws IOException {
        SampleRun run = SampleRun.in(folder, 3);
        Report report = run.report();
        Files.move(folder.resolve("labels"), folder.resolve("moved"));
        assertEquals(0, report.write(folder.resolve("report.html"), progress -> { }).drawn());
        ReportSummary summary = report.withReferences(folder.resolve("moved")).write(folder.resolve("report.html"), progress -> { });
        assertEquals(3, summary.drawn());
        assertEquals(List.of(), summary.leftOut());
        assertThrows(MalformedFileException.class, () -> report.withReferences(folder.resolve("none")).write(folder.resolve("r.html"), progress -> { }));
    }

    @Test
    void aCaseWithoutAnImageIsSaidWithTheNearestId() throws IOException {
        SampleRun run = SampleRun.in(folder, 3);
        List<DataCase> others = run.images().stream().map(one -> new DataCase(one.id().replace("head-01", "heads-01"), one.id(), one.part(),
                one.id().equals("head-01") ? List.of(folder.resolve("images/other.nii.gz")) : one.images(), one.label(), one.fold())).toList();
        ReportSummary summary = run.report().withImages(others).write(folder.resolve("report.html"), progress -> { });
        assertEquals(2, summary.drawn());
        assertEquals("The data set has no image (the id \"heads-01\" is nearest), by its id or the name of its first file, of 1 of 3 cases, such as head-01.",
                summary.leftOut().getFirst());
    }

    @Test
    void aDamagedVolumeCostsItsCaseAndNoMore() throws IOException {
        SampleRun run = SampleRun.in(folder, 3);
        Report report = run.report();
        Files.write(folder.resolve("images/head-03.nii.gz"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("predictions/head-01_entropy.nii.gz"), new byte[] {1, 2, 3});
        ReportSummary summary = report.withSettings(ReportSettings.DEFAULT.withShownCase("head-01")).write(folder.resolve("report.html"), progress -> { });
        assertEquals(2, summary.drawn());
        String said = String.join("\n", summary.leftOut());
        assertTrue(said.contains("Pictures of head-03: ") && said.contains("Uncertainty of head-01: ") && said.contains("The viewer: "), said);
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        SampleRun run = SampleRun.in(folder, 1);
        Path file = folder.resolve("report.html");
        Report report = run.report();
        assertThrows(MalformedFileException.class, () -> report.withRun(folder.resolve("none")).write(file, progress -> { }));
        assertThrows(MalformedFileException.class, () -> report.withPredictions(folder.resolve("none")).write(file, progress -> { }));
        assertThrows(MalformedFileException.class, () -> report.withComponents(folder.resolve("none")).write(file, progress -> { }));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> report.withSettings(
                ReportSettings.DEFAULT.withShownCase("nobody")).write(file, progress -> { }));
        assertTrue(e.getMessage().contains("there is no case \"nobody\"") && e.getMessage().contains("head-01"), e.getMessage());
        Path read = folder.resolve("images/head-01.nii.gz");
        assertThrows(IOException.class, () -> report.write(read, progress -> { }));
        assertTrue(Files.size(read) > 1000);
        assertFalse(Files.exists(file));
    }

    @Test
    void settingsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> ReportSettings.DEFAULT.withTitle(" "));
        assertThrows(IllegalArgumentException.class, () -> ReportSettings.DEFAULT.withGallery(-1, 12));
        assertThrows(IllegalArgumentException.class, () -> ReportSettings.DEFAULT.withGallery(12, 101));
        assertThrows(IllegalArgumentException.class, () -> ReportSettings.DEFAULT.withChannel(-1));
        assertThrows(IllegalArgumentException.class, () -> ReportSettings.DEFAULT.withComponents(21));
        assertThrows(IllegalArgumentException.class, () -> ReportSettings.DEFAULT.withBytes(1000));
        assertThrows(IllegalArgumentException.class, () -> new ReportSettings.Window(1, 1));
    }
}
