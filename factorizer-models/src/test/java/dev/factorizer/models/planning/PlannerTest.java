package dev.factorizer.models.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.augmentation.ForegroundOversampling;
import dev.factorizer.io.augmentation.RandAffine;
import dev.factorizer.io.augmentation.RandFlip;
import dev.factorizer.io.augmentation.RandSpatialCrop;
import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.recipes.FoldSettings;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import dev.factorizer.reference.ShapeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proposals on a backend that only plans memory, with steps whose time is a function of their size. */
class PlannerTest {
    private static final PlanBudget PLENTY = new PlanBudget(64L << 30, Optional.empty());

    @TempDir
    private Path folder;

    /** As many seconds as a million voxels times the square of the finest width, in part. */
    private static double work(Recipe recipe, double secondsOfWidth32) {
        double voxels = recipe.model().network().window().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        int width = ((DynUNet.Settings) recipe.model().network()).stages().widths().getFirst();
        return secondsOfWidth32 * recipe.length().batchSize() * voxels / 1e6 * width * width / 1024;
    }

    private static Planner planner(Checked data) {
        return Planner.of(data.report()).withBudget(PLENTY).on(new ShapeBackend((_, _) -> true)).withClock(_ -> 2);
    }

    private static Planner timed(Checked data, double minutes, double secondsOfWidth32) {
        return planner(data).withBudget(new PlanBudget(64L << 30, Optional.of(Duration.ofMillis((long) (60_000 * minutes)))))
                .withClock(recipe -> work(recipe, secondsOfWidth32));
    }

    @Test
    void theHippocampus() {
        Plan plan = planner(Checked.hippocampus()).plan();
        Recipe recipe = plan.recipe();
        DynUNet.Settings network = (DynUNet.Settings) recipe.model().network();
        assertEquals(List.of(40, 56, 40), network.spatialSize());
        assertEquals(List.of(32, 64, 128, 256), network.stages().widths());
        assertEquals(3, network.outputChannels());
        assertEquals(ExclusiveClasses.nnUNet(false), recipe.loss());
        assertEquals(new FoldSettings(5, 12345), recipe.folds());
        assertEquals(2, recipe.length().batchSize());
        assertEquals(10_000, plan.prediction().updates(), 100);
        assertEquals(plan.prediction().updates(), recipe.length().epochs() * recipe.length().stepsPerEpoch().orElseThrow());
        assertEquals(2.0, plan.prediction().stepSeconds());
        assertEquals(new RandSpatialCrop(List.of(40, 56, 40)), recipe.augmentation().patch());
        assertEquals(plan, planner(Checked.hippocampus()).plan(), "the same again");
    }

    /** Each network in volumes, thick slices and pictures: a recipe that can be written, read and trained. */
    @ParameterizedTest
    @EnumSource
    void anyNetworkAndAnyGrid(ProposedNetwork network) throws IOException {
        List<Checked> data = List.of(Checked.hippocampus(),
                new Checked().channels("CT").values(-1024, 3000, 1).cases(9, List.of(300, 310, 40), List.of(0.8, 0.8, 5.0), "LPS"),
                new Checked().channels("R", "G", "B").cases(9, List.of(565, 584, 1), List.of(1.0, 1.0, 1.0), "LPS"),
                new Checked().cases(3, List.of(5, 6, 7), List.of(1.0, 1.0, 1.0), "RAS"));
        for (Checked one : data) {
            Plan plan = planner(one).withNetwork(network).withBudget(new PlanBudget(3L << 30, Optional.empty())).plan();
            assertEquals(network.kind(), plan.recipe().model().network().kind());
            assertTrue(plan.prediction().bytes() <= 3L << 30, plan.prediction()::toString);
            Path file = folder.resolve("recipe.yaml");
            Recipes.write(plan.recipe(), file, plan.notes());
            assertEquals(plan.recipe(), Recipes.read(file));
            String text = Files.readString(file).replaceAll("\\n *# ", " ");
            for (Choice choice : plan.choices()) {
                assertTrue(text.contains(choice.reason()), () -> choice + " in\n" + text);
            }
        }
    }

    @Test
    void theFactorizersWindowsDivideItsStages() {
        Factorizer.Settings network = (Factorizer.Settings) planner(Checked.hippocampus()).withNetwork(ProposedNetwork.FACTORIZER).plan()
                .recipe().model().network();
        assertEquals(List.of(40, 56, 40), network.spatialSize());
        assertEquals(4, network.encoder().stages());
    }

    @Test
    void lessMemoryMakesWindowsSmallerThenTheNetwork() {
        Checked data = new Checked().channels("T1", "T2").cases(10, List.of(240, 240, 155), List.of(140, 170, 140), List.of(1.0, 1.0, 1.0),
                "RAS");
        long[] limits = {64L << 30, 16L << 30, 8L << 30, 4L << 30, 1L << 30, 200L << 20};
        List<Attempt> taken = new ArrayList<>();
        for (long limit : limits) {
            Plan plan = planner(data).withBudget(new PlanBudget(limit, Optional.empty())).plan();
            taken.add(plan.attempts().getLast());
            assertEquals(Attempt.Verdict.TAKEN, taken.getLast().verdict());
            assertTrue(taken.getLast().bytes() <= limit, taken::toString);
        }
        for (int i = 1; i < taken.size(); i++) {
            assertTrue(taken.get(i).bytes() < taken.get(i - 1).bytes(), taken::toString);
            assertTrue(taken.get(i).width() <= taken.get(i - 1).width(), taken::toString);
        }
        assertEquals(List.of(160, 192, 160), taken.get(0).window());
        assertEquals(32, taken.get(2).width(), "at 8 GiB the window gives way");
        assertEquals(8, taken.getLast().width());
    }

    @Test
    void tooLittleMemoryForAnything() {
        String message = assertThrows(IllegalArgumentException.class, () -> planner(Checked.hippocampus())
                .withBudget(new PlanBudget(1 << 20, Optional.empty())).plan()).getMessage();
        assertTrue(message.matches("plan: the smallest training, a window of 16×16×16 voxels with 8 channels at first and batches of 1, takes"
                + " [0-9]+ MiB of memory, found a limit of 1 MiB; allow it as much"), message);
        long least = Long.parseLong(message.replaceAll(".*takes ([0-9]+) MiB.*", "$1"));
        Plan plan = planner(Checked.hippocampus()).withBudget(new PlanBudget(least << 20, Optional.empty())).plan();
        assertEquals(1, plan.recipe().length().batchSize());
    }

    @Test
    void timeDecidesHowLongAndHowWide() {
        Plan fast = timed(Checked.hippocampus(), 60, 2).plan();
        assertEquals(32, fast.attempts().getLast().width());
        assertTrue(fast.prediction().seconds() <= 3600, fast.prediction()::toString);
        assertTrue(fast.prediction().seconds() > 3300, fast.prediction()::toString);
        Plan slow = timed(Checked.hippocampus(), 60, 5).plan();
        assertEquals(24, slow.attempts().getLast().width());
        assertTrue(slow.prediction().updates() >= ProposedNetwork.DYN_UNET.plentyOfUpdates(), slow.prediction()::toString);
        assertTrue(slow.prediction().seconds() <= 3600, slow.prediction()::toString);
        assertEquals(List.of(40, 56, 40), slow.attempts().getLast().window(), "the network gives way before the window");
        Plan plenty = timed(Checked.hippocampus(), 600, 2).plan();
        assertTrue(plenty.recipe().length().batchSize() > 2, plenty.attempts()::toString);
    }

    @Test
    void shortTrainingsAreCheapButNotTooSmall() {
        Attempt cut = timed(Checked.hippocampus(), 30, 10).plan().attempts().getLast();
        assertEquals(List.of(32, 48, 32), cut.window(), "not filled up with nothing");
        assertEquals(16, cut.width());
        Plan few = timed(Checked.hippocampus(), 10, 20).plan();
        assertEquals(cut.window(), few.attempts().getLast().window());
        assertEquals(16, few.attempts().getLast().width(), "fewer than plenty, more than the least");
        Plan least = timed(Checked.hippocampus(), 10, 100).plan();
        assertTrue(least.attempts().getLast().width() < 16, least.attempts()::toString);
        assertTrue(least.prediction().updates() >= ProposedNetwork.DYN_UNET.leastUpdates(), least.prediction()::toString);
    }

    @Test
    void tooLittleTime() {
        Plan few = timed(Checked.hippocampus(), 20, 3000).plan();
        assertEquals(8, few.attempts().getLast().width());
        assertTrue(few.prediction().updates() < ProposedNetwork.DYN_UNET.leastUpdates());
        assertTrue(few.choices().stream().anyMatch(choice -> choice.reason().contains("expect less of it")), few.choices()::toString);
        String message = assertThrows(IllegalArgumentException.class,
                () -> timed(Checked.hippocampus(), 0.001, 1e6).plan()).getMessage();
        assertTrue(message.startsWith("plan: one update and one validation of the smallest training take "), message);
    }

    @Test
    void manyPassesTakeMoreAugmentation() {
        Checked few = new Checked().labels(LabelScheme.classes(List.of("background", "left lung", "right lung")), 1, 2)
                .cases(8, List.of(200, 200, 200), List.of(1.0, 1.0, 1.0), "RAS");
        Augmentation sided = planner(few).withBudget(new PlanBudget(4L << 30, Optional.empty())).plan().recipe().augmentation();
        assertEquals(List.of(new RandFlip(0.5, 1), new RandFlip(0.5, 2)),
                sided.spatial().stream().filter(RandFlip.class::isInstance).toList());
        assertEquals(ForegroundOversampling.class, sided.patch().getClass());
        Augmentation usual = planner(new Checked().cases(8, List.of(200, 200, 200), List.of(1.0, 1.0, 1.0), "RAS"))
                .withBudget(new PlanBudget(4L << 30, Optional.empty())).plan().recipe().augmentation();
        assertEquals(Augmentation.nnUNet(usual.patch().size()), usual);
        assertEquals(List.of(), timed(Checked.hippocampus(), 5, 10).plan().recipe().augmentation().spatial());
        Augmentation some = timed(Checked.hippocampus(), 60, 5).plan().recipe().augmentation();
        assertEquals(1, some.spatial().size());
        assertEquals(3, some.intensity().size());
        Augmentation slices = timed(new Checked().cases(200, List.of(60, 60, 1), List.of(1.0, 1.0, 1.0), "LPS"), 60, 100).plan().recipe()
                .augmentation();
        double turn = Math.toRadians(15);
        assertEquals(List.of(new RandAffine(0.5, List.of(0.0, 0.0, turn), List.of(0.15, 0.15, 0.0))), slices.spatial());
    }

    @Test
    void foldsOfTheDataSetCount() {
        assertEquals(3, planner(Checked.hippocampus()).withFolds(new FoldSettings(3, 7)).plan().recipe().folds().count());
        assertEquals(4, planner(new Checked().folds(4).cases(9, List.of(30, 30, 30), List.of(1.0, 1.0, 1.0), "RAS")).plan().recipe().folds()
                .count());
        assertEquals(2, planner(new Checked().cases(2, List.of(30, 30, 30), List.of(1.0, 1.0, 1.0), "RAS")).plan().recipe().folds().count());
    }

    @Test
    void regionsAndSmallWindows() {
        Recipe recipe = planner(new Checked().cases(20, List.of(240, 240, 155), List.of(1.0, 1.0, 1.0), "RAS"))
                .withBudget(new PlanBudget(4L << 30, Optional.empty())).plan().recipe();
        assertEquals(DiceCrossEntropy.nnUNetRegions(true), recipe.loss());
    }

    @Test
    void whatCannotBePlanned() {
        Checked faulty = Checked.hippocampus().problem(Problem.fault(ProblemKind.GRID, "a", Path.of("a.nii"), "lies elsewhere"));
        assertEquals("some: 1 fault has to be corrected before a training is planned:\n  a.nii: lies elsewhere",
                assertThrows(MismatchException.class, () -> planner(faulty).plan()).getMessage());
        assertEquals("some: only headers were checked, expected voxels, too, to plan a training by",
                assertThrows(IllegalArgumentException.class, () -> planner(Checked.hippocampus().headersOnly()).plan()).getMessage());
        assertEquals("some: has 1 training case with a label, expected at least 2: one to train on, one to validate with",
                assertThrows(IllegalArgumentException.class, () -> planner(new Checked().cases(1, List.of(9, 9, 9), List.of(1.0, 1.0, 1.0),
                        "RAS")).plan()).getMessage());
        assertThrows(IllegalStateException.class, () -> Planner.of(Checked.hippocampus().report()).plan());
        assertThrows(IllegalArgumentException.class, () -> planner(Checked.hippocampus()).withClock(_ -> Double.NaN).plan());
        assertThrows(IllegalArgumentException.class, () -> new PlanBudget(0, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new PlanBudget(1, Optional.of(Duration.ZERO)));
    }

    @Test
    void warningsDoNotStopIt() {
        Checked warned = Checked.hippocampus().problem(Problem.warning(ProblemKind.AFFINE, "a", Path.of("a.nii"), "is oblique"));
        assertEquals(planner(Checked.hippocampus()).plan().recipe(), planner(warned).plan().recipe());
    }

    @Test
    void stepsAreTimedWhereNothingIsSaid() {
        Plan plan = Planner.of(new Checked().cases(3, List.of(8, 8, 8), List.of(1.0, 1.0, 1.0), "RAS").report()).withBudget(PLENTY)
                .on(new ShapeBackend((_, _) -> true)).plan();
        assertTrue(plan.prediction().stepSeconds() > 0, plan.prediction()::toString);
    }

    /** Steps that take as long as they have work. */
    private static StepClock clock(double rate) {
        return recipe -> work(recipe, rate);
    }
}
