package dev.factorizer.api.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatmulPrecisionTest {
    private static final NativeOperations ALL = (operation, inputs) -> true;

    private final Trace trace = new Trace();

    private Graph withGradient(Value y, Value x) {
        return Graph.of(Map.of("y", y, "gradient", Differentiation.gradients(y.square().sumAll(), List.of(x)).getFirst()));
    }

    private Graph factorized(Solver solver) {
        Value x = trace.input("x", Type.float32(2, 6, 4));
        Value u = trace.input("u0", Type.float32(6, 2));
        Value v = trace.input("v0", Type.float32(4, 2));
        Factorization settings = Factorization.of(solver).withRank(2).withIterations(2).withGradientSteps(3);
        return withGradient(x.apply(new Factorize(settings), u, v), x);
    }

    private Graph mixed() {
        Value x = trace.input("x", Type.float32(1, 4, 4, 4, 4));
        Value[] rest = {trace.input("w", Type.float32(4)), trace.input("b", Type.float32(4)),
            trace.input("in", Type.float32(6, 4, 1)), trace.input("u0", Type.float32(3, 1)), trace.input("v0", Type.float32(8, 1)),
            trace.input("out", Type.float32(4, 6, 1)), trace.input("bias", Type.float32(4))};
        Matricization windows = new Matricization(2, List.of(2, 2, 2), List.of(2, 2, 2), List.of(List.of(0, 0, 0)));
        return withGradient(x.apply(new MixerBranch(1e-5, windows, Factorization.of(Solver.HALS)), rest), x);
    }

    private static List<Node> rounded(Graph graph) {
        return graph.nodes().stream().filter(MatmulPrecision.BFLOAT16::isRounded).toList();
    }

    private static boolean holds(Graph graph, Class<? extends Composite> kind) {
        return graph.nodes().stream().map(Node::operation).anyMatch(operation -> kind.isInstance(operation)
                || operation instanceof VectorJacobianProduct gradient && kind.isInstance(gradient.of()));
    }

    @ParameterizedTest
    @EnumSource(Solver.class)
    void productsOfAFactorizationAndOfItsGradientAreExact(Solver solver) {
        Graph lowered = Lowering.lower(factorized(solver), NativeOperations.NONE);
        assertTrue(lowered.nodes().stream().anyMatch(node -> node.operation() instanceof MatrixMultiply));
        assertEquals(List.of(), rounded(lowered));
    }

    @Test
    void productsAroundAFactorizationAreRoundedAndSoAreTheirGradients() {
        // Two projections; a gradient with respect to x has one more for each.
        assertEquals(4, rounded(Lowering.lower(mixed(), NativeOperations.NONE)).size());
    }

    @Test
    void kernelsThatHideProductsAreLeftOutAndAllOthersStay() {
        Graph whole = Lowering.lower(mixed(), MatmulPrecision.FLOAT32.among(ALL));
        assertTrue(holds(whole, MixerBranch.class));
        Graph opened = Lowering.lower(mixed(), MatmulPrecision.BFLOAT16.among(ALL));
        assertFalse(holds(opened, MixerBranch.class));
        assertFalse(holds(opened, ChannelLinear.class));
        assertTrue(holds(opened, Factorize.class));
        assertTrue(holds(opened, LayerNorm.class));
        assertEquals(4, rounded(opened).size());
    }

    @Test
    void otherTypesAreLeftAlone() {
        Value wide = trace.input("x", new Type(DataType.FLOAT64, Shape.of(2, 2)));
        Value single = trace.input("y", Type.float32(2, 2));
        assertFalse(MatmulPrecision.BFLOAT16.isRounded(wide.matmul(wide).node()));
        assertFalse(MatmulPrecision.BFLOAT16.isRounded(single.add(single).node()));
        assertTrue(MatmulPrecision.BFLOAT16.isRounded(single.matmul(single).node()));
        assertFalse(MatmulPrecision.FLOAT32.isRounded(single.matmul(single).node()));
    }
}
