package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.layers.Dropout;
import dev.factorizer.models.layers.Linear;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Optimizer;
import dev.factorizer.models.optimizers.WarmupCosine;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training step by step: losses, refusals, what is written and read again. The reference backend computes. */
class TrainerTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final Shape IMAGES = Shape.of(2, 1, 16, 16);
    private static final Loss SQUARES = (logits, target) -> logits.subtract(target).square().meanAll();
    private static final Factorizer.Settings SMALL = Factorizer.Settings.swin(1, 1, List.of(16, 16), List.of(8, 16));

    /** Noise with a bright square in each image, and where the square is. */
    private static Tensor[] squares() {
        SplittableRandom random = new SplittableRandom(5);
        float[] images = new float[2 * 256];
        float[] targets = new float[2 * 256];
        for (int i = 0; i < images.length; i++) {
            int y = i / 16 % 16;
            int x = i % 16;
            boolean inside = i < 256 ? y >= 2 && y < 8 && x >= 3 && x < 9 : y >= 7 && y < 12 && x >= 9 && x < 15;
            targets[i] = inside ? 1 : 0;
            images[i] = targets[i] + (float) (0.6 * random.nextGaussian());
        }
        return new Tensor[] {Tensor.of(IMAGES, images), Tensor.of(IMAGES, targets)};
    }

    private static Training small() {
        return Training.of(new Factorizer(SMALL.withDropout(0.1)), new DiceCrossEntropy(), new AdamW(3e-3, 1e-2),
                new WarmupCosine(3, 20)).withClipping(new GradientClipping(1)).withSeed(11);
    }

    @Test
    void anotherTrainingIsNotResumed(@TempDir Path folder) throws IOException {
        try (Trainer trainer = small().on(BACKEND).start(IMAGES)) {
            trainer.save(folder);
        }
        Training other = Training.of(new Factorizer(SMALL.withDropout(0.1)), new DiceCrossEntropy(), new AdamW(3e-3, 1e-2),
                new WarmupCosine(3, 30)).withClipping(new GradientClipping(1)).withSeed(4).on(BACKEND);
        assertEquals("training: can't go on, settings differ from the saved ones: schedule.totalEpochs was 20, is 30; seed was"
                + " 11, is 4",
                assertThrows(IllegalArgumentException.class, () -> other.resume(folder)).getMessage());
    }

    /** y = w · x, one number each, so that every step can be followed by hand. */
    private static final Network LINE = (at, x) -> List.of(at.parameter("w", Shape.of(1), new Initializer.Fixed(2))
            .multiply(x));

    @Test
    void stepsAreThoseOfPyTorchsAdamW() {
        AdamW adam = new AdamW(0.1, 0.01);
        WarmupCosine schedule = new WarmupCosine(2, 6);
        double w = 2;
        double m = 0;
        double v = 0;
        try (Trainer trainer = Training.of(LINE, SQUARES, adam, schedule).withStepsPerEpoch(2).on(BACKEND)
                .start(Shape.of(1, 1, 1))) {
            for (int step = 1; step <= 10; step++) {
                double x = 0.5 + step;
                Step done = trainer.step(Tensor.of(new float[] {(float) x}, 1, 1, 1), Tensor.of(new float[] {1}, 1, 1, 1));
                double error = w * x - 1;
                assertEquals(error * error, done.loss(), 1e-4 * (1 + error * error), "loss of step " + step);
                double gradient = 2 * error * x;
                assertEquals(Math.abs(gradient), done.gradientNorm(), 1e-4 * (1 + Math.abs(gradient)));
                double rate = 0.1 * schedule.factor((step - 1) / 2);
                assertEquals(rate, done.learningRate(), 0);
                w *= 1 - rate * 0.01;
                m = 0.9 * m + 0.1 * gradient;
                v = 0.999 * v + 0.001 * gradient * gradient;
                w -= rate * (m / (1 - Math.pow(0.9, step))) / (Math.sqrt(v / (1 - Math.pow(0.999, step))) + 1e-8);
                assertEquals(w, trainer.weights().get("w").toFloats()[0], 1e-5, "parameter after step " + step);
            }
        }
    }

    @Test
    void otherShapesAreRefused() {
        try (Trainer trainer = Training.of(LINE, SQUARES, new AdamW(0.1, 0)).on(BACKEND).start(Shape.of(2, 1, 3))) {
            Tensor right = Tensor.of(Shape.of(2, 1, 3), new float[6]);
            assertEquals("training: images are float32 1×1×3, expected float32 2×1×3 as the training was started with",
                    assertThrows(IllegalArgumentException.class, () -> trainer.step(Tensor.of(Shape.of(1, 1, 3),
                            new float[3]), right)).getMessage());
            assertEquals("training: targets are int32 2×1×3, expected float32 2×1×3 as the training was started with",
                    assertThrows(IllegalArgumentException.class, () -> trainer.step(right, Tensor.of(Shape.of(2, 1, 3),
                            new int[6]))).getMessage());
        }
    }

    @Test
    void clippedGradientsKeepTheirDirection() {
        Network two = (at, x) -> List.of(at.parameter("a", Shape.of(1), Initializer.ONES).multiply(x)
                .add(at.parameter("b", Shape.of(1), Initializer.ONES)));
        // Plain gradient descent shows the clipped gradient itself.
        try (Trainer trainer = Training.of(two, SQUARES, new Descent(1)).withClipping(new GradientClipping(0.5)).on(BACKEND)
                .start(Shape.of(1, 1, 1))) {
            Step step = trainer.step(Tensor.of(new float[] {3}, 1, 1, 1), Tensor.of(new float[] {0}, 1, 1, 1));
            double norm = Math.hypot(24, 8);
            assertEquals(norm, step.gradientNorm(), 1e-4);
            assertEquals(1 - 24 * 0.5 / norm, trainer.weights().get("a").toFloats()[0], 1e-5);
            assertEquals(1 - 8 * 0.5 / norm, trainer.weights().get("b").toFloats()[0], 1e-5);
        }
    }

    /** p − rate · g: an optimizer of someone else, without state. */
    private record Descent(double learningRate) implements Optimizer {
        @Override
        public List<String> state() {
            return List.of();
        }

        @Override
        public Map<String, Double> numbers(long step, double rate) {
            return Map.of("rate", rate);
        }

        @Override
        public List<Value> step(Value parameter,
                Value gradient, List<Value> state,
                Map<String, Value> numbers) {
            return List.of(parameter.subtract(gradient.multiply(numbers.get("rate"))));
        }
    }

    @Test
    void aStepThatIsNotFiniteChangesNothingAndNamesItsPlace() {
        Network network = (at, x) -> List.of(at.apply("second",
                (inner, y) -> y.log().add(inner.parameter("shift", Shape.of(1), Initializer.ZEROS)),
                at.apply("first", new Linear(1, false), at.apply("drop", new Dropout(0.5), x))));
        Tensor ones = Tensor.of(new float[] {1, 1, 1, 1}, 1, 1, 4);
        try (Trainer trainer = Training.of(network, SQUARES, new AdamW(0.1, 0)).on(BACKEND).start(Shape.of(1, 1, 4))) {
            trainer.load(Map.of("first.linear.weight", Tensor.of(new float[] {-1}, 1, 1, 1), "second.shift",
                    Tensor.of(new float[] {0.5f}, 1)));
            NonFiniteStepException failure = assertThrows(NonFiniteStepException.class, () -> trainer.step(ones, ones));
            assertEquals("training: step 1 has loss NaN and gradient norm NaN; it began in second (unary); nothing was"
                    + " changed: check the data, lower the learning rate or clip the gradients", failure.getMessage());
            assertEquals(1, failure.step());
            assertEquals(0, trainer.steps());
            assertArrayEquals(new float[] {-1}, trainer.weights().get("first.linear.weight").toFloats());
            assertArrayEquals(new float[] {0.5f}, trainer.weights().get("second.shift").toFloats());
            Tensor broken = Tensor.of(new float[] {1, Float.NaN, 1, 1}, 1, 1, 4);
            assertTrue(assertThrows(NonFiniteStepException.class, () -> trainer.step(broken, ones)).getMessage()
                    .contains("; the images hold a number that is not finite; "));
            assertTrue(assertThrows(NonFiniteStepException.class, () -> trainer.step(ones, broken)).getMessage()
                    .contains("; it began in second"), "forward values come before the targets");
        }
    }

    @Test
    void aGradientThatIsNotFiniteIsNamedToo() {
        Network root = (at, x) -> List.of(at.apply("root", (inner, y) -> y.multiply(
                inner.parameter("w", Shape.of(1), Initializer.ZEROS)).sqrt(), x));
        Tensor one = Tensor.of(new float[] {1}, 1, 1, 1);
        try (Trainer trainer = Training.of(root, SQUARES, new AdamW(0.1, 0)).on(BACKEND).start(Shape.of(1, 1, 1))) {
            String message = assertThrows(NonFiniteStepException.class, () -> trainer.step(one, one)).getMessage();
            assertTrue(message.startsWith("training: step 1 has loss 1.0 and gradient norm Infinity; it began in the gradient"
                    + " of root ("), message);
        }
        // Dropout on a way that leads nowhere: its key has no place in the program.
        Network astray = (at, x) -> {
            at.apply("aside", new Dropout(0.5), x);
            return root.apply(at, x);
        };
        try (Trainer trainer = Training.of(astray, SQUARES, new AdamW(0.1, 0)).on(BACKEND).start(Shape.of(1, 1, 1))) {
            assertTrue(assertThrows(NonFiniteStepException.class, () -> trainer.step(one, one)).getMessage()
                    .contains("; it began in the gradient of root ("));
        }
        // A gradient of 1e180, whose square is beyond double precision, of a loss of 0.
        Network steep = (at, x) -> List.of(x.multiply(at.parameter("w", Shape.of(1), Initializer.ZEROS)));
        Loss huge = (logits, target) -> Stream.iterate(logits, value -> value.multiply(1e30)).skip(6).findFirst().orElseThrow()
                .sumAll();
        try (Trainer trainer = Training.of(steep, huge, new AdamW(0.1, 0)).on(BACKEND).start(Shape.of(1, 1, 1))) {
            String message = assertThrows(NonFiniteStepException.class, () -> trainer.step(one, one)).getMessage();
            assertTrue(message.contains("all values are finite, but the norm of the gradients is not"), message);
        }
    }

    @Test
    void computingForwardValuesAgainTakesLessMemoryAndGivesNearlyTheSame() {
        Training training = Training.of(new Factorizer(SMALL.withFactorization(Factorization.of(Solver.MU).withRank(2)
                .withIterations(3))), new DiceCrossEntropy(), new AdamW(1e-3, 0)).on(BACKEND);
        try (Trainer keeping = training.start(IMAGES);
                Trainer again = training.withOptions(new CompileOptions(true, Long.MAX_VALUE)).start(IMAGES)) {
            assertTrue(again.memory().arenaBytes() < 0.9 * keeping.memory().arenaBytes(),
                    again.memory().arenaBytes() + " of " + keeping.memory().arenaBytes());
            Tensor[] data = squares();
            for (int i = 0; i < 3; i++) {
                Step first = keeping.step(data[0], data[1]);
                assertEquals(first.loss(), again.step(data[0], data[1]).loss(), 1e-4 * first.loss());
            }
        }
    }

    @Test
    void deepSupervisionAndRunningBuffersTrain() {
        Network counting = (at, x) -> {
            Value seen = at.buffer("seen", Shape.of(), Initializer.ZEROS);
            at.update("seen", seen.add(1));
            return new Factorizer(SMALL.withDeepSupervisionHeads(2)).apply(at, x);
        };
        Tensor[] data = squares();
        try (Trainer trainer = Training.of(counting, DeepSupervision.halving(new DiceCrossEntropy(), 2),
                new AdamW(1e-2, 0)).on(BACKEND).start(IMAGES)) {
            double first = trainer.step(data[0], data[1]).loss();
            while (trainer.steps() < 15) {
                trainer.step(data[0], data[1]);
            }
            assertTrue(trainer.step(data[0], data[1]).loss() < 0.7 * first);
            assertEquals(16, trainer.weights().get("seen").toFloats()[0]);
        }
    }

    /** Not when it is saved, hours later. */
    @Test
    void settingsThatCannotBeSavedAreRefusedAtTheStart() {
        Loss loss = new Loss() {
            @Override
            public Value apply(Value logits, Value target) {
                return logits.subtract(target).square().meanAll();
            }

            @Override
            public Optional<Identity> identity() {
                return Optional.of(new Identity("com.example.loss", Map.of("weight", Double.NaN)));
            }
        };
        Training training = Training.of((at, x) -> List.of(x.multiply(at.parameter("p", Shape.of(1), Initializer.ONES))), loss,
                new AdamW(1e-3, 0)).on(BACKEND);
        assertEquals("com.example.loss.weight: found NaN, expected a finite number",
                assertThrows(IllegalArgumentException.class, () -> training.start(Shape.of(1, 1, 4))).getMessage());
    }
}
