package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.tck.golden.PackagedGolden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
    /** Of the network that the packaged checkpoints belong to. */
    private static final String SETTINGS = """
            {"inputChannels": 2, "outputChannels": 1, "spatialSize": [8, 8], "widths": [4, 8], "encoderDepths": [1, 1],
             "decoderDepths": [1], "strides": [1, 2], "mlpRatio": 2, "positionalEmbedding": "learned", "windows": "shifted",
             "patchSize": 4, "headDimension": 4, "rank": 1, "iterations": 5, "initialization": "uniform", "solvers": ["hals"]}
            """;

    @TempDir
    private Path folder;
    private PackagedGolden golden;
    private Path settings;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        golden = PackagedGolden.unpack();
        settings = Files.writeString(folder.resolve("network.json"), SETTINGS);
        output = folder.resolve("new/imported.bundle");
    }

    @AfterEach
    void delete() {
        golden.close();
    }

    private Path checkpoint(String name) {
        return golden.root().resolve("checkpoints").resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.pt", "training.pt", "legacy.pt", "prefix.pt", "half.pt", "views.pt"})
    void makesABundle(String name) throws IOException {
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint(name), "--settings", settings, "--output", output,
                "--channels", "dwi,adc", "--regions", "lesion", "--spacing", 2);
        assertEquals(0, run.code(), run.err());
        TrainedModel model = TrainedModel.read(output);
        assertEquals(List.of("dwi", "adc"), model.recipe().channels());
        assertEquals("lesion", model.recipe().labels().regions().getFirst().name());
        assertEquals(name, model.provenance().get("checkpoint"));
        assertTrue(run.out().contains("written: " + output), run.out());
    }

    @Test
    void aBundleLendsItsRecipe() throws IOException {
        Path lender = TinyModel.write(folder.resolve("tiny.zip"));
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", lender, "--output",
                output);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("misshapen: stem.weight has shape 4×2×3×3, expected 8×2×3×3×3"), run.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void listsEverythingThatDoesNotFitAndWritesNothing() {
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", "isles22", "--output",
                output);
        assertEquals(1, run.code());
        for (String kind : List.of("misshapen: ", "missing: ")) {
            assertTrue(run.err().lines().filter(line -> line.strip().startsWith(kind)).count() > 3, run.err());
        }
        assertTrue(run.err().lines().count() > 141, "each of the network's 141 entries differs or is missing");
        assertFalse(Files.exists(output.getParent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile-system.pt", "hostile-eval-legacy.pt", "hostile-getattr-chain.pt",
        "hostile-dotted-name.pt", "hostile-out-of-bounds.pt"})
    void refusesHostileCheckpoints(String name) {
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint(name), "--settings", settings, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains(name), run.err());
        assertFalse(Files.exists(output));
    }

    /** In the program's own words: the parser's are about its classes and options. */
    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"rank\": [1,", "{\"rank\"", "[1]", "7", "\"isles22\"", "null", "", "{\"rank\": nul}", "\u0000", "{} }"})
    void settingsThatAreNoJsonAreSaidInPlainWords(String text) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), text);
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", broken, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().startsWith("factorizer: " + broken + ": "), run.err());
        assertFalse(run.err().contains("REDACTED") || run.err().contains("Source") || run.err().contains("java."), run.err());
    }

    @Test
    void saysOfAllMissingFilesAtOnce() {
        Path none = folder.resolve("none.pt");
        CommandRun run = CommandRun.of("import", "--checkpoint", none, "--settings", folder.resolve("none.json"), "--output", output);
        assertEquals(1, run.code());
        assertEquals("factorizer: --checkpoint " + none + ", --settings " + folder.resolve("none.json")
                + ": do not exist, expected existing files", run.complaint());
    }

    @Test
    void refusesSettingsThatAreNone() throws IOException {
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", "isles23", "--output",
                output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("isles23: is neither brats23 nor isles22 nor a file"), run.err());
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"widths\": ");
        run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", broken, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("broken.json") && run.complaint().contains("is not a JSON object"), run.err());
        run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", "isles22", "--spacing", 3,
                "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("expected none of the options --spacing"), run.err());
    }
}
