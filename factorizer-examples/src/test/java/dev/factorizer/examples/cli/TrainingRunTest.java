package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.curves.TrainingCurves;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.recipes.LengthSettings;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import dev.factorizer.models.runs.Ending;
import dev.factorizer.models.runs.FoldFolder;
import dev.factorizer.models.runs.HostProcessor;
import dev.factorizer.models.runs.RunEvent;
import dev.factorizer.models.runs.RunFolder;
import dev.factorizer.models.runs.RunResult;
import dev.factorizer.models.runs.RunSettings;
import dev.factorizer.models.runs.TrainingRun;
import dev.factorizer.models.training.NonFiniteStepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in its folder, what it refuses, and how it ends. */
class TrainingRunTest {
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

    @Test
    void theFolderHasAllThatIsPromised() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(2));
        List<RunEvent> events = new ArrayList<>();
        RunResult result = run(recipe).listen(events::add).drawing((curves, file) -> Files.writeString(file, curves.steps().size() + ""))
                .trainFold(1);
        assertEquals(Ending.COMPLETE, result.ending());
        assertEquals(6, result.steps());
        assertEquals(2, result.epochs());
        assertEquals(folder().fold(OptionalInt.of(1)), result.folder());
        assertEquals(recipe.toTree(), Recipes.read(folder().recipe()).toTree());
        Fold fold = Fold.of(DataLists.withSplits(list, folder().splits()), 1);
        assertEquals(2, fold.training().size());
        assertEquals(2, fold.validation().size());
        TrainingCurves curves = TrainingCurves.read(result.folder().log());
        assertEquals(curves.seconds(), events.getLast() instanceof RunEvent.Ended ended ? ended.seconds() : -1);
        assertEquals(6, curves.steps().size());
        assertEquals(List.of(3L, 6L), curves.validations().stream().map(TrainingCurves.ValidationPoint::step).toList());
        assertEquals("6", Files.readString(result.folder().curves()));
        try (var files = Files.list(result.folder().path())) {
            assertEquals(1, files.filter(file -> file.getFileName().toString().startsWith("events.out.tfevents.")).count());
        }
        Map<String, Object> record = JsonTree.parse(Files.readAllBytes(result.folder().record()), result.folder().record(), "a record");
        assertEquals("complete", record.get("ending"));
        assertEquals(6, record.get("steps"));
        assertEquals(backend.threads(), record.get("kernelThreads"));
        assertEquals(HostProcessor.name(), Optional.ofNullable(((Map<?, ?>) record.get("machine")).get("processor")));
        assertEquals(4, ((List<?>) ((Map<?, ?>) record.get("data")).get("cases")).size());
        TrainedModel best = TrainedModel.read(result.folder().best());
        assertEquals(recipe.toTree(), best.provenance().get("recipe"));
        assertEquals(result.bestDice().getAsDouble(), ((Map<?, ?>) best.provenance().get("validation")).get("meanDice"));
        assertEquals(TrainedModel.read(result.folder().last()).provenance().get("steps"), 6);
        RunEvent.Started started = events.stream().filter(RunEvent.Started.class::isInstance).map(RunEvent.Started.class::cast).findFirst()
                .orElseThrow();
        assertEquals(6, started.steps());
        assertTrue(started.memory().trainingBytes() > 0 && started.memory().validationBytes() > 0 && started.memory().heapBytes() > 0);
        assertEquals(Ending.COMPLETE, ((RunEvent.Ended) events.getLast()).ending());
        assertScored(best, fold, result.bestDice().getAsDouble());
    }

    /** What a name stands for may change with the version; what a training was made with, and goes on with, doesn't. */
    @Test
    void itHasTheTransformsAndNotTheirName() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(1)).with("augmentation.kind", "nnUNet");
        FoldFolder files = run(recipe).trainFold(0).folder();
        for (Path stored : List.of(folder().recipe(), files.recipe(), files.path().resolve("checkpoint-3.safetensors"),
                files.best().resolve("bundle.json"), files.last().resolve("bundle.json"))) {
            String text = new String(Files.readAllBytes(stored), StandardCharsets.ISO_8859_1);
            assertTrue(text.contains("randSimulateLowResolution") && text.contains("-0.25") && !text.contains("nnUNet"), stored.toString());
        }
    }

    /** Cases of no preprocessing lie on the network's grid: the bundle finds in them what the validation did. */
    private void assertScored(TrainedModel best, Fold fold, double expected) throws IOException {
        double sum = 0;
        try (Segmenter segmenter = Segmenter.of(best, backend)) {
            for (var one : fold.validation()) {
                Segmentation found = segmenter.segment(Volumes.read(one.images()));
                float[] truth = Volumes.read(one.label().orElseThrow()).voxels();
                for (String region : List.of("bright", "brighter")) {
                    float[] mask = new float[truth.length];
                    for (int i = 0; i < mask.length; i++) {
                        mask[i] = truth[i] == (region.equals("bright") ? 1 : 2) ? 1 : 0;
                    }
                    sum += new Dice().of(found.mask(region).voxels(), mask);
                }
            }
        }
        assertEquals(sum / 4, expected, 1e-12);
    }

    @Test
    void allCasesHaveNoneToValidateWith() throws IOException {
        RunResult result = run(TinyData.recipe(TinyData.length(1))).trainAllCases();
        assertEquals(folder.resolve("run/fold_all"), result.folder().path());
        assertEquals(OptionalDouble.empty(), result.bestDice());
        assertTrue(Files.exists(result.folder().last()));
        assertFalse(Files.exists(result.folder().best()));
        assertEquals(4, ((List<?>) ((Map<?, ?>) TrainedModel.read(result.folder().last()).provenance().get("data")).get("cases")).size());
    }

    @Test
    void aNetworkOfTwoAxesLearnsSlices() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(2), List.of(8, 8), 2e-3);
        RunResult result = run(recipe).trainFold(0);
        assertEquals(6, result.steps());
        assertEquals(List.of(8, 8), TrainedModel.read(result.folder().best()).recipe().network().window());
    }

    @Test
    void timeDecidesHowManyEpochsThereAre() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(1_000_000));
        List<RunEvent.Fitted> fits = new ArrayList<>();
        AtomicInteger steps = new AtomicInteger();
        RunResult stopped = run(recipe).with(RunSettings.DEFAULT.withMinutes(3)).listen(event -> {
            if (event instanceof RunEvent.Fitted fitted) {
                fits.add(fitted);
            }
            steps.addAndGet(event instanceof RunEvent.Stepped ? 1 : 0);
        }).stopWhen(() -> steps.get() == 4).trainFold(0);
        assertEquals(Ending.STOPPED, stopped.ending());
        assertEquals(1, fits.size());
        int epochs = Recipes.read(folder().recipe()).length().epochs();
        assertEquals(fits.getFirst().epochs(), epochs);
        assertTrue(epochs < 1_000_000, epochs + " epochs");
        // The time is used up: a last validation, and that is all.
        for (int again = 0; again < 2; again++) {
            RunResult late = run(recipe).with(RunSettings.DEFAULT.withMinutes(1e-4)).trainFold(0);
            assertEquals(Ending.MINUTES, late.ending());
            assertEquals(4, late.steps());
            assertEquals(OptionalInt.of(1), late.bestEpoch());
        }
        assertEquals(epochs, Recipes.read(folder().recipe()).length().epochs());
        // The recipe that was given may go on with the number that was chosen, but only while time decides.
        String message = assertThrows(MismatchException.class, () -> run(recipe).trainFold(0)).getMessage();
        assertTrue(message.endsWith("\n  training.epochs is 1000000, expected " + epochs), message);
    }

    @Test
    void tooLittleTimeIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> run(TinyData.recipe(TinyData.length(5)))
                .with(RunSettings.DEFAULT.withMinutes(1e-4)).trainFold(0)).getMessage();
        assertTrue(message.startsWith("run: an epoch of 3 steps takes ") && message.endsWith("(training.stepsPerEpoch)"), message);
        assertFalse(Files.exists(folder().recipe()));
    }

    @Test
    void twoTrainingsDontShareAFolder() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        AtomicInteger refused = new AtomicInteger();
        run(recipe).listen(event -> {
            if (event instanceof RunEvent.Stepped step && step.step() == 1) {
                String message = assertThrows(IOException.class, () -> run(recipe).trainFold(0)).getMessage();
                assertTrue(message.startsWith(folder().fold(OptionalInt.of(0)).lock() + ": another training is in this folder (process "
                        + ProcessHandle.current().pid() + ", since "), message);
                refused.incrementAndGet();
            }
        }).trainFold(0);
        assertEquals(1, refused.get());
    }

    @Test
    void numbersThatAreNotFiniteEndIt() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(9), List.of(8, 8, 8), 1e25);
        NonFiniteStepException failure = assertThrows(NonFiniteStepException.class, () -> run(recipe).trainFold(0));
        assertTrue(failure.step() > 1, failure.getMessage());
        assertFalse(failure.cases().isEmpty());
        FoldFolder files = folder().fold(OptionalInt.of(0));
        assertTrue(Files.exists(files.path().resolve("checkpoint-" + (failure.step() - 1) + ".safetensors")));
        assertFalse(Files.exists(files.last()));
        assertTrue(Files.readAllLines(files.log()).getLast().contains("\"ending\":\"notFinite\""));
        assertEquals(failure.getMessage(), assertThrows(NonFiniteStepException.class, () -> run(recipe).trainFold(0)).getMessage());
    }

    @Test
    void aStepOfSeveralBatchesThatIsNotFiniteKeepsTheStepBefore() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(9), List.of(8, 8, 8), 1e25).with("training.accumulation", "3");
        List<String> warnings = new ArrayList<>();
        NonFiniteStepException failure = assertThrows(NonFiniteStepException.class, () -> run(recipe)
                .with(RunSettings.DEFAULT.withCheckpoints(1000, 1000)).listen(event -> {
                    if (event instanceof RunEvent.Warned warned) {
                        warnings.add(warned.sentence());
                    }
                }).trainFold(0));
        FoldFolder files = folder().fold(OptionalInt.of(0));
        assertTrue(Files.exists(files.path().resolve("checkpoint-" + (failure.step() - 1) + ".safetensors")), failure.getMessage());
        assertTrue(warnings.getLast().startsWith("the same recipe fails at the same step; train another one into another folder"),
                warnings.toString());
    }

    @Test
    void allThatIsWrongWithCasesIsSaidBeforeTheFirstStep() throws IOException {
        Path data = folder.resolve("data");
        Files.write(TinyData.image(data, 0), new byte[] {1, 2, 3});
        Volumes.write(new Volume(new Grid(10, 11, 10, Affine.diagonal(1, 1, 1)), 2, new float[2200]), TinyData.image(data, 1));
        Volumes.write(new Volume(new Grid(10, 11, 10, Affine.diagonal(1, 1, 1)), 1, new float[1100]), TinyData.image(data, 3));
        String message = assertThrows(MismatchException.class, () -> run(TinyData.recipe(TinyData.length(1))).trainFold(0)).getMessage();
        assertTrue(message.startsWith("training: 3 of 4 cases can't be used:\n"), message);
        assertTrue(message.contains("\n  case0: ") && message.contains("\n  case1: has 2 channels, expected 1: image")
                && message.contains("\n  case3: "), message);
        assertFalse(Files.exists(folder().fold(OptionalInt.of(0)).log()));
    }

    @Test
    void aLabelThatTheRecipeDoesNotKnowIsRefused() throws IOException {
        Grid grid = new Grid(10, 10, 10, Affine.diagonal(1, 1, 1));
        float[] label = new float[1000];
        label[7] = 3;
        Volumes.writeLabels(new Volume(grid, 1, label), TinyData.label(folder.resolve("data"), 0));
        String message = assertThrows(MismatchException.class, () -> run(TinyData.recipe(TinyData.length(1))).trainFold(0)).getMessage();
        assertTrue(message.contains("\n  case0: has the label 3, expected those of the recipe: [background = 0"), message);
    }

    @Test
    void memoryIsKnownBeforeTheFirstStep() {
        String message = assertThrows(IllegalArgumentException.class, () -> run(TinyData.recipe(TinyData.length(1)))
                .with(RunSettings.DEFAULT.withMemory(5 << 20)).trainFold(0)).getMessage();
        assertTrue(message.startsWith("memory: training takes ") && message.contains(", expected at most 5 MiB (the limit that was set);"),
                message);
        List<RunEvent.Phase> phases = new ArrayList<>();
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> run(TinyData.recipe(TinyData.length(1)))
                .with(RunSettings.DEFAULT.withMemory(5 << 20).withMinutes(60)).listen(event -> {
                    if (event instanceof RunEvent.Progressed progressed) {
                        phases.add(progressed.phase());
                    }
                }).trainFold(0)).getMessage());
        assertFalse(phases.contains(RunEvent.Phase.TIMING), "steps were timed first");
        assertFalse(Files.exists(folder().fold(OptionalInt.of(0)).log()));
    }

    @Test
    void aFullDiskUnderTheLogIsSaid() throws IOException {
        Path full = Path.of("/dev/full");
        if (!Files.exists(full)) {
            System.out.println("left out: there is no " + full);
            return;
        }
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        FoldFolder files = folder().fold(OptionalInt.of(0));
        Files.createDirectories(files.path());
        Files.createSymbolicLink(files.log(), full);
        IOException failure = assertThrows(IOException.class, () -> run(recipe).trainFold(0));
        assertTrue(failure.getMessage().startsWith(files.log() + ": can't be written (No space left on device); what the last checkpoint has"
                + " is kept"), failure.getMessage());
        Files.delete(files.log());
        assertEquals(3, run(recipe).trainFold(0).steps());
    }

    @Test
    void aTrainingStartsFromATrainedModel() throws IOException {
        // Nothing is learned at such a rate: the weights stay what they began with.
        Recipe recipe = TinyData.recipe(TinyData.length(1), List.of(8, 8, 8), 1e-30);
        Path bundle = run(TinyData.recipe(TinyData.length(2))).trainFold(0).folder().last();
        RunSettings settings = RunSettings.DEFAULT.withPretrained(bundle).withCheckpoints(1, 1000);
        List<String> tables = new ArrayList<>();
        TrainingRun tuned = TrainingRun.of(recipe, list, folder.resolve("tuned")).on(backend).with(settings).listen(event -> {
            if (event instanceof RunEvent.Transferred transferred) {
                tables.add(transferred.transfer().summary());
            }
        });
        RunResult result = tuned.trainFold(0);
        assertEquals(1, tables.size());
        assertTrue(tables.getFirst().startsWith("copied ") && tables.getFirst().contains("new 0"), tables.getFirst());
        Map<String, Tensor> before = TrainedModel.read(bundle).weights();
        TrainedModel after = TrainedModel.read(result.folder().last());
        before.forEach((name, tensor) -> assertArrayEquals(tensor.toFloats(), after.weights().get(name).toFloats(), name));
        assertEquals(64, after.provenance().get("pretrainedSha256").toString().length());
        assertEquals(3, tuned.trainFold(0).steps());
        String message = assertThrows(IllegalArgumentException.class, () -> run(TinyData.recipe(TinyData.length(2))).with(settings)
                .trainFold(0)).getMessage();
        assertTrue(message.startsWith("run: the training here began with weights that were drawn, not with that of " + bundle), message);
    }

    @Test
    void frozenPartsStayAsTheyAre() throws IOException {
        LengthSettings length = new LengthSettings(1, OptionalInt.of(3), 2, 1, Optional.empty(), OptionalDouble.empty(), List.of("stem"), 1,
                OptionalInt.empty());
        Map<String, Tensor> frozen = TrainedModel.read(run(TinyData.recipe(length)).trainFold(0).folder().last()).weights();
        RunResult free = TrainingRun.of(TinyData.recipe(TinyData.length(1), List.of(8, 8, 8), 1e-30), list, folder.resolve("free")).on(backend)
                .trainFold(0);
        Map<String, Tensor> drawn = TrainedModel.read(free.folder().last()).weights();
        int changed = 0;
        for (String name : drawn.keySet()) {
            if (name.startsWith("stem.")) {
                assertArrayEquals(drawn.get(name).toFloats(), frozen.get(name).toFloats(), name);
            } else {
                changed += Arrays.equals(drawn.get(name).toFloats(), frozen.get(name).toFloats()) ? 0 : 1;
            }
        }
        assertTrue(changed > 5 && drawn.keySet().stream().anyMatch(name -> name.startsWith("stem.")), changed + " of " + drawn.keySet());
    }

    @Test
    void whatIsUnknownIsLeftOut() throws IOException {
        // Label 9 is to be ignored; the data set of pairs of folders doesn't say so.
        for (int number = 0; number < 4; number++) {
            Path file = TinyData.label(folder.resolve("data"), number);
            Volume label = Volumes.read(file);
            float[] values = label.voxels().clone();
            for (int i = 0; i < values.length; i += 3) {
                values[i] = 9;
            }
            Volumes.writeLabels(label.withVoxels(1, values), file);
        }
        leaveOutBrighter();
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        String message = assertThrows(MismatchException.class, () -> run(recipe).trainFold(0)).getMessage();
        assertTrue(message.contains("has the label 9, expected those of the recipe"), message);
        list = list.withMeaning(list.channels(), new LabelScheme(List.of(), List.of(), OptionalInt.of(9)));
        message = assertThrows(MismatchException.class, () -> TrainingRun.of(recipe.with("data.unlabeled.case1", "brighter"), list,
                folder.resolve("wrong")).on(backend).trainFold(0)).getMessage();
        assertTrue(message.endsWith("\n  case1: has voxels of label 2, expected none of what was not looked for in it"), message);
        TrainingRun partly = TrainingRun.of(recipe.with("data.unlabeled", "{\"case0\": [\"brighter\"]}"), list, folder.resolve("partly"))
                .on(backend);
        List<RunEvent> events = new ArrayList<>();
        for (int fold = 0; fold < 2; fold++) {
            assertEquals(3, partly.listen(events::add).trainFold(fold).steps());
        }
        assertEquals(2, events.stream().filter(event -> event instanceof RunEvent.Validated validated
                && Double.isFinite(validated.score().meanDice())).count());
        // A region that no validation case can tell of.
        Map<String, Set<String>> nowhere = new HashMap<>();
        for (int number = 0; number < 4; number++) {
            Path each = TinyData.label(folder.resolve("data"), number);
            Volume map = Volumes.read(each);
            float[] empty = new float[map.voxels().length];
            Volumes.writeLabels(map.withVoxels(1, empty), each);
            nowhere.put("case" + number, Set.of("bright", "brighter"));
        }
        List<RunEvent> told = new ArrayList<>();
        RunResult blind = TrainingRun.of(recipe, list.withUnlabeled(nowhere), folder.resolve("blind")).on(backend).listen(told::add)
                .trainFold(0);
        assertTrue(told.contains(new RunEvent.Warned("brighter was looked for in none of the cases to train on, so nothing is learned of it")));
        assertEquals(OptionalDouble.empty(), blind.bestDice());
        assertTrue(Files.readString(blind.folder().log()).contains("\"meanDice\":null"));
    }

    @Test
    void theIgnoredLabelOfTheDataSetNeedsNoWord() throws IOException {
        Path file = TinyData.label(folder.resolve("data"), 0);
        Volume label = Volumes.read(file);
        float[] values = label.voxels().clone();
        values[3] = 9;
        Volumes.writeLabels(label.withVoxels(1, values), file);
        list = new DataList(list.name(), list.form(), list.source(), list.channels(), new LabelScheme(list.labels().meanings(),
                list.labels().paintOrder(), OptionalInt.of(9)), list.cases(), list.splits(), list.unlabeled(), list.problems());
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        assertEquals(3, run(recipe).trainFold(0).steps());
        DataList ignoring = list;
        list = list.withMeaning(list.channels(), new LabelScheme(List.of(), List.of(), OptionalInt.of(8)));
        assertEquals(folder().fold(OptionalInt.of(0)).path() + ": the data set ignores the label 8, expected the label 9, as when the training"
                + " began; bring it back, or train into another folder", assertThrows(IllegalArgumentException.class, () -> run(recipe)
                .trainFold(0)).getMessage());
        list = ignoring;
        assertEquals(3, run(recipe).trainFold(0).steps());
    }

    /** As if the brighter box was not looked for in the first case. */
    private void leaveOutBrighter() throws IOException {
        Path file = TinyData.label(folder.resolve("data"), 0);
        Volume label = Volumes.read(file);
        float[] values = label.voxels().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 2 ? 0 : values[i];
        }
        Volumes.writeLabels(label.withVoxels(1, values), file);
    }

    /** What was not looked for is a part of the run: with anything else it is another one. */
    @Test
    void whatWasNotLookedForIsStoredAndCompared() throws IOException {
        leaveOutBrighter();
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        DataList complete = list;
        list = complete.withUnlabeled(Map.of("case0", Set.of("2")));
        assertEquals(3, run(recipe).trainFold(0).steps());
        Recipe stored = Recipes.read(folder().recipe());
        assertEquals(Map.of("case0", Set.of("brighter")), stored.unlabeled());
        // The stored recipe says it without the data set.
        list = complete;
        assertEquals(3, run(stored).trainFold(0).steps());
        assertEquals(folder().recipe() + ": the trainings here have another recipe; go on with the stored one, or train into another folder:"
                + "\n  data.unlabeled is null, expected {case0=[brighter]}",
                assertThrows(MismatchException.class, () -> run(recipe).trainFold(0)).getMessage());
        list = complete.withUnlabeled(Map.of("case0", Set.of("brighter"), "case1", Set.of("bright")));
        assertTrue(assertThrows(MismatchException.class, () -> run(recipe).trainFold(0)).getMessage()
                .endsWith("\n  data.unlabeled.case1 is [bright], expected null"));
        assertEquals("recipe: data.unlabeled says something else than the data list data; let one of them say what was not looked for:"
                + "\n  case1: nothing by the recipe, bright by the data set",
                assertThrows(MismatchException.class, () -> run(stored).trainFold(0)).getMessage());
        list = complete;
        assertEquals("recipe: data.unlabeled names cases that are not in the data list data:\n  case7",
                assertThrows(MismatchException.class, () -> run(recipe.with("data.unlabeled.case7", "bright")).trainFold(0)).getMessage());
    }

    @Test
    void whatWouldFailAtTheEndFailsAtTheBeginning() throws IOException {
        Recipe recipe = TinyData.recipe(TinyData.length(1));
        FoldFolder files = folder().fold(OptionalInt.of(0));
        Files.createDirectories(files.last());
        Files.writeString(files.last().resolve("notes.txt"), "mine");
        IOException failure = assertThrows(IOException.class, () -> run(recipe).trainFold(0));
        assertTrue(failure.getMessage().contains(files.last().toString()), failure.getMessage());
        assertFalse(Files.exists(files.log()));
        Recipe endless = TinyData.recipe(TinyData.length(1_000_000_000));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TrainingRun.of(endless, list, folder.resolve("endless")).on(backend)
                .trainFold(0)).getMessage().startsWith("run: 1000000000 epochs of 3 steps are 3000000000 steps, expected at most "));
        Path bundle = run(recipe).trainFold(1).folder().last();
        assertTrue(assertThrows(IOException.class, () -> TrainingRun.of(recipe, list, bundle).on(backend).trainFold(0)).getMessage()
                .startsWith(bundle + ": is a model bundle, expected a folder for trainings"));
        list = DataLists.withSplits(list, Files.writeString(folder.resolve("splits.json"), "[{\"train\": [\"case0\"], \"val\": [\"case9\"]}]"));
        String message = assertThrows(MismatchException.class, () -> run(recipe).trainFold(0)).getMessage();
        assertTrue(message.startsWith("data list data: can't be trained on:\n") && message.contains("case9"), message);
    }
}
