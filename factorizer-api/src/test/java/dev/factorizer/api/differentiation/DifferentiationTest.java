package dev.factorizer.api.differentiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.operations.Softmax;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferentiationTest {
    private final Trace trace = new Trace();
    private final Value x = trace.input("x", Type.float32(2, 6, 4, 4));
    private final Value weight = trace.input("weight", Type.float32(3, 6, 1));

    @Test
    void whatTheLossDoesNotDependOnGetsZeros() {
        Value gradient = Differentiation.gradients(x.sumAll(), List.of(weight)).getFirst();
        assertEquals(new Fill(weight.type(), 0), gradient.node().operation());
    }

    @Test
    void stopGradientCuts() {
        Value gradient = Differentiation.gradients(x.exp().stopGradient().sumAll(), List.of(x)).getFirst();
        assertEquals(new Fill(x.type(), 0), gradient.node().operation());
    }

    @Test
    void anIndexHasNoGradient() {
        Value index = x.apply(new ArgMax(1));
        Value gradient = Differentiation.pullBack(List.of(index), List.of(trace.zeros(index.type())), List.of(x)).getFirst();
        assertEquals(new Fill(x.type(), 0), gradient.node().operation());
    }

    @Test
    void usesOfOneValueAreAdded() {
        Value gradient = Differentiation.gradients(x.exp().add(x.sin()).sumAll(), List.of(x)).getFirst();
        assertEquals(new Zip(Zip.Kind.ADD), gradient.node().operation());
    }

    @Test
    void aValueInTheMiddleMayBeAskedFor() {
        Value middle = x.exp();
        List<Value> gradients = Differentiation.gradients(middle.square().sumAll(), List.of(middle, x));
        assertEquals(List.of(x.type(), x.type()), gradients.stream().map(Value::type).toList());
        assertSame(gradients.get(0), gradients.get(1).node().input(0), "the outer gradient continues the inner one");
    }

    @Test
    void aCompositeGetsOneNodeForTheWantedInputs() {
        Value y = trace.at("head", () -> x.apply(new ChannelLinear(), weight));
        Value gradient = Differentiation.gradients(y.sumAll(), List.of(weight)).getFirst();
        assertEquals(new VectorJacobianProduct(new ChannelLinear(), 2, List.of(1)), gradient.node().operation());
        assertEquals(List.of(x, weight), gradient.node().inputs().subList(0, 2));
        assertEquals("channelLinearGradient", gradient.node().operation().name());
        assertEquals("head", gradient.node().path(), "a gradient belongs to the layer of its forward operation");
    }

    @Test
    void nothingIsAddedBesideTheWay() {
        Value y = x.apply(new Gelu(false)).add(weight.sumAll().exp());
        Differentiation.gradients(y.sumAll(), List.of(weight));
        assertTrue(trace.nodes().stream().noneMatch(node -> node.operation() instanceof VectorJacobianProduct));
    }

    @Test
    void windowsAreDifferentiatedByTheirInverse() {
        Matricization layout = Matricization.ofPatch(Shape.of(4, 4), 2, List.of(2, 2),
                List.of(List.of(0, 0), List.of(1, 1), List.of(-1, 0)));
        Value matrices = x.apply(new Matricize(layout));
        Node scaled = Differentiation.gradients(matrices.sumAll(), List.of(x)).getFirst().node();
        assertEquals(new Zip(Zip.Kind.MULTIPLY), scaled.operation());
        assertEquals(new Dematricize(layout, 6), scaled.input(0).node().operation());
        assertEquals(new Fill(Type.float32(), 3), scaled.input(1).node().operation());

        Value image = matrices.apply(new Dematricize(layout, 6));
        Node shared = Differentiation.gradients(image.sumAll(), List.of(matrices)).getFirst().node();
        assertEquals(new Matricize(layout), shared.input(0).node().operation());
        assertEquals(new Fill(Type.float32(), 1.0 / 3), shared.input(1).node().operation());
    }

    @Test
    void softmaxIsDifferentiatedFromItsResult() {
        Value y = x.apply(new Softmax(1));
        Node gradient = Differentiation.gradients(y.square().sumAll(), List.of(x)).getFirst().node();
        assertSame(y, gradient.input(0));
    }

    @Test
    void anOperationWithoutDerivativeIsNamedWithItsPlace() {
        Value y = trace.at("encoder.blocks.0", () -> x.applyAll(new SingularVectors(1))).get(1);
        NotDifferentiableException thrown = assertThrows(NotDifferentiableException.class,
                () -> Differentiation.gradients(y.sumAll(), List.of(x)));
        assertEquals("singularVectors has no derivative (at encoder.blocks.0): choose fewer gradient steps than iterations,"
                + " so that the initialization is not differentiated", thrown.getMessage());
    }

    @Test
    void theStartOfAFactorizationIsNotDifferentiated() {
        Factorization settings = Factorization.of(Solver.CD).withRank(2).withIterations(2).withGradientSteps(2)
                .withInitialization(Initialization.SVD);
        assertTrue(lowersWith(settings));
        assertThrows(NotDifferentiableException.class, () -> lowersWith(settings.withGradientSteps(3)));
    }

    private boolean lowersWith(Factorization settings) {
        Value y = x.apply(new Factorize(settings));
        Value gradient = Differentiation.gradients(y.square().sumAll(), List.of(x)).getFirst();
        Graph lowered = Lowering.lower(Graph.of(Map.of("gradient", gradient)), NativeOperations.NONE);
        assertFalse(lowered.nodes().isEmpty());
        return lowered.outputs().get("gradient").type().equals(x.type());
    }

    @Test
    void aLossIsOneNumber() {
        assertEquals("gradients: loss has shape 2×6×4×4, expected one element", assertThrows(IllegalArgumentException.class,
                () -> Differentiation.gradients(x, List.of(x))).getMessage());
    }

    @Test
    void aCotangentIsLikeItsOutput() {
        assertEquals("gradients: cotangent float32 3×6×1 for output float32 2×6×4×4, expected equal types",
                assertThrows(IllegalArgumentException.class,
                        () -> Differentiation.pullBack(List.of(x.exp()), List.of(weight), List.of(x))).getMessage());
        assertEquals("gradients: 2 outputs and 1 cotangents, expected equally many",
                assertThrows(IllegalArgumentException.class,
                        () -> Differentiation.pullBack(List.of(x, x), List.of(x), List.of(x))).getMessage());
    }
}
