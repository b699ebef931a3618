package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.examples.predict.RecipeChoice;
import dev.factorizer.golden.PackagedGolden;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
    /** Of the network that the packaged checkpoints belong to. */
    static final String SETTINGS = """
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
    void classesThatExcludeEachOther() throws IOException {
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", settings, "--output", output,
                "--exclusive");
        assertEquals(1, run.code(), run.err());
        assertEquals("factorizer: labels: regions are [background = 0], expected at least two classes that exclude each"
                + " other", run.complaint());
        run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", "isles22", "--output", output, "--exclusive");
        assertTrue(run.complaint().contains("expected none of the options --spacing, --channels, --regions and --exclusive with it"),
                run.err());
        Path three = Files.writeString(folder.resolve("three.json"), SETTINGS.replace("\"outputChannels\": 1", "\"outputChannels\": 3"));
        assertEquals(Labels.exclusive(List.of(new Region("background", 0), new Region("core", 1), new Region("penumbra", 2))),
                new RecipeChoice(three.toString(), null, List.of(), List.of("core", "penumbra"), true).read().labels());
    }

    /** The packaged weights under other names. */
    private Path renamed(String name, String prefix, String... others) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        TorchCheckpoint.read(checkpoint("plain.pt")).tensors().forEach((weight, tensor) -> tensors.put(prefix + weight, tensor));
        for (String other : others) {
            tensors.put(other, StoredTensor.of(new int[] {1}, new float[] {1}));
        }
        Path file = folder.resolve(name);
        new Weights(tensors, Map.of()).write(file);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rank\": 1, \"rank\": 2}", "{\"rank\": 1} {}", "{\"rank\": 1} x"})
    void settingsThatSayTwoThingsAreRefused(String json) throws IOException {
        Path twice = Files.writeString(folder.resolve("twice.json"), json);
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", twice, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains(twice + ": is not a JSON object of network settings: "), run.err());
        assertFalse(Files.exists(output));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rank\": NaN}", "{\"rank\": 1e999}", "{\"rank\": 99999999999999999999}", "\uFEFF{\"rank\": 1}",
        "{\"\\ud800\": 1}", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "rank: 1\n", "[1]", "{\"rank\": \"\\ud800\"}"})
    void settingsThatAreMeantToBreakAReaderAreRefused(String json) throws IOException {
        refusedSettings(json);
    }

    @Test
    void settingsWithoutEndAreRefused() throws IOException {
        int depth = 100_000;
        refusedSettings("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
        refusedSettings("{\"rank\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
        refusedSettings("{\"rank\":" + "9".repeat(depth) + "}");
    }

    private void refusedSettings(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("hostile.json"), json);
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", file, "--output", output);
        assertEquals(1, run.code(), run.out());
        assertTrue(run.complaint().contains(file + ": ") && run.complaint().strip().length() < 400, run.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void takesAPrefixOffAndSaysSo() throws IOException {
        Path file = renamed("net.SAFETENSORS", "net.", "loss.weight");
        CommandRun run = CommandRun.of("import", "--checkpoint", file, "--settings", settings, "--output", output);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("names without: net."), run.out());
        assertEquals("net.", TrainedModel.read(output).provenance().get("checkpointPrefix"));
        run = CommandRun.of("import", "--checkpoint", file, "--settings", settings, "--output", output, "--prefix", "net");
        assertEquals(0, run.code(), run.err());
        run = CommandRun.of("import", "--checkpoint", file, "--settings", settings, "--output", output, "--key", "net");
        assertEquals(0, run.code(), run.err());
        run = CommandRun.of("import", "--checkpoint", file, "--settings", settings, "--output", output, "--prefix", "model");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("no name in the state dict begins with \"model\"; 48 of the network's 48 names are there with"
                + " the prefix \"net.\""), run.err());
        run = CommandRun.of("import", "--checkpoint", file, "--settings", settings, "--output", output, "--key", "model");
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("has no tensor under \"model\"; found \"loss.weight\", "), run.err());
    }

    @Test
    void saysWhichPrefixWouldFit() throws IOException {
        Path file = renamed("net.safetensors", "net.", "loss.weight");
        CommandRun run = CommandRun.of("import", "--checkpoint", file, "--settings", "isles22", "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("names are there with the prefix \"net.\", which --prefix takes off"), run.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void pipesAreRefused() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.pt");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        CommandRun run = CommandRun.of("import", "--checkpoint", pipe, "--settings", settings, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("pipe.pt: is a device, pipe or socket, expected a file with weights"), run.err());
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
        assertTrue(run.complaint().contains("isles23: is neither a published name nor a file, expected brats23, isles22"), run.err());
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"widths\": ");
        run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", broken, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("broken.json") && run.complaint().contains("is not a JSON object"), run.err());
        run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", "isles22", "--spacing", 3,
                "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("expected none of the options --spacing"), run.err());
    }

    /** Bytes that look like text in a wider encoding, and stop doing so; in hexadecimal digits. */
    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000ffffffff", "0000002000ffffff", "2000000000ffff00", "7b22fc223a317d", "007b"})
    void refusesSettingsThatAreNoText(String bytes) throws IOException {
        Path file = Files.write(folder.resolve("odd.json"), HexFormat.of().parseHex(bytes));
        CommandRun run = CommandRun.of("import", "--checkpoint", checkpoint("plain.pt"), "--settings", file, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("odd.json: is not a JSON object of network settings: "), run.err());
    }
}
