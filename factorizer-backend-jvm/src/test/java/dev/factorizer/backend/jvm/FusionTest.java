package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.models.layers.ChannelMlp;
import dev.factorizer.models.layers.FactorizationMixer;
import dev.factorizer.models.layers.FactorizerBlock;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.Windows;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole blocks with and without rewrites: values, gradients, training, memory. */
class FusionTest extends JvmTest {
    private static final Factorization HALS = Factorization.of(Solver.HALS).withIterations(3);
    private static final Windows WINDOWS = new Windows.Local(new Heads.Dimension(2), new Partition.Patch(List.of(2)));

    /**
     * A block in training.
     *
     * @param fused how many of its halves become one operation
     */
    private record Case(FactorizerBlock block, Shape image, int fused) { }

    static List<Case> cases() {
        FactorizationMixer mixer = new FactorizationMixer(WINDOWS, HALS);
        FactorizationMixer computed = new FactorizationMixer(WINDOWS, HALS.withInitialization(Initialization.SVD).withGradientSteps(2));
        ChannelMlp mlp = ChannelMlp.of(4, 2);
        return List.of(
                new Case(new FactorizerBlock(mixer, mlp), Shape.of(2, 4, 6), 2),
                new Case(new FactorizerBlock(mixer, mlp), Shape.of(3, 4, 4, 6), 2),
                new Case(new FactorizerBlock(mixer, mlp), Shape.of(1, 4, 4, 2, 6), 2),
                new Case(new FactorizerBlock(computed, mlp), Shape.of(2, 4, 4, 4), 2),
                new Case(new FactorizerBlock(new FactorizationMixer(WINDOWS, HALS, 0.2), mlp), Shape.of(2, 4, 4, 4), 1),
                new Case(new FactorizerBlock(mixer, new ChannelMlp(6, 4, true, 0.2)), Shape.of(2, 4, 4, 4), 1),
                new Case(new FactorizerBlock(mixer, new ChannelMlp(6, 4, false, 0)), Shape.of(2, 4, 4, 4), 1));
    }

    /** The block's result and its gradients of the image and all parameters. */
    private static Graph step(Case one, Fusion fusion) {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(one.image));
        Value y = Scope.root(trace, true).apply("block", one.block, x);
        Graph forward = fusion.fuse(Graph.of(Map.of("y", y)));
        Map<String, Value> trained = new LinkedHashMap<>();
        for (Node node : forward.nodes()) {
            if (node.operation() instanceof Placeholder placeholder && (placeholder.role() == Placeholder.Role.PARAMETER
                    || placeholder.role() == Placeholder.Role.INPUT)) {
                trained.put(placeholder.name(), node.result());
            }
        }
        Value result = forward.outputs().get("y");
        List<Value> gradients = Differentiation.gradients(result.square().sumAll(), List.copyOf(trained.values()));
        Map<String, Value> outputs = new LinkedHashMap<>(Map.of("y", result));
        List<String> names = List.copyOf(trained.keySet());
        for (int i = 0; i < names.size(); i++) {
            outputs.put(names.get(i), gradients.get(i));
        }
        return Graph.of(outputs);
    }

    private static Map<String, Tensor> run(Backend backend, Graph graph, Fusion fusion) {
        Random random = new Random(8);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        try (Executable executable = backend.prepare(graph, CompileOptions.DEFAULT.withFusion(fusion))) {
            List<Placeholder> placeholders = new ArrayList<>(graph.placeholders());
            placeholders.sort(Comparator.comparing(Placeholder::name));
            for (Placeholder placeholder : placeholders) {
                Tensor value = value(placeholder, random);
                if (placeholder.role() == Placeholder.Role.INPUT) {
                    inputs.put(placeholder.name(), value);
                } else {
                    executable.load(placeholder.name(), value);
                }
            }
            return executable.run(inputs);
        }
    }

    private static Tensor value(Placeholder placeholder, Random random) {
        Shape shape = placeholder.type().shape();
        if (placeholder.type().dataType() == DataType.INT32) {
            return Tensor.of(shape, new int[] {7, 0, 0, 1});
        }
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(placeholder.role() == Placeholder.Role.BUFFER ? 0 : -1, 1);
        }
        return Tensor.of(shape, values);
    }

    private static long branches(Graph graph) {
        return graph.nodes().stream().filter(node -> node.operation() instanceof Composite)
                .filter(node -> node.operation().name().matches("mixerBranch|channelMlpBranch")).count();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAndGradientsAreThoseOfTheLayers(Case one) {
        Graph plain = step(one, Fusion.NONE);
        Graph fused = step(one, Fusion.ALL);
        assertEquals(0, branches(plain));
        assertEquals(one.fused, branches(fused));
        try (ReferenceBackend reference = new ReferenceBackend()) {
            Map<String, Tensor> expected = run(reference, plain, Fusion.NONE);
            compare(expected, run(reference, fused, Fusion.ALL), 1e-9);
            compare(expected, run(backend(), plain, Fusion.NONE), 2e-5);
            compare(expected, run(backend(), fused, Fusion.ALL), 2e-5);
        }
    }

    private static void compare(Map<String, Tensor> expected, Map<String, Tensor> found, double tolerance) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, value) -> Grid.of(value).assertNear(found.get(name), tolerance, name));
    }

    @Test
    void aBackendFusesWhatItIsGiven() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(1, 4, 4, 4));
        Graph graph = Graph.of(Map.of("y", Scope.root(trace, false).apply("block", cases().getFirst().block, x)));
        assertEquals(2, branches(backend().lower(graph, CompileOptions.DEFAULT)));
        assertEquals(1, branches(backend().lower(graph, CompileOptions.DEFAULT.withFusion(Fusion.ALL.without("mixerBranch")))));
        assertEquals(0, branches(backend().lower(graph, CompileOptions.DEFAULT.withFusion(Fusion.NONE))));
    }

    @Test
    void trainingTakesTheSwitchAndLearnsTheSame() {
        Loss squares = (logits, target) -> logits.subtract(target).square().meanAll();
        Factorizer network = new Factorizer(Factorizer.Settings.swin(1, 1, List.of(16, 16), List.of(8, 16)));
        Shape images = Shape.of(2, 1, 16, 16);
        Random random = new Random(3);
        float[] pixels = new float[512];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        Tensor image = Tensor.of(images, pixels);
        try (Trainer fused = Training.of(network, squares, new AdamW(1e-3, 1e-2)).on(backend()).withSeed(5).start(images);
                Trainer plain = Training.of(network, squares, new AdamW(1e-3, 1e-2)).on(backend()).withSeed(5)
                        .withOptions(CompileOptions.DEFAULT.withFusion(Fusion.NONE)).start(images)) {
            assertEquals(6, branches(fused.program().graph()));
            assertEquals(0, branches(plain.program().graph()));
            assertTrue(fused.memory().totalBytes() < plain.memory().totalBytes(), "a fused operation saves its inputs only");
            for (int step = 0; step < 3; step++) {
                assertEquals(plain.step(image, image).loss(), fused.step(image, image).loss(), 1e-5);
            }
        }
    }
}
