package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.WarmupCosine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The program of a training step, without data: what it holds, updates and refuses. */
class TrainingGraphTest {
    private static final Factorizer.Settings PLANE = Factorizer.Settings.swin(2, 3, List.of(16, 16), List.of(8, 16));
    private static final Shape IMAGES = Shape.of(2, 2, 16, 16);

    private static TrainingSettings settings(Network network, Loss loss) {
        return Training.of(network, loss, new AdamW(1e-3, 0), new WarmupCosine(2, 10)).settings();
    }

    private static TrainingGraph trace(Network network, Loss loss) {
        return TrainingGraph.of(settings(network, loss), Fusion.ALL, IMAGES, Optional.empty());
    }

    @Test
    void everyTrainedParameterIsUpdatedWithItsStateAndNothingElse() {
        TrainingGraph graph = trace(new Factorizer(PLANE), new DiceCrossEntropy());
        long trained = graph.parameters().stream().filter(spec -> spec.trainable()).count();
        assertEquals(3 * trained, graph.graph().updates().size());
        assertEquals(2 * trained, graph.state().size());
        assertEquals(graph.parameters().size() + 2 * trained + 2 + 3, graph.graph().placeholders().size());
        assertEquals(List.of("x", "target", "optimizer.firstCorrection", "optimizer.rate", "optimizer.secondCorrection"),
                graph.graph().placeholders(Placeholder.Role.INPUT).stream().map(Placeholder::name).toList());
        assertTrue(graph.state().containsKey("optimizer.secondMoment.stem.weight"));
        assertFalse(graph.isRandom());
        assertTrue(trace(new Factorizer(PLANE.withDropout(0.2)), new DiceCrossEntropy()).isRandom());
    }

    @Test
    void targetsHaveTheShapeOfTheFinestResultUnlessSaid() {
        assertEquals(Shape.of(2, 3, 16, 16), trace(new Factorizer(PLANE), new DiceCrossEntropy()).targets());
        assertEquals(Shape.of(2, 3, 16, 16), trace(new Factorizer(PLANE.withDeepSupervisionHeads(2)),
                DeepSupervision.halving(new DiceCrossEntropy(), 2)).targets());
        Shape classes = Shape.of(2, 1, 16, 16);
        assertEquals(classes, trace(new Factorizer(PLANE), ExclusiveClasses.nnUNet(false)).targets());
        assertEquals(classes, trace(new Factorizer(PLANE.withDeepSupervisionHeads(2)),
                DeepSupervision.nnUNet(ExclusiveClasses.nnUNet(false), 2)).targets());
        assertEquals("dice loss: target has shape 2×1×16×16, expected that of the logits, 2×3×16×16",
                assertThrows(ShapeException.class, () -> TrainingGraph.of(settings(new Factorizer(PLANE),
                        new DiceCrossEntropy()), Fusion.ALL, IMAGES, Optional.of(classes))).getMessage());
    }

    @Test
    void whatTheLossDoesNotDependOnStays() {
        Network network = (at, x) -> {
            at.parameter("left", Shape.of(3), Initializer.ONES);
            return List.of(x.multiply(at.parameter("used", Shape.of(1), Initializer.ONES)));
        };
        TrainingGraph graph = trace(network, (logits, target) -> logits.subtract(target).square().meanAll());
        assertEquals(List.of("used", "optimizer.firstMoment.used", "optimizer.secondMoment.used"),
                List.copyOf(graph.graph().updates().keySet()));
        assertTrue(graph.graph().placeholders(Placeholder.Role.PARAMETER).stream()
                .anyMatch(placeholder -> placeholder.name().equals("left")), "it is kept all the same");
    }

    @Test
    void buffersFollowWhatTheNetworkSays() {
        Network network = (at, x) -> {
            var seen = at.buffer("seen", Shape.of(), Initializer.ZEROS);
            at.update("seen", seen.add(1));
            return List.of(x.multiply(at.parameter("w", Shape.of(1), Initializer.ONES)).add(seen));
        };
        TrainingGraph graph = trace(network, (logits, target) -> logits.subtract(target).square().meanAll());
        assertTrue(graph.graph().updates().containsKey("seen"));
        Network wrong = (at, x) -> {
            at.update("lost", x);
            return List.of(x.multiply(at.parameter("w", Shape.of(1), Initializer.ONES)));
        };
        assertEquals("training: the network updates \"lost\", which it has not asked for as a buffer",
                assertThrows(IllegalArgumentException.class, () -> trace(wrong, (logits, target) -> logits.meanAll()))
                        .getMessage());
    }

    @Test
    void theSameSettingsGiveTheSameGraph() {
        assertEquals(trace(new Factorizer(PLANE), new DiceCrossEntropy()).graph().toString(),
                trace(new Factorizer(PLANE), new DiceCrossEntropy()).graph().toString());
    }

    @Test
    void mistakesAreNamed() {
        Network network = (at, x) -> List.of(x.multiply(at.parameter("w", Shape.of(1), Initializer.ONES)));
        assertMessage("training: the loss has shape 2×2×16×16, expected one number; let it reduce by mean or sum",
                () -> trace(network, (logits, target) -> logits));
        assertMessage("training: the loss depends on none of the network's 0 parameters and buffers, expected at least one"
                + " trainable parameter", () -> trace((at, x) -> List.of(x), (logits, target) -> logits.meanAll()));
        assertMessage("training: stepsPerEpoch is 0, expected at least 1", () -> Training.of(network, new DiceCrossEntropy(),
                new AdamW(1, 0)).withStepsPerEpoch(0));
        assertEquals("training: no backend was chosen; call on(backend) before it starts",
                assertThrows(IllegalStateException.class, () -> Training.of(network, new DiceCrossEntropy(),
                        new AdamW(1, 0)).start(IMAGES)).getMessage());
    }

    private static void assertMessage(String expected, Runnable action) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void ratesFollowEpochs() {
        TrainingSettings settings = Training.of((at, x) -> List.of(x), new DiceCrossEntropy(), new AdamW(2, 0),
                epoch -> epoch + 1).withStepsPerEpoch(3).settings();
        assertEquals(List.of(2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 6.0), List.of(settings.rate(1), settings.rate(2),
                settings.rate(3), settings.rate(4), settings.rate(5), settings.rate(6), settings.rate(7)));
    }
}
