package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.settings.Identified;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.models.losses.Activation;
import dev.factorizer.models.losses.BinaryCrossEntropy;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.DiceFocal;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.losses.FocalLoss;
import dev.factorizer.models.losses.GeneralizedDiceLoss;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.losses.LossKinds;
import dev.factorizer.models.losses.PartlyLabeled;
import dev.factorizer.models.losses.SoftmaxCrossEntropy;
import dev.factorizer.models.losses.TverskyLoss;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.Adam;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.Cosine;
import dev.factorizer.models.optimizers.CosineRestarts;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.OneCycle;
import dev.factorizer.models.optimizers.Optimizer;
import dev.factorizer.models.optimizers.OptimizerKinds;
import dev.factorizer.models.optimizers.Polynomial;
import dev.factorizer.models.optimizers.Schedule;
import dev.factorizer.models.optimizers.StochasticGradientDescent;
import dev.factorizer.models.optimizers.WarmupCosine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which trainings are the same, and what is said of those that are not. */
class TrainingIdentityTest {
    private static final Factorizer.Settings PLANE = Factorizer.Settings.swin(2, 3, List.of(16, 16), List.of(8, 16));
    private static final Training TRAINING = Training.of(PLANE, new DiceCrossEntropy(), new AdamW(1e-3, 0),
            new WarmupCosine(2, 10));

    private static TrainingIdentity identity(Training training) {
        return TrainingIdentity.of(training.settings(), CompileOptions.DEFAULT);
    }

    private static Training with(Loss loss) {
        return Training.of(PLANE, loss, new AdamW(1e-3, 0), new WarmupCosine(2, 10));
    }

    private static String difference(Training saved, Training now) {
        return complaint(identity(saved), identity(now), "training: can't go on, settings differ from the saved ones: ");
    }

    private static String complaint(TrainingIdentity saved, TrainingIdentity now, String begin) {
        String message = assertThrows(IllegalArgumentException.class, () -> now.requireSame(saved, Set.of())).getMessage();
        assertEquals(begin, message.substring(0, Math.min(message.length(), begin.length())));
        return message.substring(begin.length());
    }

    @Test
    void equalSettingsAreTheSameTrainingAlsoFromAFile() throws Exception {
        TrainingIdentity now = identity(TRAINING.withSeed(1L << 40).withClipping(new GradientClipping(0.1)));
        now.requireSame(now, Set.of());
        now.requireSame(new TrainingIdentity(JsonTree.parse(JsonTree.text(now.tree()), Path.of("f"), "JSON")), Set.of());
        identity(Training.of(new Factorizer(PLANE), new DiceCrossEntropy(), new AdamW(1e-3, 0), new WarmupCosine(2, 10)))
                .requireSame(identity(TRAINING), Set.of());
    }

    @Test
    void eachSettingThatDiffersIsNamedWithWhatItWasAndIs() {
        assertEquals("seed was 0, is 3", difference(TRAINING, TRAINING.withSeed(3)));
        assertEquals("clipping was none, is 0.5; stepsPerEpoch was 1, is 2", difference(TRAINING,
                TRAINING.withClipping(new GradientClipping(0.5)).withStepsPerEpoch(2)));
        assertEquals("network.iterations was 5, is 2; network.gradientSteps was 5, is 2", difference(TRAINING, Training.of(
                PLANE.withIterations(2), new DiceCrossEntropy(), new AdamW(1e-3, 0), new WarmupCosine(2, 10))));
        assertEquals("optimizer.learningRate was 0.001, is 0.002; schedule was warmupCosine, is oneCycle", difference(TRAINING,
                Training.of(PLANE, new DiceCrossEntropy(), new AdamW(2e-3, 0), new OneCycle(10))));
        assertEquals("loss.crossEntropy was asPublished, is binary", difference(TRAINING, with(new DiceCrossEntropy(
                DiceCrossEntropy.CrossEntropy.BINARY))));
        assertEquals("loss.base was diceCrossEntropy, is binaryCrossEntropy",
                difference(with(DeepSupervision.halving(new DiceCrossEntropy(), 2)),
                        with(DeepSupervision.halving(new BinaryCrossEntropy(), 2))));
        assertEquals("matmulPrecision was FLOAT32, is BFLOAT16; recompute was false, is true", complaint(identity(TRAINING),
                TrainingIdentity.of(TRAINING.settings(), new CompileOptions(true, 5).withMatmulPrecision(MatmulPrecision.BFLOAT16)),
                "training: can't go on, settings differ from the saved ones: "));
        identity(TRAINING).requireSame(TrainingIdentity.of(TRAINING.settings(), new CompileOptions(false, 5)), Set.of());
    }

    @Test
    void lambdasAreNeverTheSame() {
        Loss mean = (logits, target) -> logits.meanAll();
        Loss sum = (logits, target) -> logits.sumAll();
        String begin = "training: can't go on, settings can't be compared with the saved ones: ";
        String says = "the loss doesn't say what it is; let it have an identity()";
        assertEquals(says, complaint(identity(with(mean)), identity(with(sum)), begin));
        assertEquals(says, complaint(identity(with(mean)), identity(with(mean)), begin));
        assertEquals(says, complaint(identity(with(DeepSupervision.halving(mean, 2))),
                identity(with(DeepSupervision.halving(mean, 2))), begin));
        assertEquals("the saved loss didn't say what it was; start again with one that has an identity()",
                complaint(identity(with(mean)), identity(TRAINING), begin));
        Network network = new Factorizer(PLANE)::apply;
        assertEquals("the network doesn't say what it is; let it have an identity(); the schedule doesn't say what it is; let it"
                + " have an identity()", complaint(identity(TRAINING), identity(Training.of(network, new DiceCrossEntropy(),
                        new AdamW(1e-3, 0), epoch -> 1)), begin));
    }

    @Test
    void aPartOfOnesOwnIsTheSameIfItSaysSo() {
        record Scaled(double factor) implements Loss {
            @Override
            public Value apply(Value logits,
                    Value target) {
                return logits.subtract(target).square().meanAll().multiply(factor);
            }

            @Override
            public Optional<Identity> identity() {
                return Optional.of(new Identity("com.example.scaled", Map.of("factor", factor)));
            }
        }
        identity(with(new Scaled(2))).requireSame(identity(with(new Scaled(2))), Set.of());
        assertEquals("loss.factor was 2.0, is 3.0", difference(with(new Scaled(2)), with(new Scaled(3))));
        assertEquals("loss was diceCrossEntropy, is com.example.scaled", difference(TRAINING, with(new Scaled(2))));
    }

    /** Each component of each record is in its identity, or two different ones would compare equal. */
    @Test
    void allSettingsAreInTheIdentities() {
        List<Record> parts = List.of(new AdamW(1, 2, 0.3, 0.4, 5, false), new Adam(1, 2, 0.3, 0.4, 5, true),
                StochasticGradientDescent.nnUNet(), new WarmupCosine(1, 2, 3, 4, 5), new OneCycle(1, 0.2, 3, 4), new Cosine(2, 0.1),
                new CosineRestarts(2, 3, 0.1), new Polynomial(2), new BinaryCrossEntropy(), new SoftmaxCrossEntropy(),
                new DiceCrossEntropy().dice(), new DiceCrossEntropy(), new FocalLoss(Activation.SIGMOID),
                new DiceFocal(Activation.SIGMOID, true), new TverskyLoss(Activation.SIGMOID, 0.3, 0.7),
                new GeneralizedDiceLoss(Activation.SIGMOID, GeneralizedDiceLoss.Weight.SIMPLE), ExclusiveClasses.nnUNet(false),
                new DeepSupervision(new DiceCrossEntropy(), List.of(1.0)), new PartlyLabeled(new DiceCrossEntropy()), new Schedule.Constant());
        List<String> kinds = new ArrayList<>();
        for (Record part : parts) {
            Identity identity = ((Identified) part).identity().orElseThrow();
            assertEquals(List.of(part.getClass().getRecordComponents()).stream().map(component -> component.getName()).toList(),
                    List.copyOf(identity.settings().keySet()), identity.kind());
            if (part instanceof Loss) {
                assertEquals(part, SettingsReader.read("", identity.toTree(), LossKinds::read));
            }
            if (part instanceof Optimizer) {
                assertEquals(part, SettingsReader.read("", identity.toTree(), OptimizerKinds::read));
            }
            kinds.add(identity.kind());
        }
        assertEquals(parts.size(), new HashSet<>(kinds).size(), kinds.toString());
        assertTrue(kinds.contains("diceLoss"), kinds.toString());
    }
}
