package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.WarmupCosine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks after fusion are the ones whose layers wrote fused operations themselves: operations with their settings, order, inputs
 * and paths. The digests are of those networks, as the last version with such layers traced them.
 */
class FusedNetworksTest {
    private static final Factorizer.Settings PLANE = Factorizer.Settings.swin(2, 3, List.of(16, 16), List.of(8, 16));

    /**
     * A network and the digests of its graphs.
     *
     * @param settings the network
     * @param loss what a step makes small
     * @param branches how many mixers it has, and how many MLPs
     * @param inference the program of one image, composites kept
     * @param training a step on two images, composites kept
     * @param primitives the same, every composite replaced
     * @param recomputed the same, gradients computing forward values again
     */
    private record Case(String name, Factorizer.Settings settings, Loss loss, long branches, String inference, String training,
            String primitives, String recomputed) {
        Shape image(int batch) {
            return Shape.of(batch, settings.inputChannels())
                    .append(settings.spatialSize().stream().mapToInt(Integer::intValue).toArray());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        Loss dice = new DiceCrossEntropy();
        return List.of(
                new Case("brats23", Factorizer.Settings.brats23(), dice, 9, "5d5125b321479d56", "f1b02fe04a2476bc",
                        "0ddc7c7c60707a42", "dd22f5c14cba0be8"),
                new Case("isles22", Factorizer.Settings.isles22(), dice, 9, "d2388bba013002d2", "6d85e0f099593cac",
                        "3196fce903740504", "f143ab415611b7b1"),
                new Case("deep supervision", PLANE.withDeepSupervisionHeads(2), DeepSupervision.halving(dice, 2), 3,
                        "758306aa5bd3197b", "e0178a06a86ab003", "932959de0e118bc8", "ea4b897d921511c3"),
                new Case("computed starts", PLANE.withFactorization(Factorization.of(Solver.HALS)
                        .withInitialization(Initialization.SVD)), dice, 3, "54bb8e95675d97da", "fc3bf3fa2a4bea61",
                        "c9c793e32803ad6f", "5f7a24deacf7f055"));
    }

    private static void check(String expected, Graph graph, boolean paths) {
        assertEquals(expected, GraphListing.digest(GraphListing.of(graph, paths)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void networksHaveTheFusedOperationsTheyHad(Case one) {
        Graph plain = Program.trace(new Factorizer(one.settings), one.image(1)).graph();
        BiFunction<String, Graph, Long> count = (name, graph) -> GraphListing.composites(graph).getOrDefault(name, 0L);
        assertEquals(List.of(0L, 0L), List.of(count.apply("mixerBranch", plain), count.apply("channelMlpBranch", plain)));
        Graph fused = Fusion.ALL.fuse(plain);
        assertEquals(List.of(one.branches, one.branches),
                List.of(count.apply("mixerBranch", fused), count.apply("channelMlpBranch", fused)));
        check(one.inference, Lowering.lower(fused, (operation, inputs) -> true), true);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsHaveTheFusedOperationsTheyHad(Case one) {
        TrainingSettings settings = Training.of(new Factorizer(one.settings), one.loss, new AdamW(1e-3, 1e-2),
                new WarmupCosine(2, 10)).settings();
        Graph step = TrainingGraph.of(settings, Fusion.ALL, one.image(2), Optional.empty()).graph();
        Map<String, Long> composites = GraphListing.composites(step);
        for (String name : List.of("mixerBranch", "channelMlpBranch", "mixerBranchGradient", "channelMlpBranchGradient")) {
            assertEquals(one.branches, composites.get(name), name);
        }
        check(one.training, Lowering.lower(step, (operation, inputs) -> true), true);
        check(one.primitives, Lowering.lower(step, NativeOperations.NONE), false);
        check(one.recomputed, Lowering.lower(step, NativeOperations.NONE, true), false);
        assertEquals(step, Fusion.ALL.fuse(step), "fusing a step again finds nothing");
    }
}
