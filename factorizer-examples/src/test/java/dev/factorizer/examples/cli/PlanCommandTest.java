package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    private static final Path HIPPOCAMPUS = Path.of("../../shared/data/hippocampus");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("data");
        for (int i = 0; i < 3; i++) {
            Files.createDirectories(data.resolve("images"));
            Files.createDirectories(data.resolve("labels"));
            TinyCase.scan(data.resolve("images/case" + i + ".nii.gz"), i);
            TinyCase.truth(data.resolve("labels/case" + i + ".nii.gz"), 100 + 10 * i);
        }
    }

    private CommandRun plan(Object... further) {
        Object[] arguments = new Object[further.length + 4];
        arguments[0] = "plan";
        arguments[1] = data;
        arguments[2] = "--backend";
        arguments[3] = "jvm";
        System.arraycopy(further, 0, arguments, 4, further.length);
        return CommandRun.of(arguments);
    }

    @Test
    void aRecipeIsWrittenWithItsReasons() throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        CommandRun run = plan("--output", recipe, "--minutes", 60, "--memory", "2G", "--seed", 7);
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.contains("network.kind: dynUNet"), run.out());
        assertTrue(lines.contains("data.folds: 3 folds"), run.out());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("expected of a fold: ")), run.out());
        assertEquals("written: " + recipe, lines.getLast());
        Recipe written = Recipes.read(recipe);
        assertEquals(List.of("channel 0", "channel 1"), written.model().channels());
        assertEquals(7, written.seed());
        assertEquals(7, written.folds().seed());
        assertEquals(List.of(12, 12, 8), written.model().network().window());
        assertTrue(Files.readString(recipe).contains("\n  # Plan: the data set doesn't name them; their order is that of its files.\n  channels: "), Files.readString(recipe));
    }

    @Test
    void theSameStepTimeGivesTheSameRecipe() throws IOException {
        Path first = folder.resolve("first.yaml");
        Path second = folder.resolve("second.json");
        assertEquals(0, plan("--output", first, "--seconds-per-step", 0.5, "--network", "factorizer").code());
        assertEquals(0, plan("--output", second, "--seconds-per-step", 0.5, "--network", "factorizer", "--threads", 1).code());
        assertEquals(Recipes.read(first), Recipes.read(second));
        assertEquals("factorizer", Recipes.read(first).model().network().kind());
        Files.writeString(first, "# mine\n" + Files.readString(first));
        CommandRun again = plan("--output", first, "--seconds-per-step", 0.5);
        assertEquals(1, again.code());
        assertTrue(again.err().contains(first + ": is there already and may have been edited;"), again.err());
        assertTrue(Files.readString(first).startsWith("# mine\n"));
        assertEquals(0, plan("--output", first, "--seconds-per-step", 0.5, "--force").code());
        assertEquals("dynUNet", Recipes.read(first).model().network().kind());
    }

    @Test
    void allOfItAsJson() throws IOException {
        CommandRun run = plan("--seconds-per-step", 2, "--json");
        assertEquals(0, run.code(), run.err());
        JsonNode result = new JsonMapper().readTree(run.out()).get("result");
        assertEquals(3, result.get("data").get("caseFingerprints").size());
        assertEquals("factorizer-recipe/1", result.get("recipe").get("format").textValue());
        assertEquals("data.channels", result.get("choices").get(0).get("key").textValue());
        for (JsonNode keyed : List.of(result, result.get("data").get("fingerprint").get("intensities").get(0))) {
            assertTrue(keyed.propertyStream().allMatch(one -> one.getKey().matches("[a-z][A-Za-z0-9]*")), keyed.toString());
        }
        assertEquals("taken", result.get("attempts").get(result.get("attempts").size() - 1).get("verdict").textValue());
        assertEquals(2, result.get("prediction").get("stepSeconds").doubleValue());
    }

    @Test
    void everyFaultIsListedAndNothingIsWritten() throws IOException {
        Files.writeString(data.resolve("images/case1.nii.gz"), "no image");
        Files.delete(data.resolve("labels/case2.nii.gz"));
        Path recipe = folder.resolve("recipe.yaml");
        CommandRun run = plan("--output", recipe);
        assertEquals(1, run.code());
        assertTrue(run.out().contains("case1.nii.gz"), run.out());
        assertTrue(run.out().contains("case2.nii.gz: has no label"), run.out());
        assertTrue(run.err().contains("faults were found, to be corrected before a training is planned, the first one: "), run.err());
        assertFalse(Files.exists(recipe));
        JsonNode json = new JsonMapper().readTree(plan("--json").out());
        assertEquals(1, json.get("exitCode").intValue());
        assertEquals(2, json.get("result").get("data").get("problems").size());
    }

    @Test
    void tooLittleMemoryIsKnownBeforeAnythingRuns() {
        String complaint = lastLine(plan("--memory", "1M", "--seconds-per-step", 1));
        assertTrue(complaint.matches("factorizer: plan: the smallest training, a window of 12×12×8 voxels with 8 channels at first and"
                + " batches of 1, takes [0-9]+ MiB of memory, found a limit of 1 MiB; allow it as much"), complaint);
        assertTrue(lastLine(plan("--minutes", 0.01, "--seconds-per-step", 100)).startsWith("factorizer: plan: one update and one validation"
                + " of the smallest training take "), "minutes");
    }

    private static String lastLine(CommandRun run) {
        assertEquals(1, run.code(), run.err());
        return run.err().lines().toList().getLast();
    }

    @Test
    void noImageIsOverwritten() {
        CommandRun run = plan("--output", data.resolve("images/case0.nii.gz"), "--seconds-per-step", 1);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("case0.nii.gz"), run.err());
        assertEquals("", run.out());
        assertTrue(plan("--output", folder.resolve("none/recipe.yaml"), "--seconds-per-step", 1).complaint().contains("none"));
    }

    @Test
    void wrongOptions() {
        usage("--network unet: there is no such network, expected one of dynUNet, factorizer, deconver, segResNet", "--network", "unet");
        usage("--folds 1: expected 2 to 100", "--folds", 1);
        usage("--minutes 0.0: expected more than 0", "--minutes", 0);
        usage("--minutes NaN: expected more than 0", "--minutes", "NaN");
        usage("--seconds-per-step -1.0: expected a number above 0", "--seconds-per-step", -1);
        usage("'much' is not a size such as 8G or 512M", "--memory", "much");
    }

    private void usage(String sentence, Object... options) {
        CommandRun run = plan(options);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(sentence), run.err());
    }

    @Test
    void theHippocampusOfTheDecathlon() throws IOException {
        if (!Files.isDirectory(HIPPOCAMPUS)) {
            System.out.println("left out: " + HIPPOCAMPUS + " is missing");
            return;
        }
        Path recipe = folder.resolve("recipe.yaml");
        CommandRun run = CommandRun.of("plan", HIPPOCAMPUS, "--backend", "jvm", "--minutes", 60, "--memory", "8G", "--seconds-per-step", 2,
                "--output", recipe);
        assertEquals(0, run.code(), run.err());
        DynUNet.Settings network = (DynUNet.Settings) Recipes.read(recipe).model().network();
        assertEquals(List.of(40, 56, 40), network.spatialSize());
        assertEquals(List.of(32, 64, 128, 256), network.stages().widths());
        assertEquals(5, Recipes.read(recipe).folds().count());
    }
}
