package dev.factorizer.models.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.Windows;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.reference.ReferenceBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks without their factorization, by their values. */
class AblationTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final FactorizedImage NETWORK = new FactorizedImage(2, List.of(4, 2), new Windows.Shifted(new Heads.Count(1),
            new Partition.Patch(List.of(2)), List.of(List.of(), List.of(1))), Factorization.of(Solver.HALS));
    private static final float[] IMAGE = {1, -2, 3, -4, 5, 6, -7, 8, 10, 20, 30, -40, 50, 60, 70, 80};

    private static float[] run(TrainedModel trained, float[] image) {
        Shape shape = Shape.of(1, trained.recipe().network().inputChannels()).append(trained.recipe().network().window().stream()
                .mapToInt(Integer::intValue).toArray());
        try (Model model = trained.recipe().program().on(BACKEND).load(trained.weights())) {
            return model.run(Tensor.of(shape, image)).toFloats();
        }
    }

    /** Both linear maps change nothing, but for a bias of 0.25 behind the factorization. */
    private static TrainedModel trained() {
        TrainedModel plain = NETWORK.trained(5);
        Map<String, Tensor> weights = new LinkedHashMap<>(plain.weights());
        weights.put("nmf.out_proj.linear.bias", Tensor.of(Shape.of(2), new float[] {0.25f, 0.25f}));
        return new TrainedModel(plain.recipe(), weights, Map.of());
    }

    @Test
    void identityLeavesTheLinearMapsAndTheReluBetween() {
        float[] expected = new float[8];
        for (int i = 0; i < 8; i++) {
            for (int c = 0; c < 2; c++) {
                float x = IMAGE[8 * c + i];
                expected[i] += x + Math.max(x, 0) + 0.25f;
            }
        }
        assertArrayEquals(expected, run(Ablation.IDENTITY.applyTo(trained()), IMAGE), 1e-5f);
    }

    @Test
    void rankZeroLeavesTheBias() {
        float[] expected = new float[8];
        for (int i = 0; i < 8; i++) {
            expected[i] = IMAGE[i] + IMAGE[8 + i] + 0.5f;
        }
        assertArrayEquals(expected, run(Ablation.RANK_0.applyTo(trained()), IMAGE), 1e-5f);
    }

    @Test
    void noIterationsLeaveTheInitialFactors() {
        TrainedModel trained = trained();
        float[] u = trained.weights().get("nmf.factorize.init.u0").toFloats();
        float[] v = trained.weights().get("nmf.factorize.init.v0").toFloats();
        float[] expected = new float[8];
        for (int i = 0; i < 8; i++) {
            int y = i % 2;
            int x = i / 2;
            float here = v[2 * (x % 2) + y];
            // The shifted image has voxel (x, y) at (x + 1, y + 1).
            float shifted = v[2 * ((x + 1) % 2) + (y + 1) % 2];
            expected[i] = IMAGE[i] + IMAGE[8 + i] + 0.5f + (u[0] + u[1]) * (here + shifted) / 2;
        }
        assertArrayEquals(expected, run(Ablation.NO_ITERATIONS.applyTo(trained), IMAGE), 1e-5f);
    }

    @Test
    void allFactorizationsOfANetworkAreReplaced() {
        Factorizer.Settings settings = Factorizer.Settings.swin(1, 1, List.of(8, 8, 8), List.of(8, 16));
        ModelRecipe recipe = new ModelRecipe(settings, List.of("ct"), Preprocessing.none(), Labels.isles22());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(2, spec.name(), spec.shape())));
        }
        TrainedModel trained = new TrainedModel(recipe, weights, Map.of());
        float[] image = new float[512];
        for (int i = 0; i < image.length; i++) {
            image[i] = i % 7 - 2;
        }
        TrainedModel none = Ablation.NO_ITERATIONS.applyTo(trained);
        assertArrayEquals(run(trained.withIterations(0), image), run(none, image));
        Program identity = Ablation.IDENTITY.applyTo(trained).recipe().program();
        assertTrue(identity.graph().nodes().stream().noneMatch(node -> node.operation() instanceof Factorize));
        List<String> paths = identity.graph().nodes().stream().map(node -> node.path()).distinct().toList();
        assertTrue(paths.contains("decoder.blocks.0.block.blocks.0.fact.out_proj"), paths.toString());
        try (Segmenter segmenter = Segmenter.of(none, BACKEND)) {
            float[] found = segmenter.segment(new Volume(new Grid(8, 8, 8, Affine.diagonal(1, 1, 1)), 1, image),
                    SegmentationSettings.DEFAULT.withProbabilities(), progress -> { }).probabilities().voxels();
            assertEquals(1 / (1 + Math.exp(-run(none, image)[77])), found[77], 1e-6);
        }
    }

    /** A plain convolution. */
    private record Plain() implements NetworkSettings {
        @Override
        public String kind() {
            return "plain";
        }

        @Override
        public Network network() {
            return (at, x) -> List.of(at.apply("head", ConvolutionLayer.head(1), x));
        }

        @Override
        public int inputChannels() {
            return 1;
        }

        @Override
        public int outputChannels() {
            return 1;
        }

        @Override
        public List<Integer> window() {
            return List.of(4);
        }

        @Override
        public Map<String, Object> toTree() {
            return Map.of();
        }
    }

    @Test
    void aNetworkWithoutFactorizationHasNothingToReplaceOrToShow() {
        ModelRecipe recipe = new ModelRecipe(new Plain(), List.of("ct"), Preprocessing.none(), Labels.isles22());
        TrainedModel plain = new TrainedModel(recipe, Map.of("head.weight", Tensor.of(Shape.of(1, 1, 1), new float[] {2}), "head.bias",
                Tensor.of(Shape.of(1), new float[] {1})), Map.of());
        assertEquals("ablation rank-0: a network of the kind \"plain\" has no factorization, expected one that has, such as a"
                + " \"factorizer\"", assertThrows(IllegalArgumentException.class, () -> Ablation.RANK_0.applyTo(plain)).getMessage());
        assertEquals("explain: a network of the kind \"plain\" factorizes no image, expected one that does, such as a \"factorizer\"",
                assertThrows(IllegalArgumentException.class, () -> Explainer.of(plain, BACKEND)).getMessage());
    }

    @Test
    void whatHasNoMeaningIsRefused() {
        TrainedModel ablated = Ablation.IDENTITY.applyTo(trained());
        assertEquals("ablation identity: such a network has no settings of its own and can't be written; write the \"factorizedImage\""
                + " that it was made from", assertThrows(IllegalArgumentException.class, ablated::toBundle).getMessage());
        Trace trace = new Trace();
        assertEquals("ablation identity: found a training, expected inference; the ablation compares trained networks",
                assertThrows(IllegalArgumentException.class, () -> ablated.recipe().network().network().apply(Scope.root(trace, true),
                        trace.input("x", Type.float32(1, 2, 4, 2)))).getMessage());
        assertEquals("model: a network of the kind \"factorizedImage with identity\" does not iterate, expected one that does, such as a"
                + " \"factorizer\"", assertThrows(IllegalArgumentException.class, () -> ablated.withIterations(2)).getMessage());
        assertEquals("ablation \"rank 0\" is unknown, expected one of identity, rank-0, no-iterations",
                assertThrows(IllegalArgumentException.class, () -> Ablation.of("rank 0")).getMessage());
        assertEquals(Ablation.RANK_0, Ablation.of("rank-0"));
        assertEquals("rank is 0, expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> Factorization.of(Solver.HALS).withRank(0)).getMessage());
    }
}
