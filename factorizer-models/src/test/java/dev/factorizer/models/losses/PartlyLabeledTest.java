package dev.factorizer.models.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.models.GoldenFile;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Losses where a part of the targets is not known: values and gradients are those that MONAI and PyTorch have of the known part. */
class PartlyLabeledTest {
    private static final double TOLERANCE = 2e-6;
    private static final DiceLoss FOREGROUND = new DiceLoss(Activation.SOFTMAX, false, false, false, false, 1e-5, 1e-5, Reduction.MEAN);

    /** By the name in the golden file: the loss, and its target there. */
    private static final Map<String, Loss> REGIONS = Map.of(
            "dice", new DiceLoss(Activation.SIGMOID, true),
            "jaccard", new DiceLoss(Activation.SIGMOID, false, true, false, true, 1e-5, 1e-5, Reduction.MEAN),
            "binaryCrossEntropy", new BinaryCrossEntropy(),
            "crossEntropyOfRegions", new SoftmaxCrossEntropy(),
            "published", new DiceCrossEntropy(),
            "focal", new FocalLoss(Activation.SIGMOID, 1.5, OptionalDouble.of(0.3), Reduction.MEAN),
            "generalizedDice", new GeneralizedDiceLoss(Activation.SIGMOID, GeneralizedDiceLoss.Weight.SQUARE),
            "tversky", new TverskyLoss(Activation.SIGMOID, 0.3, 0.7));
    private static final Map<String, Loss> CLASSES = Map.of(
            "diceOfClasses", new ExclusiveClasses(FOREGROUND),
            "diceOfClassesOverTheBatch", new ExclusiveClasses(new DiceLoss(Activation.SOFTMAX, false, false, true, false, 1e-5, 1e-5,
                    Reduction.MEAN)),
            "crossEntropyOfClasses", new ExclusiveClasses(new SoftmaxCrossEntropy()),
            "nnUNet", ExclusiveClasses.nnUNet(false),
            "focalOfClasses", new ExclusiveClasses(new FocalLoss(Activation.SOFTMAX)),
            "generalizedDiceOfClasses", new ExclusiveClasses(new GeneralizedDiceLoss(Activation.SOFTMAX,
                    GeneralizedDiceLoss.Weight.SIMPLE)));

    private static GoldenFile golden() throws IOException {
        return GoldenFile.read(PartlyLabeledTest.class, "partly_labeled.safetensors");
    }

    private static Tensor tensor(GoldenFile golden, String name) {
        return Tensor.of(Shape.of(golden.shape(name)), golden.floats(name));
    }

    /** The loss, then the gradients of all results. */
    private static List<Tensor> run(Loss loss, Tensor target, Tensor... results) {
        Trace trace = new Trace();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        List<Value> logits = new ArrayList<>();
        for (Tensor result : results) {
            String name = "x" + logits.size();
            logits.add(trace.input(name, Type.float32(result.shape())));
            inputs.put(name, result);
        }
        Value value = loss.applyAll(logits, trace.input("target", Type.float32(target.shape())));
        inputs.put("target", target);
        Map<String, Value> outputs = new LinkedHashMap<>(Map.of("loss", value));
        Differentiation.gradients(value, logits).forEach(gradient -> outputs.put("gradient" + outputs.size(), gradient));
        try (Executable executable = new ReferenceBackend().prepare(Graph.of(outputs), CompileOptions.DEFAULT)) {
            return List.copyOf(executable.run(inputs).values());
        }
    }

    private static void check(GoldenFile golden, String name, Loss loss, Tensor target) {
        List<Tensor> found = run(loss.partlyLabeled(), target, tensor(golden, "logits"));
        assertTrue(GoldenFile.error(found.get(0).toFloats(), golden.doubles(name + ".loss")) < TOLERANCE,
                name + ": " + found.get(0).toFloats()[0] + ", expected " + golden.doubles(name + ".loss")[0]);
        assertTrue(GoldenFile.error(found.get(1).toFloats(), golden.doubles(name + ".gradient")) < TOLERANCE, name + ": gradient is off by "
                + GoldenFile.error(found.get(1).toFloats(), golden.doubles(name + ".gradient")));
        float[] gradient = found.get(1).toFloats();
        float[] targets = target.toFloats();
        int voxels = 32;
        for (int i = 0; i < gradient.length; i++) {
            int sample = i / voxels / 3;
            float there = target.shape().size(1) == 1 ? targets[sample * voxels + i % voxels] : targets[i];
            assertTrue(there >= 0 || gradient[i] == 0, name + ": gradient " + gradient[i] + " at element " + i + ", which is not known");
        }
    }

    @Test
    void regionsAreThoseOfTheKnownPart() throws IOException {
        GoldenFile golden = golden();
        REGIONS.forEach((name, loss) -> check(golden, name, loss, tensor(golden, "regions")));
    }

    @Test
    void classesAreThoseOfTheKnownPart() throws IOException {
        GoldenFile golden = golden();
        CLASSES.forEach((name, loss) -> check(golden, name, loss, tensor(golden, "classes")));
    }

    @Test
    void diceFocalIsTheSumOfItsParts() throws IOException {
        GoldenFile golden = golden();
        DiceFocal sum = new DiceFocal(new DiceLoss(Activation.SIGMOID, true), (FocalLoss) REGIONS.get("focal"), 2, 0.5);
        double found = run(sum.partlyLabeled(), tensor(golden, "regions"), tensor(golden, "logits")).getFirst().toFloats()[0];
        assertEquals(2 * golden.doubles("dice.loss")[0] + 0.5 * golden.doubles("focal.loss")[0], found, TOLERANCE);
    }

    @Test
    void deepSupervisionLeavesOutTheSameOfEachResult() throws IOException {
        GoldenFile golden = golden();
        Loss loss = DeepSupervision.halving(new DiceCrossEntropy(), 2).partlyLabeled();
        List<Tensor> found = run(loss, tensor(golden, "regions"), tensor(golden, "logits"), tensor(golden, "coarse"));
        String[] names = {"loss", "gradient", "coarseGradient"};
        for (int i = 0; i < names.length; i++) {
            assertTrue(GoldenFile.error(found.get(i).toFloats(), golden.doubles("deepSupervision." + names[i])) < TOLERANCE, names[i]);
        }
        assertTrue(loss.takesUnknown());
        assertFalse(DeepSupervision.halving(new DiceCrossEntropy(), 2).takesUnknown());
        assertEquals(loss, loss.partlyLabeled());
    }

    /** Sums, each loss for itself, and smoothing of 0 over nothing. */
    @Test
    void whatIsNotKnownIsNotInSumsEither() throws IOException {
        GoldenFile golden = golden();
        Tensor logits = tensor(golden, "logits");
        Tensor target = tensor(golden, "regions");
        for (Reduction reduction : Reduction.values()) {
            Loss loss = (x, y) -> new DiceLoss(Activation.SIGMOID, true, false, false, true, 0, 0, reduction).partlyLabeled().apply(x, y)
                    .sumAll();
            List<Tensor> found = run(loss, target, logits);
            double mean = golden.doubles("dice.loss")[0];
            // Of nine channels of samples, five are known.
            assertEquals(reduction == Reduction.MEAN ? mean : 5 * mean, found.getFirst().toFloats()[0], 1e-4, reduction.name());
            for (float gradient : found.getLast().toFloats()) {
                assertTrue(Float.isFinite(gradient), reduction.name());
            }
        }
    }

    @Test
    void whereAllIsKnownNothingChanges() throws IOException {
        GoldenFile golden = golden();
        Tensor logits = tensor(golden, "logits");
        float[] whole = golden.floats("regions");
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Math.abs(whole[i]);
        }
        Tensor target = Tensor.of(logits.shape(), whole);
        REGIONS.forEach((name, loss) -> {
            List<Tensor> expected = run(loss, target, logits);
            List<Tensor> found = run(loss.partlyLabeled(), target, logits);
            assertEquals(expected.getFirst().toFloats()[0], found.getFirst().toFloats()[0], 1e-6, name);
        });
    }

    @Test
    void whereNothingIsKnownTheLossIsZero() throws IOException {
        GoldenFile golden = golden();
        Tensor logits = tensor(golden, "logits");
        float[] nothing = new float[(int) logits.shape().elements()];
        Arrays.fill(nothing, PartlyLabeled.UNKNOWN);
        REGIONS.forEach((name, loss) -> {
            List<Tensor> found = run(loss.partlyLabeled(), Tensor.of(logits.shape(), nothing), logits);
            assertEquals(0, found.getFirst().toFloats()[0], 0, name);
            for (float gradient : found.getLast().toFloats()) {
                assertEquals(0, gradient, 0, name);
            }
        });
    }

    @Test
    void targetsAreCheckedButForWhatIsNotKnown() {
        Loss loss = ExclusiveClasses.nnUNet(false).partlyLabeled();
        loss.requireTargets(Tensor.of(new float[] {0, -1, 2}, 1, 1, 3), 3);
        assertEquals("exclusive classes: label map has -2.0 at element 1, expected whole numbers from 0 to 2, as the network has 3 channels",
                assertThrows(IllegalArgumentException.class, () -> loss.requireTargets(Tensor.of(new float[] {0, -2, 2}, 1, 1, 3), 3))
                        .getMessage());
        Loss own = (logits, target) -> logits.subtract(target).square().meanAll();
        assertEquals("loss: this one is for targets of which all is known, expected one that overrides apply(logits, target, known)",
                assertThrows(IllegalArgumentException.class, () -> run(own.partlyLabeled(), Tensor.of(new float[3], 1, 1, 3),
                        Tensor.of(new float[3], 1, 1, 3))).getMessage());
    }
}
