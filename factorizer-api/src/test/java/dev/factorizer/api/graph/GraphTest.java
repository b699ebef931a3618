package dev.factorizer.api.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {
    private final Trace trace = new Trace();
    private final Value x = trace.input("x", Type.float32(2, 3));

    private static void assertRefused(String message, Executable making) {
        assertEquals(message, assertThrows(RuntimeException.class, making).getMessage());
    }

    @Test
    void nodesComeAfterTheirInputsAndOnlyIfNeeded() {
        Value y = x.exp();
        x.sin();
        Value z = y.add(x);
        Graph graph = Graph.of(Map.of("z", z));
        assertEquals(List.of(x.node(), y.node(), z.node()), graph.nodes());
    }

    @Test
    void placeholdersAreFoundByRole() {
        Value kept = trace.append(new Placeholder("weight", Placeholder.Role.PARAMETER, x.type()), List.of()).result();
        Graph graph = Graph.of(Map.of("y", x.add(kept)));
        assertEquals(2, graph.placeholders().size());
        assertEquals("weight", graph.placeholders(Placeholder.Role.PARAMETER).getFirst().name());
        assertEquals("x", graph.placeholders(Placeholder.Role.INPUT).getFirst().name());
    }

    @Test
    void aGraphHasOutputs() {
        assertRefused("graph: no outputs, expected at least one", () -> Graph.of(Map.of()));
    }

    @Test
    void placeholdersHaveDifferentNames() {
        Value other = trace.input("x", Type.float32(3));
        assertRefused("graph: two placeholders are named \"x\", float32 2×3 and float32 3; names must differ",
                () -> Graph.of(Map.of("y", x.add(other))));
    }

    @Test
    void onlyWhatIsKeptCanBeUpdated() {
        assertRefused("graph: update of \"x\" by float32 2×3, expected a kept placeholder of that name and type, found "
                + x.node().operation(), () -> Graph.of(Map.of("y", x.exp()), Map.of("x", x.exp())));
        assertRefused("graph: update of \"mean\" by float32 2×3, expected a kept placeholder of that name and type, found"
                + " null", () -> Graph.of(Map.of("y", x.exp()), Map.of("mean", x.exp())));
    }

    @Test
    void valuesOfTwoTracesDoNotMix() {
        Value foreign = new Trace().input("y", x.type());
        assertRefused("zip: a value of another trace was used", () -> x.add(foreign));
    }

    @Test
    void pathsNest() {
        Value inner = trace.at("encoder", () -> {
            Value first = trace.at("encoder.norm", x::exp);
            assertEquals("encoder.norm", first.node().path());
            return first.sin();
        });
        assertEquals("encoder", inner.node().path());
        assertEquals("", x.cos().node().path());
    }

    @Test
    void aNodeWithSeveralResultsHasNoSingleOne() {
        Node node = x.applyAll(new SingularVectors(2)).getFirst().node();
        assertEquals(3, node.results().size());
        assertRefused("%1 = singularVectors(%0) : [float32 2×2, float32 2, float32 3×2] has 3 results, expected one",
                node::result);
    }

    @Test
    void literalsAreComparedByContent() {
        Literal literal = Literal.of(Shape.of(2), new float[] {1, 2});
        assertEquals(literal, Literal.of(Shape.of(2), new float[] {1, 2}));
        assertNotEquals(literal, Literal.of(Shape.of(2), new float[] {1, 3}));
        assertNotEquals(literal, Literal.of(Shape.of(2, 1), new float[] {1, 2}));
        assertNotEquals(literal, Literal.of(Shape.of(2), new int[] {1, 2}));
    }

    @Test
    void adjointOfBroadcastingSumsWhatWasRepeated() {
        assertEquals(Shape.of(3), x.sumTo(Shape.of(3)).shape());
        assertEquals(Shape.of(2, 1), x.sumTo(Shape.of(2, 1)).shape());
        assertEquals(Shape.of(), x.sumTo(Shape.of()).shape());
    }

    @Test
    void outputsOfTwoTracesAreRefused() {
        Value other = new Trace().input("y", Type.float32(3));
        assertRefused("graph: values of several traces were given, expected those of one",
                () -> Graph.of(Map.of("a", x, "b", other)));
    }
}
