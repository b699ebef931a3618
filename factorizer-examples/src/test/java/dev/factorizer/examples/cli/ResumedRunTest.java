package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
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
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever ends a training, and wherever: what it comes to in the end is the same. */
class ResumedRunTest {
    @TempDir
    private Path folder;
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Backends.named("jvm");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    /** Anything that a training doesn't know. */
    private static final class Accident extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private TrainingRun run(Recipe recipe, DataList list, String name) {
        return TrainingRun.of(recipe, list, folder.resolve(name)).on(backend)
                .with(RunSettings.DEFAULT.withCheckpoints(2, 1000).withLoaderThreads(2));
    }

    /** The same, stopped after so many steps and windows of validations. */
    private static TrainingRun stopped(TrainingRun run, int events) {
        AtomicInteger left = new AtomicInteger(events);
        return run.listen(event -> {
            if (event instanceof RunEvent.Stepped || event instanceof RunEvent.Progressed part && part.phase() == RunEvent.Phase.VALIDATING) {
                left.decrementAndGet();
            }
        }).stopWhen(() -> left.get() <= 0);
    }

    private static void assertSame(FoldFolder expected, FoldFolder found, String when) throws IOException {
        for (String bundle : List.of("best.bundle", "last.bundle")) {
            for (String file : List.of("weights.safetensors", "bundle.json")) {
                assertArrayEquals(Files.readAllBytes(expected.path().resolve(bundle).resolve(file)),
                        Files.readAllBytes(found.path().resolve(bundle).resolve(file)), when + ": " + bundle + "/" + file);
            }
        }
        assertEquals(log(expected), log(found), when);
        String last = "checkpoint-" + log(expected).getLast().replaceAll(".*\"step\":(\\d+).*", "$1") + ".safetensors";
        Weights before = Weights.read(expected.path().resolve(last));
        Weights after = Weights.read(found.path().resolve(last));
        assertEquals(before.tensors().keySet(), after.tensors().keySet());
        assertTrue(before.tensors().size() > 40, before.tensors().size() + " tensors");
        for (var tensor : before.tensors().entrySet()) {
            if (tensor.getKey().equals("sha256")) {
                continue;
            }
            StoredTensor other = after.tensors().get(tensor.getKey());
            assertArrayEquals(tensor.getValue().floats(), other.floats(), when + ": " + tensor.getKey());
        }
    }

    /** What is the same each time, of lines that are: starts are as many as there were. */
    private static List<String> log(FoldFolder files) throws IOException {
        return Files.readAllLines(files.log()).stream().filter(line -> !line.startsWith("{\"event\":\"start\""))
                .map(line -> line.replaceAll("\"(\\w*[sS]econds|waitedShare|memoryBytes)\":[^,}]*", "\"$1\":0")).toList();
    }

    private static int steps(FoldFolder files) throws IOException {
        return (int) Files.readAllLines(files.log()).stream().filter(line -> line.startsWith("{\"event\":\"step\"")).count();
    }

    @Test
    void anAccidentAtAnyMomentChangesNothing() throws IOException {
        DataList list = TinyData.write(folder.resolve("data"), 4);
        Recipe recipe = TinyData.recipe(TinyData.full(4));
        RunResult whole = run(recipe, list, "whole").trainFold(0);
        assertEquals(Ending.COMPLETE, whole.ending());
        assertEquals(12, whole.steps());
        assertEquals(12, steps(whole.folder()));
        AtomicInteger kinds = new AtomicInteger();
        for (Predicate<RunEvent> moment : List.<Predicate<RunEvent>>of(event -> event instanceof RunEvent.Stepped,
                event -> event instanceof RunEvent.Validated, event -> event instanceof RunEvent.EpochEnded,
                event -> event instanceof RunEvent.Progressed part && part.phase() == RunEvent.Phase.VALIDATING,
                event -> event instanceof RunEvent.Ended)) {
            String name = "ended" + kinds.incrementAndGet();
            int accidents = 0;
            RunResult found = null;
            while (found == null) {
                // Later each time, or it would never come further.
                int after = ++accidents;
                AtomicInteger seen = new AtomicInteger();
                try {
                    found = run(recipe, list, name).listen(event -> {
                        if (moment.test(event) && seen.incrementAndGet() == after) {
                            throw new Accident();
                        }
                    }).trainFold(0);
                } catch (Accident e) {
                    continue;
                }
            }
            assertTrue(accidents > 1, name);
            assertSame(whole.folder(), found.folder(), name);
        }
    }

    @Test
    void aTrainingThatIsStoppedOftenIsTheSame() throws IOException {
        DataList list = TinyData.write(folder.resolve("data"), 4);
        Recipe recipe = TinyData.recipe(TinyData.full(4));
        RunResult whole = run(recipe, list, "whole").trainFold(1);
        SplittableRandom random = new SplittableRandom(8);
        RunResult found;
        int stops = 0;
        do {
            found = stopped(run(recipe, list, "stopped"), random.nextInt(1, 24)).trainFold(1);
            stops++;
        } while (found.ending() == Ending.STOPPED);
        assertTrue(stops > 2, stops + " starts");
        assertEquals(Ending.COMPLETE, found.ending());
        assertEquals(whole.bestDice(), found.bestDice());
        assertEquals(whole.bestEpoch(), found.bestEpoch());
        assertSame(whole.folder(), found.folder(), "stopped");
    }

    @Test
    void fromADamagedCheckpointTheOneBeforeIsTaken() throws IOException {
        DataList list = TinyData.write(folder.resolve("data"), 4);
        Recipe recipe = TinyData.recipe(TinyData.full(4));
        RunResult whole = run(recipe, list, "whole").trainFold(0);
        FoldFolder files = stopped(run(recipe, list, "damaged"), 5).trainFold(0).folder();
        List<Path> saved;
        try (var entries = Files.list(files.path())) {
            saved = entries.filter(file -> file.getFileName().toString().startsWith("checkpoint-")).sorted().collect(Collectors.toList());
        }
        assertEquals(2, saved.size());
        byte[] bytes = Files.readAllBytes(saved.getLast());
        bytes[bytes.length - 5] ^= 1;
        Files.write(saved.getLast(), bytes);
        StringBuilder warnings = new StringBuilder();
        RunResult found = run(recipe, list, "damaged").listen(event -> {
            if (event instanceof RunEvent.Warned warned) {
                warnings.append(warned.sentence());
            }
        }).trainFold(0);
        assertTrue(warnings.toString().contains(saved.getLast().getFileName().toString())
                && warnings.toString().endsWith("the checkpoint before is taken"), warnings.toString());
        assertSame(whole.folder(), found.folder(), "damaged");
    }

    @Test
    void aTrainingIsExtendedOnceWhateverHappens() throws IOException {
        DataList list = TinyData.write(folder.resolve("data"), 4);
        Recipe recipe = TinyData.recipe(TinyData.full(2));
        RunSettings longer = RunSettings.DEFAULT.withCheckpoints(2, 1000).withExtension(2);
        for (String name : List.of("whole", "ended")) {
            assertEquals(6, run(recipe, list, name).trainFold(0).steps());
        }
        RunResult whole = run(recipe, list, "whole").with(longer).trainFold(0);
        assertEquals(12, whole.steps());
        assertEquals(Ending.STOPPED, stopped(run(recipe, list, "ended").with(longer), 2).trainFold(0).ending());
        RunResult found = run(recipe, list, "ended").with(longer).trainFold(0);
        assertEquals(12, found.steps());
        assertSame(whole.folder(), found.folder(), "ended");
        // It is complete now, with the recipe that it came to have.
        Recipe stored = Recipes.read(new RunFolder(folder.resolve("ended")).recipe());
        assertEquals(4, stored.length().epochs());
        byte[] log = Files.readAllBytes(found.folder().log());
        RunResult again = run(stored, list, "ended").trainFold(0);
        assertEquals(Ending.COMPLETE, again.ending());
        assertEquals(12, again.steps());
        assertArrayEquals(log, Files.readAllBytes(found.folder().log()));
    }
}
