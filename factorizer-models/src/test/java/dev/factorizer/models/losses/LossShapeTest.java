package dev.factorizer.models.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.LogSoftmax;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
                new SoftmaxCrossEntropy(), new FocalLoss(Activation.SIGMOID), new FocalLoss(Activation.SOFTMAX),
                new DiceFocal(Activation.SOFTMAX, false), new TverskyLoss(Activation.SIGMOID, 0.3, 0.7),
                new GeneralizedDiceLoss(Activation.SIGMOID, GeneralizedDiceLoss.Weight.SQUARE),
                DiceCrossEntropy.nnUNetRegions(true),
                new DeepSupervision(new DiceCrossEntropy(), List.of(1.0)))) {
            assertEquals(Shape.of(), loss.applyAll(List.of(logits), target).shape(), loss.toString());
        }
        assertEquals(Shape.of(2, 3, 1, 1), new DiceLoss(Activation.SIGMOID, true, false, false, true, 0, 0, Reduction.NONE)
                .apply(logits, target).shape());
        assertEquals(Shape.of(1, 3, 1, 1), new DiceLoss(Activation.SIGMOID, true, false, true, true, 0, 0, Reduction.NONE)
                .apply(logits, target).shape());
        assertEquals(Shape.of(2, 2, 1, 1), new DiceLoss(Activation.SIGMOID, true, false, false, false, 0, 0, Reduction.NONE)
                .apply(logits, target).shape());
        assertEquals(Shape.of(2, 1, 1, 1), new GeneralizedDiceLoss(Activation.SIGMOID, GeneralizedDiceLoss.Weight.SQUARE, false,
                false, 0, 0, Reduction.NONE).apply(logits, target).shape());
        assertEquals(Shape.of(2, 3, 1, 1), new FocalLoss(Activation.SOFTMAX, 2, OptionalDouble.of(0.3), Reduction.NONE)
                .apply(logits, target).shape());
        assertEquals(Shape.of(), ExclusiveClasses.nnUNet(true).apply(logits, value("c", 2, 1, 4, 5)).shape());
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
        assertEquals(List.of(1.0, 1.0), DeepSupervision.same(new BinaryCrossEntropy(), 2).weights());
        assertEquals(List.of(1.0, 0.5, 0.5), DeepSupervision.two(new BinaryCrossEntropy(), 3).weights());
        assertEquals(List.of(0.8, 0.2), new DeepSupervision(new BinaryCrossEntropy(), List.of(2.0, 0.5)).normalized().weights());
    }

    @Test
    void nnUNetsCoarsestResultIsLeftOut() {
        List<Value> results = List.of(value("fine", 1, 1, 8, 8), value("coarse", 1, 1, 4, 4), value("last", 1, 1, 2, 2));
        DeepSupervision loss = DeepSupervision.nnUNet(new BinaryCrossEntropy(), 3);
        assertEquals(List.of(1 / 1.5, 0.5 / 1.5, 0.0), loss.weights());
        assertEquals(List.of("fine", "coarse", "t"), Graph.of(Map.of("loss", loss.applyAll(results, value("t", 1, 1, 8, 8))))
                .placeholders().stream().map(Placeholder::name).toList());
    }

    @Test
    void labelMapsAreChecked() {
        Loss loss = DeepSupervision.halving(ExclusiveClasses.nnUNet(false), 1);
        loss.requireTargets(Tensor.of(new float[] {0, 1, 2, 2}, 1, 1, 4), 3);
        String expected = ", expected whole numbers from 0 to 2, as the network has 3 channels";
        assertMessage("exclusive classes: label map has 3.0 at element 1" + expected,
                () -> loss.requireTargets(Tensor.of(new float[] {0, 3, 2, 2}, 1, 1, 4), 3));
        assertMessage("exclusive classes: label map has 0.5 at element 3" + expected,
                () -> loss.requireTargets(Tensor.of(new float[] {0, 1, 2, 0.5f}, 1, 1, 4), 3));
        assertMessage("exclusive classes: label map has NaN at element 0" + expected,
                () -> loss.requireTargets(Tensor.of(new float[] {Float.NaN, 1, 2, 2}, 1, 1, 4), 3));
        assertMessage("exclusive classes: label map has -1.0 at element 0" + expected,
                () -> loss.requireTargets(Tensor.of(new float[] {-1, 1, 2, 2}, 1, 1, 4), 3));
    }

    @Test
    void mistakesAreNamed() {
        Value logits = value("x", 1, 2, 4);
        Value target = value("t", 1, 1, 4);
        assertMessage("dice loss: target has shape 1×1×4, expected that of the logits, 1×2×4",
                () -> new DiceCrossEntropy().apply(logits, target));
        assertMessage("binary cross-entropy: target has shape 1×1×4, expected that of the logits, 1×2×4",
                () -> new BinaryCrossEntropy().apply(logits, target));
        assertMessage("softmax cross-entropy: target has shape 1×1×4, expected that of the logits, 1×2×4",
                () -> new SoftmaxCrossEntropy().apply(logits, target));
        assertMessage("focal loss: target has shape 1×1×4, expected that of the logits, 1×2×4",
                () -> new FocalLoss(Activation.SIGMOID).apply(logits, target));
        assertMessage("tversky loss: target has shape 1×1×4, expected that of the logits, 1×2×4",
                () -> new TverskyLoss(Activation.SIGMOID, 0.5, 0.5).apply(logits, target));
        assertMessage("exclusive classes: label map has shape 1×2×4, expected 1×1×4",
                () -> ExclusiveClasses.nnUNet(false).apply(logits, logits));
        assertMessage("exclusive classes: logits have 1 channel, expected one for each class, the background included",
                () -> ExclusiveClasses.nnUNet(false).apply(target, target));
        assertMessage("softmax: logits have 1 channel, expected one for each class, the background included; take the sigmoid for"
                + " a single region", () -> new DiceLoss(Activation.SOFTMAX, false).apply(target, target));
        assertMessage("softmax cross-entropy: logits have 1 channel, expected one for each class",
                () -> new SoftmaxCrossEntropy().apply(target, target));
        assertMessage("focal loss: logits have 1 channel, expected one for each class under softmax",
                () -> new FocalLoss(Activation.SOFTMAX).apply(target, target));
        assertMessage("loss: the network gives 2 results, expected 1; wrap the loss in DeepSupervision",
                () -> new BinaryCrossEntropy().applyAll(List.of(logits, logits), logits));
        assertMessage("deep supervision: the network gives 1 results, expected 2, one for each weight",
                () -> DeepSupervision.halving(new BinaryCrossEntropy(), 2).apply(logits, logits));
        assertMessage("deep supervision: weights are [-1.0], expected at least one, none below 0",
                () -> new DeepSupervision(new BinaryCrossEntropy(), List.of(-1.0)));
        assertMessage("deep supervision: weights are [0.0, 0.0], expected one above 0",
                () -> new DeepSupervision(new BinaryCrossEntropy(), List.of(0.0, 0.0)));
        assertMessage("deep supervision: 1 results, expected at least 2, as nnU-Net's coarsest weighs nothing",
                () -> DeepSupervision.nnUNet(new BinaryCrossEntropy(), 1));
        assertMessage("tversky loss: alpha is 0.0 and beta 0.0, expected at least 0 in both and more in one",
                () -> new TverskyLoss(Activation.SIGMOID, 0, 0));
        assertMessage("focal loss: gamma is -1.0, expected at least 0",
                () -> new FocalLoss(Activation.SIGMOID, -1, OptionalDouble.empty(), Reduction.MEAN));
        assertMessage("focal loss: alpha is 1.5, expected 0 to 1",
                () -> new FocalLoss(Activation.SIGMOID, 2, OptionalDouble.of(1.5), Reduction.MEAN));
        assertMessage("generalized dice loss: smoothing is NaN over 0.0, expected at least 0 in both",
                () -> new GeneralizedDiceLoss(Activation.SIGMOID, GeneralizedDiceLoss.Weight.SQUARE, false, true, Double.NaN, 0,
                        Reduction.MEAN));
        assertMessage("dice focal: weights are -1.0 and 1.0, expected at least 0",
                () -> new DiceFocal(new DiceLoss(Activation.SIGMOID, true), new FocalLoss(Activation.SIGMOID), -1, 1));
        assertMessage("dice focal: reductions are MEAN and NONE, expected mean or sum in both parts",
                () -> new DiceFocal(new DiceLoss(Activation.SIGMOID, true), new FocalLoss(Activation.SIGMOID, 2,
                        OptionalDouble.empty(), Reduction.NONE), 1, 1));
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
