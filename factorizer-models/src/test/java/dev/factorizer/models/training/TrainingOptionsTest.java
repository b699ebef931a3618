package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.augmentation.SampleBatch;
import dev.factorizer.io.augmentation.SampleKey;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Schedule;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several batches for a step, the average of the weights, frozen parts, and batches with the names of their cases. */
class TrainingOptionsTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final Factorizer.Settings SMALL = Factorizer.Settings.swin(1, 1, List.of(16, 16), List.of(8, 16));

    /** The mean of squares. */
    private record Squares() implements Loss {
        @Override
        public Value apply(Value logits, Value target) {
            return logits.subtract(target).square().meanAll();
        }

        @Override
        public Optional<Identity> identity() {
            return Optional.of(new Identity("com.example.squares"));
        }
    }

    /** w · x + b after a batch normalization of x. */
    private record NormalizedLine() implements Network {
        @Override
        public List<Value> apply(Scope at, Value x) {
            Value normal = at.apply("norm", new BatchNormalization(1e-5, 0.5, false), x);
            return List.of(normal.multiply(at.parameter("line.w", Shape.of(1), new Initializer.Fixed(2)))
                    .add(at.parameter("line.b", Shape.of(1), Initializer.ZEROS)));
        }

        @Override
        public Optional<Identity> identity() {
            return Optional.of(new Identity("com.example.line"));
        }
    }

    private static Tensor noise(long seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) Shape.of(sizes).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    private static Tensor masks(long seed, int... sizes) {
        float[] values = noise(seed, sizes).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > 0.5 ? 1 : 0;
        }
        return Tensor.of(values, sizes);
    }

    private static Tensor part(Tensor whole, int sample) {
        int length = (int) whole.shape().elements() / whole.shape().size(0);
        return Tensor.of(whole.shape().with(0, 1), Arrays.copyOfRange(whole.toFloats(), sample * length, (sample + 1) * length));
    }

    private static Training factorizer() {
        return Training.of(SMALL, new DiceCrossEntropy(), new AdamW(1e-2, 1e-3)).withClipping(new GradientClipping(0.5)).withSeed(3)
                .on(BACKEND);
    }

    @Test
    void fourSmallBatchesAreOneLarge() {
        try (Trainer large = factorizer().start(Shape.of(4, 1, 16, 16));
                Trainer small = factorizer().withAccumulation(4).start(Shape.of(1, 1, 16, 16))) {
            for (int step = 1; step <= 3; step++) {
                Tensor images = noise(step, 4, 1, 16, 16);
                Tensor targets = masks(step, 4, 1, 16, 16);
                Step expected = large.step(images, targets);
                for (int i = 0; i < 3; i++) {
                    Map<String, Tensor> before = small.weights();
                    assertEquals(Optional.empty(), small.accumulate(part(images, i), part(targets, i)));
                    same(before, small.weights(), 0f);
                    assertEquals(4 * (step - 1) + i + 1, small.batches());
                }
                Step found = small.accumulate(part(images, 3), part(targets, 3)).orElseThrow();
                assertEquals(expected.loss(), found.loss(), 1e-6 * expected.loss());
                assertEquals(expected.gradientNorm(), found.gradientNorm(), 1e-5 * expected.gradientNorm());
                assertEquals(step, found.number());
                assertEquals(step, small.steps());
                same(large.weights(), small.weights(), 2e-5f);
            }
        }
    }

    private static void same(Map<String, Tensor> expected, Map<String, Tensor> found, float tolerance) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, tensor) -> assertArrayEquals(tensor.toFloats(), found.get(name).toFloats(), tolerance, name));
    }

    /** A batch that went wrong is not in the sum, and another takes its place. */
    @Test
    void aBatchThatIsNotFiniteIsNotInTheStep() {
        Training training = Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).withAccumulation(2).withAverage(0.5)
                .on(BACKEND);
        Tensor broken = Tensor.of(new float[] {1, Float.NaN, 2}, 1, 1, 3);
        try (Trainer clean = training.start(Shape.of(1, 1, 3)); Trainer stumbling = training.start(Shape.of(1, 1, 3))) {
            for (int step = 0; step < 2; step++) {
                for (int i = 0; i < 2; i++) {
                    assertThrows(NonFiniteStepException.class, () -> stumbling.accumulate(broken, broken));
                    Tensor x = noise(10 * step + i, 1, 1, 3);
                    assertEquals(clean.accumulate(x, x), stumbling.accumulate(x, x));
                }
            }
            same(clean.weights(), stumbling.weights(), 0f);
            same(clean.averagedWeights(), stumbling.averagedWeights(), 0f);
            assertEquals(4, clean.weights().get("norm.num_batches_tracked").toFloats()[0]);
        }
    }

    /** After the first of two batches has changed running statistics, the second fails; what is saved is the state before both. */
    @Test
    void aStepThatIsAbandonedChangedNothing(@TempDir Path folder) throws IOException {
        Training training = Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).withAccumulation(2).withAverage(0.5)
                .on(BACKEND);
        Tensor broken = Tensor.of(new float[] {1, Float.NaN, 2}, 1, 1, 3);
        try (Trainer clean = training.start(Shape.of(1, 1, 3)); Trainer stumbling = training.start(Shape.of(1, 1, 3))) {
            for (Trainer trainer : List.of(clean, stumbling)) {
                trainer.accumulate(noise(1, 1, 1, 3), noise(1, 1, 1, 3));
                trainer.accumulate(noise(2, 1, 1, 3), noise(2, 1, 1, 3));
            }
            stumbling.accumulate(noise(3, 1, 1, 3), noise(3, 1, 1, 3));
            assertThrows(NonFiniteStepException.class, () -> stumbling.accumulate(broken, broken));
            stumbling.abandonStep();
            assertEquals(2, stumbling.batches());
            same(clean.weights(), stumbling.weights(), 0f);
            same(clean.averagedWeights(), stumbling.averagedWeights(), 0f);
            stumbling.save(folder);
            for (int i = 4; i < 6; i++) {
                assertEquals(clean.accumulate(noise(i, 1, 1, 3), noise(i, 1, 1, 3)), stumbling.accumulate(noise(i, 1, 1, 3), noise(i, 1, 1, 3)));
            }
            same(clean.weights(), stumbling.weights(), 0f);
        }
    }

    /** A finite loss, and an update that isn't: such weights don't take the place of good ones. */
    @Test
    void weightsThatAreNotFiniteAreNotSaved(@TempDir Path folder) throws IOException {
        Training training = Training.of(new NormalizedLine(), new Squares(), new AdamW(1e-3, 0), new Schedule() {
            @Override
            public double factor(int epoch) {
                return epoch == 0 ? 1 : 1e45;
            }

            @Override
            public Optional<Identity> identity() {
                return Optional.of(new Identity("com.example.cliff"));
            }
        }).on(BACKEND);
        try (Trainer trainer = training.start(Shape.of(1, 1, 3))) {
            trainer.step(noise(1, 1, 1, 3), noise(2, 1, 1, 3));
            trainer.save(folder);
            trainer.step(noise(1, 1, 1, 3), noise(2, 1, 1, 3));
            String message = assertThrows(NonFiniteStepException.class, () -> trainer.save(folder)).getMessage();
            assertTrue(message.startsWith("training: after step 2 the parameter line.") && message.contains(", expected finite numbers; nothing"
                    + " was saved: go on from the checkpoint before"), message);
        }
        try (Trainer trainer = training.resume(folder)) {
            assertEquals(1, trainer.steps());
        }
    }

    @Test
    void stepsAndSavesAreRefusedAmidAStep(@TempDir Path folder) throws IOException {
        Tensor x = noise(1, 1, 1, 3);
        try (Trainer trainer = Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).withAccumulation(2).on(BACKEND)
                .start(Shape.of(1, 1, 3))) {
            assertEquals("training: 2 batches make a step, expected calls of accumulate, the last of which gives the step",
                    assertThrows(IllegalStateException.class, () -> trainer.step(x, x)).getMessage());
            trainer.accumulate(x, x);
            assertEquals("training: 1 of 2 batches of step 1 were taken, expected all of them before weights are saved or"
                    + " loaded", assertThrows(IllegalStateException.class, () -> trainer.save(folder)).getMessage());
            assertThrows(IllegalStateException.class, () -> trainer.load(trainer.weights()));
            trainer.accumulate(x, x);
            trainer.save(folder);
        }
    }

    @Test
    void theAverageFollowsTheWeightsAndRunningStatistics(@TempDir Path folder) throws IOException {
        double decay = 0.3;
        Training training = Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).withAverage(decay).on(BACKEND);
        List<String> averaged = List.of("line.w", "line.b", "norm.running_mean", "norm.running_var");
        double[] expected = {2, 0, 0, 1};
        try (Trainer trainer = training.start(Shape.of(1, 1, 3))) {
            same(trainer.weights(), trainer.averagedWeights(), 0f);
            for (int step = 1; step <= 6; step++) {
                trainer.step(noise(step, 1, 1, 3), noise(-step, 1, 1, 3));
                for (int i = 0; i < 4; i++) {
                    double now = trainer.weights().get(averaged.get(i)).toFloats()[0];
                    double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
                    expected[i] = kept * expected[i] + (1 - kept) * now;
                    assertEquals(expected[i], trainer.averagedWeights().get(averaged.get(i)).toFloats()[0], 1e-6, averaged.get(i));
                }
                assertEquals(step, trainer.averagedWeights().get("norm.num_batches_tracked").toFloats()[0], "counts are as they are");
            }
            trainer.save(folder);
            try (Trainer resumed = training.resume(folder)) {
                same(trainer.averagedWeights(), resumed.averagedWeights(), 0f);
                trainer.step(noise(7, 1, 1, 3), noise(-7, 1, 1, 3));
                resumed.step(noise(7, 1, 1, 3), noise(-7, 1, 1, 3));
                // The reference computes in double precision, which is rounded when it is saved.
                same(trainer.averagedWeights(), resumed.averagedWeights(), 1e-6f);
            }
            trainer.load(trainer.weights());
            same(trainer.weights(), trainer.averagedWeights(), 0f);
        }
        try (Trainer without = Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).on(BACKEND)
                .start(Shape.of(1, 1, 3))) {
            assertEquals("training: there is no average of the weights, expected a training made by withAverage",
                    assertThrows(IllegalStateException.class, without::averagedWeights).getMessage());
        }
    }

    @Test
    void frozenPartsStayAsTheyAreWithoutGradientsOrState() {
        Training frozen = factorizer().withFrozen(List.of("encoder", "stem.weight"));
        TrainingGraph all = TrainingGraph.of(factorizer().settings(), Fusion.ALL, Shape.of(2, 1, 16, 16), Optional.empty());
        TrainingGraph fewer = TrainingGraph.of(frozen.settings(), Fusion.ALL, Shape.of(2, 1, 16, 16), Optional.empty());
        assertTrue(all.state().containsKey("optimizer.firstMoment.stem.weight"));
        assertFalse(fewer.state().keySet().stream().anyMatch(name -> name.contains(".encoder.") || name.contains(".stem.")));
        assertTrue(fewer.graph().nodes().size() < 0.9 * all.graph().nodes().size(), "what isn't needed is not computed");
        assertTrue(gradients(all, "stem") && !gradients(fewer, "stem"));
        try (Trainer trainer = frozen.withAverage(0.9).start(Shape.of(2, 1, 16, 16))) {
            Map<String, Tensor> before = trainer.weights();
            trainer.step(noise(1, 2, 1, 16, 16), masks(1, 2, 1, 16, 16));
            Map<String, Tensor> after = trainer.weights();
            int changed = 0;
            for (String name : before.keySet()) {
                boolean same = Arrays.equals(before.get(name).toFloats(), after.get(name).toFloats());
                assertTrue(same || !name.startsWith("encoder.") && !name.equals("stem.weight"), name + " changed");
                changed += same ? 0 : 1;
            }
            assertTrue(changed > 5, changed + " tensors are trained");
            assertArrayEquals(before.get("stem.weight").toFloats(), trainer.averagedWeights().get("stem.weight").toFloats());
        }
    }

    /** Whether weights of a layer's convolution have a gradient. */
    private static boolean gradients(TrainingGraph graph, String layer) {
        return graph.graph().nodes().stream().anyMatch(node -> node.path().equals(layer)
                && node.operation() instanceof ConvolutionWeightGradient);
    }

    @Test
    void frozenBuffersStayToo() {
        Tensor x = noise(1, 1, 1, 3);
        try (Trainer trainer = Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).withFrozen(List.of("norm"))
                .on(BACKEND).start(Shape.of(1, 1, 3))) {
            trainer.step(x, x);
            assertEquals(0, trainer.weights().get("norm.num_batches_tracked").toFloats()[0]);
            assertEquals(1, trainer.weights().get("norm.running_var").toFloats()[0]);
            assertTrue(trainer.weights().get("line.w").toFloats()[0] != 2);
        }
    }

    @Test
    void aPartThatIsNotThereIsAnErrorWithTheNearest() {
        assertMessage("training: frozen part \"encodr\" is not in the network, expected the name of a parameter or of a layer, such as"
                + " \"encoder\"", factorizer().withFrozen(List.of("stem", "encodr")));
        assertMessage("training: frozen part \"ste\" is not in the network, expected the name of a parameter or of a layer, such as"
                + " \"stem\"", factorizer().withFrozen(List.of("ste")));
        assertMessage("training: frozen part \"zebra\\n\" is not in the network, expected the name of a parameter or of a layer",
                factorizer().withFrozen(List.of("zebra\n")));
        assertMessage("training: \"line.w\", \"line.b\" are all of the network's parameters, expected at least one that isn't frozen",
                Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).withFrozen(List.of("line.w", "line.b")).on(BACKEND));
    }

    private static void assertMessage(String expected, Training training) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, () -> training.start(Shape.of(1, 1, 16, 16))).getMessage());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals("training: accumulation is 0, expected at least 1 batch for each step",
                assertThrows(IllegalArgumentException.class, () -> factorizer().withAccumulation(0)).getMessage());
        assertEquals("training: decay of the average is 1.0, expected above 0 and below 1, such as 0.999",
                assertThrows(IllegalArgumentException.class, () -> factorizer().withAverage(1)).getMessage());
    }

    @Test
    void theyArePartOfTheIdentity() {
        TrainingIdentity plain = TrainingIdentity.of(factorizer().settings(), CompileOptions.DEFAULT);
        TrainingIdentity other = TrainingIdentity.of(factorizer().withAccumulation(2).withAverage(0.9).withFrozen(List.of("stem"))
                .settings(), CompileOptions.DEFAULT);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> other.requireSame(plain, Set.of())).getMessage()
                .endsWith("accumulation was 1, is 2; averageDecay was none, is 0.9; frozen was [], is [stem]"));
    }

    @Test
    void aBatchOfSamplesNamesItsCasesWhenAStepIsNotFinite() {
        SampleBatch batch = new SampleBatch(0, List.of(new SampleKey(1, 0, "case_07"), new SampleKey(1, 0, "odd\nname")),
                new float[] {1, 2, Float.NaN, 4, 5, 6}, List.of(2, 1, 3, 1, 1), new float[6], List.of(2, 1, 3, 1, 1));
        try (Trainer trainer = Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).on(BACKEND)
                .start(Shape.of(2, 1, 3))) {
            NonFiniteStepException failure = assertThrows(NonFiniteStepException.class, () -> trainer.step(batch));
            assertTrue(failure.getMessage().startsWith("training: step 1 has loss NaN and gradient norm NaN in a batch of cases case_07,"
                    + " odd\\nname; the images hold a number that is not finite; nothing was changed"), failure.getMessage());
            assertEquals(List.of("case_07", "odd\nname"), failure.cases());
            SampleBatch good = new SampleBatch(1, batch.keys(), new float[] {1, 2, 3, 4, 5, 6}, List.of(2, 1, 3, 1, 1), new float[6],
                    List.of(2, 1, 3, 1, 1));
            Step first = trainer.step(good);
            try (Trainer other = Training.of(new NormalizedLine(), new Squares(), new AdamW(0.1, 0)).on(BACKEND)
                    .start(Shape.of(2, 1, 3))) {
                assertEquals(other.step(Tensor.of(good.images(), 2, 1, 3), Tensor.of(good.targets(), 2, 1, 3)), first);
            }
            SampleBatch thick = new SampleBatch(1, batch.keys(), new float[12], List.of(2, 1, 3, 2, 1), new float[12],
                    List.of(2, 1, 3, 2, 1));
            assertEquals("training: images are float32 2×1×3×2, expected float32 2×1×3 as the training was started with",
                    assertThrows(IllegalArgumentException.class, () -> trainer.step(thick)).getMessage());
        }
    }

    @Test
    void unknownTargetsNeedALossThatLeavesThemOut() {
        SampleBatch batch = new SampleBatch(0, List.of(new SampleKey(1, 0, "a")), new float[] {1, 2, 3}, List.of(1, 1, 3, 1, 1),
                new float[] {1, -1, 0}, List.of(1, 1, 3, 1, 1));
        Training training = Training.of(new NormalizedLine(), new DiceCrossEntropy(), new AdamW(0.1, 0)).on(BACKEND);
        try (Trainer trainer = training.start(Shape.of(1, 1, 3))) {
            assertEquals("training: targets are -1.0 where they are not known, expected a loss that leaves this out; take its"
                    + " partlyLabeled()", assertThrows(IllegalArgumentException.class, () -> trainer.step(batch)).getMessage());
        }
        try (Trainer trainer = Training.of(new NormalizedLine(), new DiceCrossEntropy().partlyLabeled(), new AdamW(0.1, 0)).on(BACKEND)
                .start(Shape.of(1, 1, 3))) {
            assertTrue(trainer.step(batch).gradientNorm() > 0);
        }
    }
}
