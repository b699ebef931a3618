package dev.factorizer.api.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.branches.ActivatedInstanceNorm;
import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.InstanceNorm;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.LeakyRelu;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in graphs written by hand, and what is not. */
class FusionTest {
    private static final int CHANNELS = 4;

    private final Trace trace = new Trace();

    private Value input(int... sizes) {
        return trace.input("x" + trace.nodes().size(), Type.float32(sizes));
    }

    private Value image(int batch, Matricization layout) {
        return input(Shape.of(batch, CHANNELS).append(layout.spatial().sizes()).sizes());
    }

    private Value norm(Value x, double epsilon) {
        return x.apply(new LayerNorm(epsilon), input(x.channels()), input(x.channels()));
    }

    private Value linear(Value x, int outputs) {
        return x.apply(new ChannelLinear(), input(outputs, x.channels(), 1), input(outputs));
    }

    private Value projected(Value x, int outputs) {
        return x.apply(new ChannelLinear(), input(outputs, x.channels(), 1));
    }

    private Value factorized(Value matrices, Factorization settings) {
        Value[] starts = settings.initialization().drawn()
                ? new Value[] {input(matrices.shape().size(-2), 1), input(matrices.shape().size(-1), 1)} : new Value[0];
        return matrices.apply(new Factorize(settings), starts);
    }

    private Value mixer(Value x, double epsilon, Matricization layout, Factorization settings) {
        Value matrices = projected(norm(x, epsilon), 2 * CHANNELS).apply(new Matricize(layout)).relu();
        return linear(factorized(matrices, settings).apply(new Dematricize(layout, 2 * CHANNELS)), CHANNELS);
    }

    private Value mlp(Value x, double epsilon) {
        return linear(linear(norm(x, epsilon), 3).apply(new Gelu(false)), CHANNELS);
    }

    private static Graph graph(Value... outputs) {
        return Graph.of(IntStream.range(0, outputs.length).boxed()
                .collect(Collectors.toMap(i -> "y" + i, i -> outputs[i])));
    }

    /** The composites of a graph after fusion, in order. */
    private static List<Operation> fused(Value... outputs) {
        return composites(Fusion.ALL.fuse(graph(outputs)));
    }

    private static List<Operation> composites(Graph graph) {
        return graph.nodes().stream().map(Node::operation).filter(Composite.class::isInstance).toList();
    }

    private static void assertNothingFused(Value... outputs) {
        Graph graph = graph(outputs);
        assertSame(graph, Fusion.ALL.fuse(graph), graph::toString);
    }

    private static Matricization windows(int heads, List<Integer> grid, List<Integer> patch, int shifts) {
        return new Matricization(heads, grid, patch, IntStream.range(0, shifts)
                .mapToObj(i -> IntStream.generate(() -> i).limit(grid.size()).boxed().toList()).toList());
    }

    static Stream<Matricization> layouts() {
        return Stream.of(windows(2, List.of(3), List.of(5), 2), windows(1, List.of(2, 3), List.of(4, 2), 1),
                windows(4, List.of(2, 1, 2), List.of(2, 3, 2), 3));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void mixersOfAnyImageAreFound(Matricization layout) {
        for (Initialization start : Initialization.values()) {
            for (double epsilon : new double[] {1e-5, 1e-6, 0}) {
                Factorization settings = Factorization.of(Solver.HALS).withIterations(3).withGradientSteps(2).withInitialization(start);
                Value x = image(2, layout);
                assertEquals(List.of(new MixerBranch(epsilon, layout, settings)), fused(x.add(mixer(x, epsilon, layout, settings))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void mlpsOfAnyImageAreFound(Matricization layout) {
        for (double epsilon : new double[] {1e-5, 1e-6, 0}) {
            Value x = image(3, layout);
            assertEquals(List.of(new ChannelMlpBranch(epsilon)), fused(x.add(mlp(x, epsilon))));
        }
    }

    private static final Matricization LAYOUT = windows(2, List.of(2, 2), List.of(3, 2), 2);
    private static final Factorization HALS = Factorization.of(Solver.HALS);

    @Test
    void aChainOfBlocksBecomesAChainOfBranches() {
        Value x = image(1, LAYOUT);
        Value y = x.add(mixer(x, 1e-5, LAYOUT, HALS));
        Value z = y.add(mlp(y, 1e-5));
        Value last = z.add(mixer(z, 1e-6, LAYOUT, HALS));
        assertEquals(List.of(new MixerBranch(1e-5, LAYOUT, HALS), new ChannelMlpBranch(1e-5), new MixerBranch(1e-6, LAYOUT, HALS)),
                fused(last));
        // Between branches nothing is hidden: those values may be needed elsewhere.
        assertEquals(3, fused(last, y, z).size());
    }

    @Test
    void theFusedGraphComputesTheSameOperationByOperation() {
        Value x = image(1, LAYOUT);
        Value y = x.add(mixer(x, 1e-5, LAYOUT, HALS));
        Graph plain = graph(y.add(mlp(y, 1e-5)));
        Graph fused = Fusion.ALL.fuse(plain);
        assertNotSame(plain, fused);
        assertEquals(lines(Lowering.lower(plain, NativeOperations.NONE)), lines(Lowering.lower(fused, NativeOperations.NONE)));
        assertEquals(plain.placeholders(), fused.placeholders());
    }

    /** What is computed, in order; placeholders by name, as they may be asked for at any time. */
    private static String lines(Graph graph) {
        Map<Value, String> names = new HashMap<>();
        StringBuilder lines = new StringBuilder();
        int computed = 0;
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Placeholder placeholder) {
                names.put(node.result(), placeholder.name());
            } else {
                lines.append(node.operation()).append(node.inputs().stream().map(names::get).toList()).append('\n');
                names.put(node.result(), "%" + computed++);
            }
        }
        return lines.toString();
    }

    @Test
    void theOrderOfTheSumDoesNotMatter() {
        Value x = image(1, LAYOUT);
        assertEquals(List.of(new ChannelMlpBranch(1e-5)), fused(mlp(x, 1e-5).add(x)));
    }

    @Test
    void theInputsComeInTheCompositesOrderAndThePathFromItsMiddle() {
        Value x = image(1, LAYOUT);
        Value y = trace.at("block", () -> x.add(trace.at("block.mlp", () -> {
            Value hidden = trace.at("block.mlp.0", () -> linear(norm(x, 1e-5), 3));
            Value between = hidden.apply(new Gelu(false));
            return trace.at("block.mlp.3", () -> linear(between, CHANNELS));
        })));
        Node branch = Fusion.ALL.fuse(graph(y)).outputs().get("y0").node();
        assertEquals("block.mlp", branch.path());
        assertEquals(List.of("x0", "x1", "x2", "x4", "x5", "x8", "x9"), branch.inputs().stream()
                .map(value -> ((Placeholder) value.node().operation()).name()).toList());
    }

    @Test
    void whatLiesBetweenMayNotBeNeededElsewhere() {
        Value x = image(1, LAYOUT);
        Value normed = norm(x, 1e-5);
        Value y = x.add(linear(linear(normed, 3).apply(new Gelu(false)), CHANNELS));
        assertNothingFused(y.add(normed.tanh()));
        assertNothingFused(y, normed);
        Graph updating = Graph.of(Map.of("y", y), Map.of("kept", normed.sum(0)), List.of(
                trace.append(new Placeholder("kept", Placeholder.Role.STATE, normed.sum(0).type()), List.of()).result()));
        assertSame(updating, Fusion.ALL.fuse(updating));
        // What nothing needs is not part of the graph.
        assertEquals(1, fused(y).size());
    }

    @Test
    void anotherInputOfTheSumIsAnotherBranch() {
        Value x = image(1, LAYOUT);
        Value other = image(1, LAYOUT);
        assertNothingFused(other.add(mlp(x, 1e-5)));
        assertNothingFused(x.subtract(mlp(x, 1e-5)));
        assertNothingFused(mlp(x, 1e-5));
    }

    @Test
    void lookAlikesAreLeftAlone() {
        Value x = image(1, LAYOUT);
        // Another activation, no bias, no affine norm, the norm in the wrong place, one more operation between.
        assertNothingFused(x.add(linear(linear(norm(x, 1e-5), 3).apply(new Gelu(true)), CHANNELS)));
        assertNothingFused(x.add(linear(projected(norm(x, 1e-5), 3).apply(new Gelu(false)), CHANNELS)));
        assertNothingFused(x.add(linear(linear(x.apply(new LayerNorm(1e-5)), 3).apply(new Gelu(false)), CHANNELS)));
        assertNothingFused(x.add(norm(linear(linear(x, 3).apply(new Gelu(false)), CHANNELS), 1e-5)));
        assertNothingFused(x.add(linear(linear(norm(x, 1e-5), 3).apply(new Gelu(false)).multiply(2), CHANNELS)));
        // An output that is repeated over the channels; the composite takes no such shapes.
        assertNothingFused(x.add(linear(linear(norm(x, 1e-5), 3).apply(new Gelu(false)), 1)));
        Value rows = input(3, CHANNELS);
        assertNothingFused(rows.add(mlp(rows, 1e-5)));
    }

    @Test
    void lookAlikesOfTheMixerAreLeftAlone() {
        Value x = image(1, LAYOUT);
        Matricization other = new Matricization(LAYOUT.heads(), LAYOUT.grid(), LAYOUT.patch(), List.of(List.of(1, 1), List.of(0, 0)));
        Value cut = projected(norm(x, 1e-5), CHANNELS).apply(new Matricize(LAYOUT)).relu();
        assertNothingFused(x.add(linear(factorized(cut, HALS).apply(new Dematricize(other, CHANNELS)), CHANNELS)));
        Value early = projected(norm(x, 1e-5), CHANNELS).relu().apply(new Matricize(LAYOUT));
        assertNothingFused(x.add(linear(factorized(early, HALS).apply(new Dematricize(LAYOUT, CHANNELS)), CHANNELS)));
        Value softened = projected(norm(x, 1e-5), CHANNELS).apply(new Matricize(LAYOUT)).tanh();
        assertNothingFused(x.add(linear(factorized(softened, HALS).apply(new Dematricize(LAYOUT, CHANNELS)), CHANNELS)));
        Value weighted = projected(norm(x, 1e-5), CHANNELS).apply(new Matricize(LAYOUT)).relu();
        Value weights = input(weighted.shape().sizes());
        assertNothingFused(x.add(linear(weighted.apply(new Factorize(Factorization.of(Solver.WMU)),
                input(weighted.shape().size(-2), 1), input(weighted.shape().size(-1), 1), weights)
                .apply(new Dematricize(LAYOUT, CHANNELS)), CHANNELS)));
    }

    @Test
    void anOperandThatIsComputedWithinIsNoOperand() {
        Value x = input(1, 1, 1);
        Value weight = x.apply(new LayerNorm(1e-5), input(1), input(1));
        Value y = x.add(weight.apply(new ChannelLinear(), weight, input(1)).apply(new Gelu(false))
                .apply(new ChannelLinear(), input(1, 1, 1), input(1)));
        assertNothingFused(y);
    }

    @Test
    void fusingAgainChangesNothingAndNeitherDoesItAfterGradients() {
        Value x = image(1, LAYOUT);
        Value y = x.add(mlp(x, 1e-5));
        Graph once = Fusion.ALL.fuse(graph(y));
        assertSame(once, Fusion.ALL.fuse(once));
        Value result = once.outputs().get("y0");
        List<Value> inputs = once.nodes().stream().filter(node -> node.operation() instanceof Placeholder).map(Node::result).toList();
        List<Value> gradients = Differentiation.gradients(result.square().sumAll(), inputs);
        Graph step = graph(gradients.toArray(Value[]::new));
        assertSame(step, Fusion.ALL.fuse(step));
        assertEquals(List.of("channelMlpBranch", "channelMlpBranchGradient"), composites(step).stream().map(Operation::name).toList());
        // Gradients of plain operations need what lies between.
        List<Value> plain = Differentiation.gradients(y.square().sumAll(), List.of(x));
        assertNothingFused(plain.getFirst(), y);
    }

    @Test
    void placeholdersThatNothingNeedsStayAndOutputsKeepTheirOrder() {
        Value x = image(1, LAYOUT);
        Value unused = input(7);
        Value y = x.add(mlp(x, 1e-5));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("second", y.exp());
        outputs.put("first", y);
        Graph fused = Fusion.ALL.fuse(Graph.of(outputs, Map.of(), List.of(unused)));
        assertEquals(List.of("second", "first"), List.copyOf(fused.outputs().keySet()));
        assertEquals(8, fused.placeholders().size());
        assertEquals(1, composites(fused).size());
    }

    @Test
    void whatFollowsAConvolutionIsOneOperation() {
        Value x = input(2, 3, 4, 5);
        Value weight = input(3);
        Value bias = input(3);
        Value plain = trace.at("norm", () -> x.apply(new InstanceNorm(1e-3))).apply(new LeakyRelu(0.01));
        Value affine = trace.at("norm", () -> x.apply(new InstanceNorm(1e-5), weight, bias)).apply(new LeakyRelu(0.2));
        for (Value y : List.of(plain, affine)) {
            Node node = Fusion.ALL.fuse(graph(y)).outputs().get("y0").node();
            assertEquals(y == plain ? new ActivatedInstanceNorm(1e-3, 0.01) : new ActivatedInstanceNorm(1e-5, 0.2), node.operation());
            assertEquals(y == plain ? 1 : 3, node.inputs().size());
            assertEquals("norm", node.path());
        }
        Graph needed = Graph.of(Map.of("y", plain, "norm", plain.node().input(0)));
        assertSame(needed, Fusion.ALL.fuse(needed));
    }

    @Test
    void eachRewriteCanBeTurnedOff() {
        Value x = image(1, LAYOUT);
        Value y = x.add(mixer(x, 1e-5, LAYOUT, HALS));
        Graph graph = graph(y.add(mlp(y, 1e-5)));
        assertEquals(List.of("activatedInstanceNorm", "channelMlpBranch", "mixerBranch"), Fusion.ALL.names());
        assertEquals(1, composites(Fusion.ALL.without("channelMlpBranch").fuse(graph)).stream()
                .filter(MixerBranch.class::isInstance).count());
        assertEquals(1, composites(Fusion.ALL.without("mixerBranch").fuse(graph)).stream()
                .filter(ChannelMlpBranch.class::isInstance).count());
        assertSame(graph, Fusion.ALL.without("mixerBranch", "channelMlpBranch").fuse(graph));
        assertSame(graph, Fusion.NONE.fuse(graph));
        assertEquals("fusion: there is no rewrite \"mixer\", expected one of [activatedInstanceNorm, channelMlpBranch, mixerBranch]",
                assertThrows(IllegalArgumentException.class, () -> Fusion.ALL.without("mixer")).getMessage());
    }
}
