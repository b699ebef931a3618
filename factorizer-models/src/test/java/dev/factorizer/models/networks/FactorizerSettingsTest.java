package dev.factorizer.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.PositionalEmbedding;
import dev.factorizer.models.layers.Windows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactorizerSettingsTest {
    /** The published settings as the reference's manifest states them. */
    private static Map<String, Object> isles22() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("inputChannels", 2);
        tree.put("outputChannels", 1);
        tree.put("spatialSize", List.of(64, 64, 64));
        tree.put("widths", List.of(32, 64, 128, 256, 512));
        tree.put("encoderDepths", List.of(1, 1, 1, 1, 1));
        tree.put("decoderDepths", List.of(1, 1, 1, 1));
        tree.put("strides", List.of(1, 2, 2, 2, 2));
        tree.put("mlpRatio", 4);
        tree.put("positionalEmbedding", "learned");
        tree.put("deepSupervisionHeads", 0);
        tree.put("dropout", 0.0);
        tree.put("normalization", "layerNorm");
        tree.put("activation", "relu");
        tree.put("windows", "shifted");
        tree.put("patchSize", 4);
        tree.put("headDimension", 8);
        tree.put("rank", 1);
        tree.put("iterations", 5);
        tree.put("initialization", "uniform");
        tree.put("solvers", List.of("hals"));
        tree.put("shifts", Arrays.asList(null, 1, 2, 3));
        return tree;
    }

    @Test
    void readsThePublishedSettings() {
        assertEquals(Factorizer.Settings.isles22(), Factorizer.Settings.of(isles22()));
    }

    @Test
    void writesWhatItReads() {
        Factorization chain = Factorization.of(Solver.HALS).withCompression(3.5).withIterations(4).withGradientSteps(2)
                .withSolvers(List.of(SolverStep.of("hals-0"), SolverStep.of("mu-1")))
                .withInitialization(Initialization.NORMAL_UNIFORM);
        Factorizer.Settings base = Factorizer.Settings.swin(3, 2, List.of(16, 12, 8), List.of(8, 16));
        List<Factorizer.Settings> all = List.of(Factorizer.Settings.brats23(), base.withFactorization(chain),
                base.withWindows(new Windows.Global(new Heads.Count(2))),
                base.withWindows(new Windows.Local(new Heads.Dimension(4), new Partition.Grid(List.of(2, 3, 1)))),
                base.withWindows(new Windows.Shifted(new Heads.Count(4), new Partition.Patch(List.of(4, 4, 2)),
                        List.of(List.of(), List.of(1, 2, 1), List.of(-3)))),
                base.withPositionalEmbedding(new PositionalEmbedding.None()).withDeepSupervisionHeads(2),
                base.withPositionalEmbedding(new PositionalEmbedding.Sinusoidal()),
                base.withPositionalEmbedding(new PositionalEmbedding.Rotary()),
                base.withPositionalEmbedding(new PositionalEmbedding.AxialLearned()));
        for (Factorizer.Settings settings : all) {
            assertEquals(settings, Factorizer.Settings.of(settings.toTree()));
        }
    }

    @Test
    void defaultShiftsAreNoneAndHalfAWindow() {
        Map<String, Object> tree = isles22();
        tree.remove("shifts");
        tree.put("patchSize", List.of(5, 4, 2));
        assertEquals(List.of(List.of(), List.of(2, 2, 1)),
                ((Windows.Shifted) Factorizer.Settings.of(tree).mixing().windows()).shifts());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        refuses(Map.of("iteration", 3), "settings: \"iteration\" is unknown; did you mean \"iterations\"?");
        refuses(Map.of("windows", "round"), "settings: \"windows\" is \"round\", expected shifted, local or global");
        refuses(Map.of("activation", "gelu"), "settings: \"activation\" is \"gelu\", expected \"relu\"");
        refuses(Map.of("widths", List.of(8, 2.5)), "settings: \"widths\" is [8, 2.5], expected a whole number or a list of them");
        refuses(Map.of("compression", 4), "settings: \"rank\" and \"compression\" are both given, expected one");
        refuses(Map.of("strides", List.of(1, 1, 2, 2, 2)), "network: strides is [1, 1, 2, 2, 2], expected 1 or 2,"
                + " then 2 for each of the 4 further stages");
        refuses(Map.of("decoderDepths", List.of(1, 1)), "network: decoderDepths is [1, 1], expected 0 or more blocks"
                + " for each of 4 stages, one fewer than the encoder's");
        refuses(Map.of("deepSupervisionHeads", 6), "network: deepSupervisionHeads is 6, expected 0 to 5");
        Map<String, Object> missing = isles22();
        missing.remove("widths");
        assertEquals("settings: \"widths\" is missing, expected a whole number or a list of them",
                assertThrows(IllegalArgumentException.class, () -> Factorizer.Settings.of(missing)).getMessage());
    }

    private static void refuses(Map<String, Object> changed, String message) {
        Map<String, Object> tree = new HashMap<>(isles22());
        tree.putAll(changed);
        assertEquals(message,
                assertThrows(IllegalArgumentException.class, () -> Factorizer.Settings.of(tree)).getMessage());
    }
}
