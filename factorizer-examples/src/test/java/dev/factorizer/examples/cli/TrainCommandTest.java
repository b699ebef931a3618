package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line around {@code TrainingRun}. */
class TrainCommandTest {
    private static final Path HIPPOCAMPUS = Path.of("../../shared/data/hippocampus");

    @TempDir
    private Path folder;

    private CommandRun train(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("train", folder.resolve("data"), "--output", folder.resolve("run"), "--backend", "jvm"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private Path recipe() throws IOException {
        TinyData.write(folder.resolve("data"), 4);
        Path file = folder.resolve("recipe.yaml");
        Recipes.write(TinyData.recipe(TinyData.length(9)), file);
        return file;
    }

    @Test
    void foldsAreTrainedOneAfterTheOther() throws IOException {
        CommandRun run = train("--recipe", recipe(), "--epochs", 2, "--set", "training.batchSize=1");
        assertEquals(0, run.code(), run.err());
        for (String said : List.of("fold_0: 2 cases to train on, 2 to validate with; 6 steps in 2 epochs", "memory: ", "epoch 1 of 2: loss ",
                "  Dice ", "fold_0: ended (complete) after 6 steps", "fold_1: best Dice ", "fold_1: all 2 epochs are done")) {
            assertTrue(run.out().contains(said), said + "\n" + run.out());
        }
        for (String fold : List.of("fold_0", "fold_1")) {
            assertTrue(run.out().contains("written: " + folder.resolve("run").resolve(fold).resolve("best.bundle")), run.out());
            assertTrue(Files.exists(folder.resolve("run").resolve(fold).resolve("curves.png")));
        }
        assertEquals(1, Recipes.read(folder.resolve("run/recipe.yaml")).length().batchSize());
        // Its own recipe goes on, and there is nothing left to do.
        run = train("--fold", 1, "--json");
        assertEquals(0, run.code(), run.err());
        JsonNode result = new JsonMapper().readTree(run.out()).get("result");
        assertFalse(result.has("written"), run.out());
        JsonNode training = result.get("trainings").get(0);
        assertEquals(2, training.get("bundles").size());
        assertEquals("complete", training.get("ending").textValue());
        assertEquals(6, training.get("steps").intValue());
        run = train("--fold", 1, "--extend", 1);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("9 steps in 3 epochs, of which 6 are done"), run.out());
    }

    private CommandRun predict(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("predict", "--backend", "jvm", "--cases", folder.resolve("data")));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void eachCaseIsSegmentedByTheFoldThatItWasLeftOutOf() throws IOException {
        Path trained = folder.resolve("run");
        Path all = folder.resolve("all");
        assertEquals(0, train("--recipe", recipe(), "--epochs", 1).code());
        CommandRun run = predict("--run", trained, "--output", all);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().endsWith("segmented 4 of 4 cases" + System.lineSeparator()), run.out());
        for (int fold = 0; fold < 2; fold++) {
            Path one = folder.resolve("one" + fold);
            assertEquals(0, predict("--model", trained.resolve("fold_" + fold).resolve("last.bundle"), "--splits", trained.resolve("splits.json"),
                    "--fold", fold, "--output", one).code());
            try (Stream<Path> files = Files.list(one)) {
                List<Path> labels = files.filter(file -> file.toString().endsWith("_seg.nii.gz")).toList();
                assertEquals(2, labels.size());
                for (Path file : labels) {
                    assertEquals(-1, Files.mismatch(file, all.resolve(file.getFileName())), file.toString());
                }
            }
        }
        run = predict("--run", trained, "--output", all, "--resume", "--fold", 1);
        assertTrue(run.out().contains("skipped 2 of 2 cases that are done already"), run.out());
        assertTrue(predict("--run", trained, "--model", all, "--output", all).complaint().contains("found --model and --run, expected one"));
        assertTrue(predict("--output", all).complaint().contains("missing required option: '--model=BUNDLE', or --run"));
        assertTrue(CommandRun.of("predict", "--run", trained, folder.resolve("data"), "--output", all).complaint()
                .contains("--run: found no --cases, expected the data set that was trained on"));
        assertTrue(predict("--run", trained, "--fold", 7, "--output", all).complaint().contains("found no last.bundle of a fold that is asked"));
    }

    @Test
    void mistakesAreSaidInOneLine() throws IOException {
        Path recipe = recipe();
        assertTrue(train().complaint().startsWith("factorizer: --recipe is missing, and " + folder.resolve("run") + " has none to go on with;"
                + " there are "));
        assertEquals(2, train().code());
        assertTrue(train("--recipe", recipe, "--fold", 2).complaint().startsWith("factorizer: --fold 2: expected different numbers from 0 to"
                + " 1"));
        assertTrue(train("--recipe", recipe, "--fold", "0,0").complaint().contains("--fold 0: expected different numbers"));
        assertTrue(train("--recipe", recipe, "--fold", "all").complaint().contains("\"train --all-cases\" is one training on all cases"));
        assertTrue(train("--recipe", recipe, "--fold", "x").complaint().contains("'x' is not a whole number"));
        assertTrue(train("--recipe", recipe, "--fold", 0, "--all-cases").complaint().contains("mutually exclusive"));
        assertTrue(train("--recipe", recipe, "--minutes", "-1").complaint().contains("--minutes -1: expected above 0"));
        assertTrue(train("--recipe", recipe, "--memory", "8").complaint().contains("'8' is not a size such as 8G or 512M"));
        assertTrue(train("--recipe", recipe, "--set", "training.epoch=3").complaint().contains("training.epochs"));
        assertEquals(2, train("--recipe", recipe, "--epochs", "0").code());
        assertFalse(Files.exists(folder.resolve("run")));
        Files.createDirectory(folder.resolve("run"));
        Files.createFile(folder.resolve("run/STOP"));
        assertEquals(2, train("--recipe", recipe, "--fold", 2).code());
        assertTrue(Files.exists(folder.resolve("run/STOP")), "nothing was begun");
        Path file = Files.createFile(folder.resolve("file"));
        CommandRun run = CommandRun.of("train", folder.resolve("data"), "--recipe", recipe, "--output", file.resolve("run"));
        assertEquals(1, run.code());
        assertTrue(run.complaint().startsWith("factorizer: --output " + file.resolve("run")), run.err());
    }

    @Test
    void aStopOfBeforeDoesNotCount() throws IOException {
        Path recipe = recipe();
        Files.createDirectories(folder.resolve("run"));
        Files.createFile(folder.resolve("run/STOP"));
        CommandRun run = train("--recipe", recipe, "--epochs", 1, "--all-cases", "--set", "inference.flips=[[], [1]]");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(List.of(), List.of(1)), TrainedModel.read(folder.resolve("run/fold_all/last.bundle")).recipe().flips());
        assertTrue(run.out().contains("fold_all: all 1 epochs are done"), run.out());
    }

    /** Real scans: eight cases, two folds, three epochs of a small network. */
    @Test
    void hippocampi() throws IOException {
        if (!Files.isDirectory(HIPPOCAMPUS)) {
            System.out.println("left out: no folder " + HIPPOCAMPUS);
            return;
        }
        Path data = folder.resolve("data");
        for (String part : List.of("imagesTr", "labelsTr")) {
            Files.createDirectories(data.resolve(part));
            try (var files = Files.list(HIPPOCAMPUS.resolve(part))) {
                for (Path file : files.sorted().limit(8).collect(Collectors.toList())) {
                    Files.createSymbolicLink(data.resolve(part).resolve(file.getFileName()), file.toAbsolutePath());
                }
            }
        }
        CommandRun run = train("--recipe", "hippocampus", "--set", "network.spatialSize=16,16,16", "--set", "network.widths=8,8,16", "--set",
                "data.folds.count=2", "--epochs", 3, "--set", "training.stepsPerEpoch=4", "--set", "training.validateEvery=2");
        assertEquals(0, run.code(), run.err());
        for (String fold : List.of("fold_0", "fold_1")) {
            TrainedModel best = TrainedModel.read(folder.resolve("run").resolve(fold).resolve("best.bundle"));
            assertEquals(List.of("background", "anterior", "posterior"), best.recipe().labels().regions().stream().map(one -> one.name())
                    .toList());
        }
    }
}
