package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of scans, some of which are labeled in part, and the command line. */
class PartlyLabeledTest {
    /** One epoch of a small network. */
    private static final List<String> SMALL = List.of("--epochs", "1", "--set", "training.stepsPerEpoch=2", "--set", "network.widths=8,8,8");

    @TempDir
    private Path folder;
    private Path data;
    private Path unlabeled;

    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("data");
        TinyData.write(data, 4);
        unlabeled = Files.writeString(data.resolve("unlabeled.json"), "{\"case1\": [\"label 2\"], \"case0\": 2}");
        for (int number = 0; number < 2; number++) {
            Path file = TinyData.label(data, number);
            Volume label = Volumes.read(file);
            float[] values = label.voxels().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] == 2 ? 0 : values[i];
            }
            Volumes.writeLabels(label.withVoxels(1, values), file);
        }
    }

    private CommandRun run(String command, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(command, data));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private CommandRun train(Path recipe, Path output, List<String> more) {
        List<Object> arguments = new ArrayList<>(List.of("--recipe", recipe, "--output", output, "--fold", 0, "--backend", "jvm"));
        arguments.addAll(more);
        return run("train", arguments.toArray());
    }

    @Test
    void fromTheFileBesideTheDataToTheModel() throws IOException {
        CommandRun check = run("check");
        assertEquals(0, check.code(), check.err());
        assertTrue(check.out().contains("partly labeled: 2 cases; not looked for 2 in 1 case, label 2 in 1 case\n"), check.out());
        JsonNode tree = new JsonMapper().readTree(run("check", "--json").out());
        assertEquals("label 2", tree.at("/result/unlabeled/1/labels/0").textValue());
        Path recipe = folder.resolve("recipe.yaml");
        CommandRun plan = run("plan", "--output", recipe, "--seconds-per-step", 1, "--backend", "jvm");
        assertEquals(0, plan.code(), plan.err());
        assertTrue(plan.out().contains("data.unlabeled: 2 cases\n"), plan.out());
        assertTrue(Files.readString(recipe).contains("# Plan: the data set says what was not looked for in them; it is left out of the loss and of"
                + " validations there.\n  unlabeled:"), Files.readString(recipe));
        assertEquals(Map.of("case0", Set.of("label 2"), "case1", Set.of("label 2")), Recipes.read(recipe).unlabeled());
        Path output = folder.resolve("run");
        CommandRun train = train(recipe, output, SMALL);
        assertEquals(0, train.code(), train.err());
        TrainedModel model = TrainedModel.read(output.resolve("fold_0/last.bundle"));
        assertTrue(model.provenance().get("recipe").toString().contains("unlabeled={case0=[label 2], case1=[label 2]}"),
                () -> model.provenance().toString());
        // A mean over what isn't known would be wrong.
        CommandRun measured = CommandRun.of("calibrate", "--model", output.resolve("fold_0/last.bundle"), "--cases", data, "--output",
                folder.resolve("calibrated.bundle"), "--backend", "jvm");
        assertEquals(1, measured.code());
        assertTrue(measured.err().contains(data + ": some cases are labeled in part, so that what is found in them can't be compared with anything;"
                + " take a list without them:\n  case0\n  case1"), measured.err());
        measured = CommandRun.of("predict", "--model", output.resolve("fold_0/last.bundle"), "--cases", data, "--output", folder.resolve("found"),
                "--backend", "jvm");
        assertEquals(0, measured.code(), measured.err());
        measured = CommandRun.of("evaluate", data, folder.resolve("found"), "--output", folder.resolve("scores"));
        assertEquals(0, measured.code(), measured.err());
        assertTrue(measured.err().contains("2 cases are labeled in part, such as case0: what was not looked for counts there as what isn't there"),
                measured.err());
        // The recipe of the run says it, too.
        Files.writeString(unlabeled, "{\"case0\": [\"label 2\"]}");
        CommandRun other = CommandRun.of("train", data, "--output", output, "--fold", 0, "--backend", "jvm");
        assertEquals(1, other.code());
        assertTrue(other.err().contains("recipe: data.unlabeled says something else than the data list data; let one of them say what was not"
                + " looked for:\n  case1: label 2 by the recipe, nothing by the data set"), other.err());
        Files.delete(unlabeled);
        other = CommandRun.of("train", data, "--output", output, "--fold", 0, "--backend", "jvm");
        assertEquals(0, other.code(), other.err());
        assertTrue(other.out().contains("fold_0: all 1 epochs are done"), other.out());
    }

    @Test
    void aResumeWithOtherMissingLabelsIsRefused() throws IOException {
        Files.delete(unlabeled);
        Path recipe = folder.resolve("recipe.yaml");
        Recipes.write(TinyData.recipe(TinyData.length(1)), recipe);
        Path output = folder.resolve("run");
        Path asked = Files.writeString(folder.resolve("asked.json"), "{\"case0\": [\"2\"], \"case1\": [\"brighter\"]}");
        CommandRun train = train(recipe, output, List.of("--unlabeled", asked.toString()));
        assertEquals(0, train.code(), train.err());
        assertEquals(Map.of("case0", Set.of("brighter"), "case1", Set.of("brighter")), Recipes.read(output.resolve("recipe.yaml")).unlabeled());
        // On the command line it is the same run.
        train = train(recipe, output, List.of("--set", "data.unlabeled.case0=brighter", "--set", "data.unlabeled.case1=brighter"));
        assertEquals(0, train.code(), train.err());
        train = train(recipe, output, List.of("--set", "data.unlabeled={\"case0\": [\"brighter\"], \"case1\": [\"brighter\"], \"case2\": [\"bright\"]}"));
        assertEquals(1, train.code());
        assertTrue(train.err().contains("the trainings here have another recipe; go on with the stored one, or train into another folder:\n"
                + "  data.unlabeled.case2 is [bright], expected null"), train.err());
        train = train(recipe, output, List.of());
        assertTrue(train.err().contains("data.unlabeled is null, expected {case0=[brighter], case1=[brighter]}"), train.err());
    }

    @Test
    void mistakesAreListed() throws IOException {
        Files.writeString(data.resolve("dataset.json"), "{\"labels\": {\"0\": \"background\", \"1\": \"edema\", \"2\": \"core\"}, \"unlabeled\":"
                + " {\"case0\": [\"cor\"], \"case9\": [\"core\"]}, \"training\": [{\"id\": \"case0\", \"image\": \"images/case0.nii\", \"label\":"
                + " \"labels/case0.nii\"}, {\"id\": \"case1\", \"image\": \"images/case1.nii\", \"label\": \"labels/case1.nii\"}]}");
        Files.delete(unlabeled);
        CommandRun check = run("check");
        assertEquals(1, check.code());
        for (String said : List.of("unlabeled labels are named of cases that are not in the data set: case9\n", "unlabeled are labels that the data"
                + " set doesn't have: cor; expected some of 1, 2, core, edema\n")) {
            assertTrue(check.out().contains(said), check.out());
        }
        Path recipe = folder.resolve("recipe.yaml");
        CommandRun plan = run("plan", "--output", recipe, "--seconds-per-step", 1, "--backend", "jvm");
        assertEquals(1, plan.code());
        assertTrue(plan.out().contains("case9") && plan.out().contains("cor;"), plan.out());
        assertFalse(Files.exists(recipe));
        Files.delete(data.resolve("dataset.json"));
        // Of labels without names a wrong one is found once it is known what they are called.
        Files.writeString(unlabeled, "{\"case0\": [\"core\"]}");
        plan = run("plan", "--output", recipe, "--seconds-per-step", 1, "--backend", "jvm");
        assertEquals(1, plan.code());
        assertTrue(plan.err().contains("data list data: labels that were not looked for are none of the recipe's, which has label 1, label 2:\n"
                + "  core"), plan.err());
        Recipes.write(TinyData.recipe(TinyData.length(1)), recipe);
        Files.delete(unlabeled);
        for (String wrong : List.of("data.unlabeled.case0=core", "data.unlabeled.case0=background", "data.unlabeled={\"\": [\"bright\"]}")) {
            CommandRun train = train(recipe, folder.resolve("run"), List.of("--set", wrong));
            assertEquals(1, train.code(), wrong);
            assertTrue(train.err().contains("was not looked for, expected the id of a case and some of bright, brighter"), train.err());
        }
        for (String wrong : List.of("data.unlabeled=3", "data.unlabeled.case0=7", "data.unlabeled.case0=null", "data.unlabeled.case0.x=bright")) {
            assertTrue(train(recipe, folder.resolve("run"), List.of("--set", wrong)).code() > 0, wrong);
        }
        CommandRun train = train(recipe, folder.resolve("run"), List.of("--set", "data.unlabeled.case2=brighter"));
        assertEquals(1, train.code());
        assertTrue(train.err().contains("case2: has voxels of label 2, expected none of what was not looked for in it"), train.err());
    }
}
