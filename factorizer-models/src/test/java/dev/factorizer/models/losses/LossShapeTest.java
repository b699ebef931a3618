package dev.factorizer.models.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.LogSoftmax;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What losses take, give and refuse; their numbers are golden values, checked where there is a backend. */
class LossShapeTest {
    private final Trace trace = new Trace();

    private Value value(String name, int... sizes) {
        return trace.input(name, Type.float32(sizes));
    }

    private static boolean takesSoftmax(Value loss) {
        return Graph.of(Map.of("loss", loss)).nodes().stream().anyMatch(node -> node.operation() instanceof LogSoftmax);
    }

    @Test
    void lossesAreSingleNumbers() {
        Value logits = value("x", 2, 3, 4, 5);
        Value target = value("t", 2, 3, 4, 5);
        for (Loss loss : List.of(new DiceCrossEntropy(), new DiceLoss(Activation.SOFTMAX, false), new BinaryCrossEntropy(),
                new SoftmaxCrossEntropy(SoftmaxCrossEntropy.Target.CHANNELS),
                new DeepSupervision(new DiceCrossEntropy(), List.of(1.0)))) {
            assertEquals(Shape.of(), loss.applyAll(List.of(logits), target).shape(), loss.toString());
        }
        assertEquals(Shape.of(2, 3, 1, 1), new DiceLoss(Activation.SIGMOID, true, false, false, true, 0, 0, Reduction.NONE)
                .apply(logits, target).shape());
        assertEquals(Shape.of(1, 3, 1, 1), new DiceLoss(Activation.SIGMOID, true, false, true, true, 0, 0, Reduction.NONE)
                .apply(logits, target).shape());
        assertEquals(Shape.of(2, 2, 1, 1), new DiceLoss(Activation.SIGMOID, true, false, false, false, 0, 0, Reduction.NONE)
                .apply(logits, target).shape());
        assertEquals(Shape.of(), new SoftmaxCrossEntropy(SoftmaxCrossEntropy.Target.CLASS_INDEX)
                .apply(logits, value("c", 2, 1, 4, 5)).shape());
    }

    @Test
    void thePublishedCrossEntropyIsBinaryForOneChannelOnly() {
        assertTrue(takesSoftmax(new DiceCrossEntropy().apply(value("x3", 1, 3, 4), value("t3", 1, 3, 4))));
        assertTrue(!takesSoftmax(new DiceCrossEntropy().apply(value("x1", 1, 1, 4), value("t1", 1, 1, 4))));
        assertTrue(!takesSoftmax(new DiceCrossEntropy(DiceCrossEntropy.CrossEntropy.BINARY)
                .apply(value("xb", 1, 3, 4), value("tb", 1, 3, 4))));
    }

    @Test
    void deepSupervisionSamplesTheTarget() {
        List<Value> results = List.of(value("fine", 1, 1, 8, 8), value("coarse", 1, 1, 4, 4));
        Value loss = DeepSupervision.halving(new BinaryCrossEntropy(), 2).applyAll(results, value("t", 1, 1, 8, 8));
        assertEquals(Shape.of(), loss.shape());
        assertEquals(1, Graph.of(Map.of("loss", loss)).nodes().stream()
                .filter(node -> node.operation() instanceof Resize).count());
        assertEquals(List.of(1.0, 0.5, 0.25), DeepSupervision.halving(new BinaryCrossEntropy(), 3).weights());
    }

    @Test
    void mistakesAreNamed() {
        Value logits = value("x", 1, 2, 4);
        Value target = value("t", 1, 1, 4);
        assertMessage("dice loss: target has shape 1×1×4, expected that of the logits, 1×2×4",
                () -> new DiceCrossEntropy().apply(logits, target));
        assertMessage("binary cross-entropy: target has shape 1×1×4, expected that of the logits, 1×2×4",
                () -> new BinaryCrossEntropy().apply(logits, target));
        assertMessage("softmax cross-entropy: class indices have shape 1×2×4, expected 1×1×4",
                () -> new SoftmaxCrossEntropy(SoftmaxCrossEntropy.Target.CLASS_INDEX).apply(logits, logits));
        assertMessage("loss: the network gives 2 results, expected 1; wrap the loss in DeepSupervision",
                () -> new BinaryCrossEntropy().applyAll(List.of(logits, logits), logits));
        assertMessage("deep supervision: the network gives 1 results, expected 2, one for each weight",
                () -> DeepSupervision.halving(new BinaryCrossEntropy(), 2).apply(logits, logits));
        assertMessage("deep supervision: weights are [-1.0], expected at least one, none below 0",
                () -> new DeepSupervision(new BinaryCrossEntropy(), List.of(-1.0)));
        assertMessage("dice loss: smoothing is -1.0 over 0.0, expected at least 0 in both",
                () -> new DiceLoss(Activation.SIGMOID, true, false, false, true, -1, 0, Reduction.MEAN));
        assertMessage("dice loss: logits have 1 channel, expected more when the background is left out",
                () -> new DiceLoss(Activation.SIGMOID, true, false, false, false, 0, 0, Reduction.MEAN)
                        .apply(target, target));
        assertMessage("dice cross-entropy: the dice part is not reduced, expected mean or sum",
                () -> new DiceCrossEntropy(new DiceLoss(Activation.SIGMOID, true, false, false, true, 0, 0, Reduction.NONE),
                        DiceCrossEntropy.CrossEntropy.BINARY, 1, 1));
    }

    private static void assertMessage(String expected, Runnable action) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }
}
