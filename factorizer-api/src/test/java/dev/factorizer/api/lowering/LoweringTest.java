package dev.factorizer.api.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Literal;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.operations.StopGradient;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoweringTest {
    private final Trace trace = new Trace();
    private final Value x = trace.input("x", Type.float32(2, 6, 4));

    private static long count(Graph graph, Operation operation) {
        return graph.nodes().stream().filter(node -> node.operation().equals(operation)).count();
    }

    private Graph forwardAndGradient(Operation operation) {
        Value y = x.apply(operation);
        Value gradient = Differentiation.gradients(y.square().sumAll(), List.of(x)).getFirst();
        return Graph.of(Map.of("gradient", gradient, "y", y));
    }

    @Test
    void equalOperationsOnEqualInputsAreMerged() {
        Value sum = x.exp().add(x.exp()).add(x.sin());
        assertEquals(1, count(Lowering.lower(Graph.of(Map.of("sum", sum)), NativeOperations.NONE), new Unary(Unary.Kind.EXP)));
    }

    @Test
    void placeholdersStayWhereTheDecompositionDoesNotNeedThem() {
        Value u0 = trace.input("u0", Type.float32(6, 1));
        Value v0 = trace.input("v0", Type.float32(4, 1));
        // At rank 1 the first step does not read u0.
        Value y = x.apply(new Factorize(Factorization.of(Solver.HALS)), u0, v0);
        Graph lowered = Lowering.lower(Graph.of(Map.of("y", y)), NativeOperations.NONE);
        assertEquals(List.of("x", "u0", "v0"), lowered.placeholders().stream().map(Placeholder::name).toList());
    }

    @Test
    void differentInputsAreNotMerged() {
        Value other = trace.input("other", x.type());
        Graph lowered = Lowering.lower(Graph.of(Map.of("sum", x.exp().add(other.exp()))), NativeOperations.NONE);
        assertEquals(2, count(lowered, new Unary(Unary.Kind.EXP)));
    }

    @Test
    void aDecomposedGradientSharesTheForwardPass() {
        Graph lowered = Lowering.lower(forwardAndGradient(new Gelu(false)), NativeOperations.NONE);
        assertEquals(1, count(lowered, new Unary(Unary.Kind.ERF)));
    }

    @Test
    void recomputingKeepsTheGradientApart() {
        Graph lowered = Lowering.lower(forwardAndGradient(new Gelu(false)), NativeOperations.NONE, true);
        assertEquals(2, count(lowered, new Unary(Unary.Kind.ERF)));
    }

    @Test
    void recomputingKeepsGradientsApartFromEachOtherButNotLiterals() {
        Value y = x.apply(new Tilt()).apply(new Gelu(false)).apply(new Tilt());
        Value gradient = Differentiation.gradients(y.sumAll(), List.of(x)).getFirst();
        Graph lowered = Lowering.lower(Graph.of(Map.of("gradient", gradient, "y", y)), NativeOperations.NONE, true);
        assertEquals(1, count(lowered, new Constant(Tilt.SLOPES)));
        assertEquals(1, lowered.placeholders().size());
    }

    @Test
    void nativeCompositesAreKept() {
        LayerNorm norm = new LayerNorm(1e-5f);
        NativeOperations nativeOperations = (operation, inputs) -> operation.equals(norm);
        Graph lowered = Lowering.lower(forwardAndGradient(norm), nativeOperations);
        assertEquals(1, count(lowered, norm));
        assertTrue(lowered.nodes().stream().allMatch(node -> node.operation() instanceof Primitive
                || node.operation().equals(norm)), lowered.toString());
    }

    @Test
    void nativeGradientsAreKept() {
        LayerNorm norm = new LayerNorm(1e-5f);
        NativeOperations nativeOperations = (operation, inputs) -> operation instanceof VectorJacobianProduct product
                && product.of().equals(norm);
        Graph lowered = Lowering.lower(forwardAndGradient(norm), nativeOperations);
        assertEquals(0, count(lowered, norm));
        assertEquals(1, count(lowered, new VectorJacobianProduct(norm, 1, List.of(0))));
    }

    @Test
    void nativesInsideADecompositionAreFound() {
        List<Value> parameters = new ArrayList<>();
        for (Type type : List.of(Type.float32(6), Type.float32(6), Type.float32(9, 6, 1), Type.float32(9),
                Type.float32(6, 9, 1), Type.float32(6))) {
            parameters.add(trace.input("parameter" + parameters.size(), type));
        }
        Value y = trace.at("mlp", () -> x.apply(new ChannelMlpBranch(1e-5f), parameters.toArray(Value[]::new)));
        Graph lowered = Lowering.lower(Graph.of(Map.of("y", y)), (operation, inputs) -> operation instanceof Gelu);
        Node gelu = lowered.nodes().stream().filter(node -> node.operation() instanceof Gelu).findFirst().orElseThrow();
        assertEquals(Type.float32(2, 9, 4), gelu.result().type());
        assertEquals("mlp", gelu.path(), "a decomposition keeps the path of its operation");
    }

    @Test
    void stoppedGradientsLeaveNoNode() {
        Value y = x.exp().stopGradient().sin();
        Graph lowered = Lowering.lower(Graph.of(Map.of("y", y)), NativeOperations.NONE);
        assertEquals(0, count(lowered, new StopGradient()));
        assertEquals(3, lowered.nodes().size());
    }

    @Test
    void unusedResultsAreDropped() {
        x.cos();
        Graph lowered = Lowering.lower(Graph.of(Map.of("y", x.exp())), NativeOperations.NONE);
        assertEquals(2, lowered.nodes().size());
    }

    @Test
    void updatesAndOutputsKeepTheirNamesAndOrder() {
        Value kept = trace.append(new Placeholder("kept", Placeholder.Role.STATE, x.type()), List.of()).result();
        Graph lowered = Lowering.lower(Graph.of(Map.of("y", kept.add(x)), Map.of("kept", kept.add(x))), NativeOperations.NONE);
        assertSame(lowered.outputs().get("y"), lowered.updates().get("kept"));
        assertEquals(List.of("kept"), lowered.placeholders(Placeholder.Role.STATE).stream().map(Placeholder::name).toList());
    }

    @Test
    void aReductionOfNothingStaysTheValue() {
        assertSame(x, x.sum());
        assertEquals(new Reduce(Reduce.Kind.SUM, List.of(0, 2)), x.sum(-1, 0).node().operation());
    }

    @Test
    void aDecompositionThatBreaksItsPromiseIsNamed() {
        Graph graph = Graph.of(Map.of("y", x.apply(new Broken())));
        assertEquals("broken: its decomposition gives [float32 1×6×4], but it promises [float32 2×6×4]",
                assertThrows(IllegalStateException.class, () -> Lowering.lower(graph, NativeOperations.NONE)).getMessage());
    }

    /** Multiplies by numbers written into the graph; its derivative decomposes in a region of its own. */
    private record Tilt() implements Composite {
        static final Literal SLOPES = Literal.of(Shape.of(4), new float[] {1, 2, 3, 4});

        @Override
        public List<Type> infer(List<Type> inputs) {
            return inputs;
        }

        @Override
        public List<Value> decompose(List<Value> inputs) {
            Value x = inputs.getFirst();
            return List.of(x.multiply(x.trace().append(new Constant(SLOPES), List.of()).result()));
        }
    }

    private record Broken() implements Elementwise {
        @Override
        public Value decompose(Value x) {
            return x.sum(0);
        }
    }
}
