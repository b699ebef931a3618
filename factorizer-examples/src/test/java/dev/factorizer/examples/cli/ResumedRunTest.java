package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.curves.TrainingCurves;
import dev.factorizer.models.recipes.LengthSettings;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import dev.factorizer.models.runs.Ending;
import dev.factorizer.models.runs.FoldFolder;
import dev.factorizer.models.runs.RunEvent;
import dev.factorizer.models.runs.RunFolder;
import dev.factorizer.models.runs.RunResult;
import dev.factorizer.models.runs.RunSettings;
import dev.factorizer.models.runs.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training that was ended goes on from, and what it refuses to go on with. */
class ResumedRunTest {
    @TempDir
    private Path folder;
    private Backend backend;
    private DataList list;

    @BeforeEach
    void open() throws IOException {
        backend = Backends.named("jvm");
        list = TinyData.write(folder.resolve("data"), 4);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private TrainingRun run(Recipe recipe) {
        return TrainingRun.of(recipe, list, folder.resolve("run")).on(backend).with(RunSettings.DEFAULT.withCheckpoints(1, 1000));
    }

    private RunFolder folder() {
        return new RunFolder(folder.resolve("run"));
    }

    private RunResult stopAt(Recipe recipe, int step) throws IOException {
        AtomicInteger steps = new AtomicInteger();
        return run(recipe).listen(event -> steps.addAndGet(event instanceof RunEvent.Stepped ? 1 : 0)).stopWhen(() -> steps.get() == step)
                .trainFold(0);
    }

    @Test
    void theBundleOfAStopIsNotTakenForTheLast() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(3));
        FoldFolder files = stopAt(recipe, 4).folder();
        assertEquals(4, TrainedModel.read(files.last()).provenance().get("steps"));
        Path foreign = files.last().resolve("notes.txt");
        // All is trained and saved, and then the last bundle can't be written.
        assertThrows(IOException.class, () -> run(recipe).listen(event -> {
            if (event instanceof RunEvent.Validated validated && validated.step() == 9) {
                try {
                    Files.writeString(foreign, "mine");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }).trainFold(0));
        Files.delete(foreign);
        assertEquals(Ending.COMPLETE, run(recipe).trainFold(0).ending());
        Map<String, Object> provenance = TrainedModel.read(files.last()).provenance();
        assertEquals(9, provenance.get("steps"));
        assertEquals(2, ((Map<?, ?>) provenance.get("validation")).get("caseCount"), "the validation was of an earlier start");
    }

    @Test
    void thePictureOfAResumedTrainingIsThatOfItsLog() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(3));
        stopAt(recipe, 4);
        List<TrainingCurves> drawn = new ArrayList<>();
        TrainingRun again = run(recipe).drawing((curves, file) -> drawn.add(curves));
        FoldFolder files = again.trainFold(0).folder();
        assertEquals(TrainingCurves.read(files.log()), drawn.getLast());
        assertEquals(9, drawn.getLast().steps().size());
        assertEquals(2, drawn.size(), "once a minute, and at the end");
        // Nothing is to be drawn where the log is damaged, and the training goes on.
        Files.writeString(files.log(), "{}" + Files.readString(files.log()).substring(2));
        List<String> warnings = new ArrayList<>();
        TrainingRun longer = again.with(RunSettings.DEFAULT.withExtension(1)).listen(event -> {
            if (event instanceof RunEvent.Warned warned) {
                warnings.add(warned.sentence());
            }
        });
        assertEquals(4, longer.trainFold(0).epochs());
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.getFirst().startsWith("the curves can't be drawn (" + files.log() + ": line 1 "), warnings.toString());
        assertEquals(2, drawn.size());
    }

    @Test
    void foldsAreExtendedToTheSameLength() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        run(recipe).trainFold(0);
        run(recipe).trainFold(1);
        List<String> warnings = new ArrayList<>();
        TrainingRun longer = run(recipe).with(RunSettings.DEFAULT.withExtension(2)).listen(event -> {
            if (event instanceof RunEvent.Warned warned) {
                warnings.add(warned.sentence());
            }
        });
        assertEquals(3, longer.trainFold(0).epochs());
        Recipe stored = Recipes.read(folder().recipe());
        assertEquals(3, Recipes.read(folder().fold(OptionalInt.of(0)).recipe()).length().epochs());
        assertEquals(recipe, Recipes.read(folder().fold(OptionalInt.of(1)).recipe()), "what it was trained with");
        String message = assertThrows(MismatchException.class, () -> run(stored).trainFold(1)).getMessage();
        assertTrue(message.endsWith("\n  training.epochs is 3, expected 1"), message);
        assertEquals(3, longer.trainFold(1).epochs());
        assertEquals(3, Recipes.read(folder().recipe()).length().epochs());
        assertEquals(List.of(), warnings);
        assertEquals(5, longer.trainFold(1).epochs());
        assertEquals(5, longer.trainFold(0).epochs());
    }

    @Test
    void anEditedRecipeIsNoticed() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(2));
        stopAt(recipe, 2);
        Recipe edited = recipe.with(Map.of("training.stepsPerEpoch", "2", "training.epochs", "3"));
        Recipes.write(edited, folder().recipe());
        String message = assertThrows(MismatchException.class, () -> run(edited).trainFold(0)).getMessage();
        assertTrue(message.startsWith(folder().fold(OptionalInt.of(0)).path() + ": the training here was begun with another recipe than "
                + folder().recipe() + " has now;"), message);
        assertTrue(message.contains("\n  training.epochs is 3, expected 2") && message.contains("\n  training.stepsPerEpoch is 2, expected 3"),
                message);
        Recipes.write(recipe, folder().recipe());
        Path own = folder().fold(OptionalInt.of(0)).recipe();
        Recipes.write(recipe.with("seed", "6"), own);
        assertEquals(own + ": isn't the recipe that the training here was begun with; bring that back, or delete the file, which is then"
                + " written again:\n  seed is 6, expected 5", assertThrows(MismatchException.class, () -> run(recipe).trainFold(0)).getMessage());
        Files.delete(own);
        assertEquals(6, run(recipe).trainFold(0).steps());
        assertEquals(recipe, Recipes.read(own));
    }

    @Test
    void theOrderOfTheListDecidesNothing() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        List<Map<String, Tensor>> weights = new ArrayList<>();
        for (String order : List.of("\"case0\", \"case1\", \"case2\"", "\"case2\", \"case1\", \"case0\"")) {
            Path splits = Files.writeString(folder.resolve("splits.json"), "[{\"train\": [" + order + "], \"val\": [\"case3\"]}]");
            DataList divided = DataLists.withSplits(list, splits);
            List<DataCase> cases = order.startsWith("\"case2") ? divided.cases().reversed() : divided.cases();
            DataList ordered = new DataList(divided.name(), divided.form(), divided.source(), divided.channels(), divided.labels(),
                    cases, divided.splits(), divided.problems());
            RunResult result = TrainingRun.of(recipe, ordered, folder.resolve("run" + weights.size())).on(backend).trainFold(0);
            weights.add(TrainedModel.read(result.folder().last()).weights());
        }
        weights.get(0).forEach((name, tensor) -> assertArrayEquals(tensor.toFloats(), weights.get(1).get(name).toFloats(), name));
    }

    @Test
    void anotherStartDoesNotTakeTheStopOfOneThatRuns() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(3));
        RunResult stopped = run(recipe).listen(event -> {
            if (event instanceof RunEvent.Stepped step && step.step() == 2) {
                try {
                    Files.createFile(folder().stop());
                    folder().forgetStop();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }).trainFold(0);
        assertEquals(2, stopped.steps());
        folder().forgetStop();
        assertFalse(Files.exists(folder().stop()));
    }

    @Test
    void whatIsMissingInTheLogIsSaid() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        FoldFolder files = stopAt(recipe, 2).folder();
        Files.writeString(files.log(), "");
        // A file of another making is no checkpoint.
        Path other = folder().fold(OptionalInt.of(1)).path();
        Files.createDirectories(other);
        Files.writeString(other.resolve("checkpoint-old.safetensors"), "mine");
        List<String> warnings = new ArrayList<>();
        TrainingRun again = run(recipe).listen(event -> {
            if (event instanceof RunEvent.Warned warned) {
                warnings.add(warned.sentence());
            }
        });
        assertEquals(3, again.trainFold(0).steps());
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.getFirst().startsWith(files.log() + ": has 0 bytes, expected the "), warnings.toString());
        assertEquals(3, again.trainFold(1).steps());
    }

    @Test
    void aFileNamedStopEndsIt() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(3));
        RunResult stopped = run(recipe).listen(event -> {
            if (event instanceof RunEvent.Stepped step && step.step() == 4) {
                try {
                    Files.createFile(folder().stop());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }).trainFold(0);
        assertEquals(Ending.STOPPED, stopped.ending());
        assertEquals(4, stopped.steps());
        assertTrue(Files.exists(stopped.folder().last()));
        RunResult again = run(recipe).trainFold(0);
        assertEquals(Ending.STOPPED, again.ending(), "the file is still there");
        assertEquals(4, again.steps());
        assertTrue(again.seconds() > 0 && again.bestDice().isPresent());
        Files.delete(folder().stop());
        assertEquals(9, run(recipe).trainFold(0).steps());
    }

    @Test
    void patienceEndsIt() throws IOException {
        LengthSettings length = new LengthSettings(50, OptionalInt.of(1), 1, 1, Optional.empty(), OptionalDouble.empty(), List.of(), 1,
                OptionalInt.of(2));
        // Nothing is learned at such a rate, so nothing gets better.
        Recipe recipe = TinyData.recipe(length, List.of(8, 8, 8), 1e-30);
        RunResult result = run(recipe).trainFold(0);
        assertEquals(Ending.PATIENCE, result.ending());
        assertEquals(3, result.epochs());
        assertEquals(OptionalInt.of(1), result.bestEpoch());
        Recipe patient = recipe.with("training.patience", "3");
        run(recipe).trainFold(1);
        String message = assertThrows(MismatchException.class, () -> run(patient).trainFold(0)).getMessage();
        assertTrue(message.endsWith("\n  training.patience is 3, expected 2"), message);
        result = run(patient).with(RunSettings.DEFAULT.withPatienceChanges()).trainFold(0);
        assertEquals(4, result.epochs());
        assertEquals(OptionalInt.of(3), Recipes.read(folder().recipe()).length().patience());
        assertEquals(patient, Recipes.read(result.folder().recipe()));
        assertEquals(recipe, Recipes.read(folder().fold(OptionalInt.of(1)).recipe()), "what it was trained with");
    }

    @Test
    void aCheckpointThatCantBeWrittenLeavesTheOneBefore() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(2));
        FoldFolder files = folder().fold(OptionalInt.of(0));
        Path blocked = files.path().resolve("checkpoint-2.safetensors");
        IOException failure = assertThrows(IOException.class, () -> run(recipe).listen(event -> {
            if (event instanceof RunEvent.Stepped step && step.step() == 2) {
                try {
                    Files.createDirectories(blocked.resolve("full"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }).trainFold(0));
        assertTrue(failure.getMessage().contains(blocked.toString()), failure.getMessage());
        assertTrue(Files.exists(files.path().resolve("checkpoint-1.safetensors")));
        Files.delete(blocked.resolve("full"));
        Files.delete(blocked);
        assertEquals(6, run(recipe).trainFold(0).steps());
    }

    @Test
    void whatDiffersIsListedAndNothingIsTrained() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(2));
        AtomicInteger steps = new AtomicInteger();
        run(recipe).listen(event -> steps.addAndGet(event instanceof RunEvent.Stepped ? 1 : 0)).stopWhen(() -> steps.get() == 2).trainFold(0);
        byte[] log = Files.readAllBytes(folder().fold(OptionalInt.of(0)).log());
        String message = assertThrows(MismatchException.class, () -> run(recipe.with(Map.of("seed", "6", "optimizer.weightDecay", "0.1")))
                .trainFold(0)).getMessage();
        assertEquals(folder().recipe() + ": the trainings here have another recipe; go on with the stored one, or train into another folder:"
                + "\n  seed is 6, expected 5\n  optimizer.weightDecay is 0.1, expected 0.001", message);
        RunResult early = run(recipe).stopWhen(() -> true).trainFold(0);
        assertEquals(List.of(Ending.STOPPED, 2L), List.of(early.ending(), early.steps()), "before a step, but not before the first one");
        // Another case, and other folds with it.
        list = TinyData.write(folder.resolve("data"), 5);
        message = assertThrows(MismatchException.class, () -> run(recipe).trainFold(0)).getMessage();
        assertTrue(message.startsWith(folder().splits() + ": the trainings here divide the cases in another way")
                && message.contains(", such as case4"), message);
        Files.delete(TinyData.image(folder.resolve("data"), 4));
        Files.delete(TinyData.label(folder.resolve("data"), 4));
        list = DataLists.read(folder.resolve("data"));
        TinyData.writeCase(folder.resolve("data"), 2, new Grid(11, 10, 10, Affine.diagonal(1, 1, 1)));
        message = assertThrows(MismatchException.class, () -> run(recipe).trainFold(0)).getMessage();
        assertTrue(message.endsWith("\n  case2: other bytes"), message);
        assertArrayEquals(log, Files.readAllBytes(folder().fold(OptionalInt.of(0)).log()));
    }
}
