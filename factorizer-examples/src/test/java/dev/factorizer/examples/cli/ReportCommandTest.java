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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final Grid GRID = new Grid(12, 10, 8, Affine.diagonal(2, 2, 2));

    @TempDir
    private Path folder;
    private Path evaluation;
    private Path page;

    @BeforeEach
    void evaluate() throws IOException {
        page = folder.resolve("report.html");
        evaluation = folder.resolve("evaluation");
        for (String name : new String[] {"a", "b"}) {
            write("images", name, 4, 9, 100);
            write("labels", name, 4, 9, 1);
            write("found", name, name.equals("a") ? 5 : 8, 9, 1);
        }
        CommandRun run = CommandRun.of("evaluate", folder.resolve("labels"), folder.resolve("found"), "--output", evaluation, "--metrics", "dice");
        assertEquals(0, run.code(), run.err());
    }

    private void write(String part, String name, int from, int to, int value) throws IOException {
        float[] voxels = new float[GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            int x = i / GRID.z() / GRID.y();
            voxels[i] = x >= from && x < to ? value : 0;
        }
        Volume volume = new Volume(GRID, 1, voxels);
        Path file = Files.createDirectories(folder.resolve(part)).resolve(name + ".nii.gz");
        if (part.equals("images")) {
            Volumes.write(volume, file);
        } else {
            Volumes.writeLabels(volume, file);
        }
    }

    private CommandRun report(Object... more) {
        return CommandRun.of(Stream.concat(Stream.of("report", evaluation, "--output", page), Stream.of(more)).toArray());
    }

    @Test
    void thePageHasTheCases() throws IOException {
        CommandRun run = report("--cases", folder.resolve("images"), "--title", "A & B", "--window", "220,90", "--worst", "1");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("2 cases, 1 drawn, 2."), run.out());
        assertTrue(run.out().contains("left out: No entropy was found"), run.out());
        assertTrue(run.out().contains("written: " + page), run.out());
        String text = Files.readString(page);
        assertTrue(text.contains("<title>A &amp; B</title>") && text.contains("window -20 to 200"));
    }

    @Test
    void otherProgramsLearnWhatIsMissing() throws IOException {
        CommandRun run = report("--json");
        assertEquals(0, run.code(), run.err());
        JsonNode result = new JsonMapper().readTree(run.out()).get("result");
        assertEquals(2, result.get("caseCount").intValue());
        assertEquals(0, result.get("drawn").intValue());
        assertEquals(Files.size(page), result.get("bytes").longValue());
        assertTrue(result.get("leftOut").get(0).textValue().contains("--cases"), run.out());
        assertEquals(page.toString(), result.get("written").get(0).textValue());
    }

    @Test
    void whatIsWrongIsSaid() {
        for (String[] wrong : new String[][] {{"--window", "0,1"}, {"--window", "x"}, {"--worst", "1000"}, {"--top", "-1"}, {"--title", " "},
            {"--megabytes", "1"}}) {
            CommandRun run = report(wrong[0], wrong[1]);
            assertEquals(2, run.code(), run.err());
            assertTrue(run.err().contains(wrong[0]) && run.err().contains("expected"), run.err());
        }
        CommandRun unknown = report("--case", "c", "--cases", folder.resolve("images"));
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("there is no case \"c\""), unknown.err());
        CommandRun none = CommandRun.of("report", folder.resolve("none"), "--output", page);
        assertEquals(1, none.code());
        assertTrue(none.err().contains("evaluation.json"), none.err());
        CommandRun place = CommandRun.of("report", evaluation, "--output", folder.resolve("none/report.html"));
        assertEquals(1, place.code());
        assertFalse(Files.exists(page));
    }
}
