package dev.factorizer.api.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.branches.BranchFusion;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Decomposition;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rewrite of someone else, and what a rewrite must be. */
class FusionPatternTest {
    private static final Type PAIR = Type.float32(2);

    private final Trace trace = new Trace();
    private final Value x = trace.input("x", Type.float32(2, 3));

    /** tanh(x · slope + x). */
    private record Bend(double slope) implements Composite {
        @Override
        public List<Type> infer(List<Type> inputs) {
            return inputs;
        }

        @Override
        public List<Value> decompose(List<Value> inputs) {
            Value x = inputs.getFirst();
            return List.of(x.multiply(slope).add(x).tanh());
        }
    }

    /** A bend between two others, which are fused first. */
    private record Arch(double slope) implements Composite {
        @Override
        public List<Type> infer(List<Type> inputs) {
            return inputs;
        }

        @Override
        public List<Value> decompose(List<Value> inputs) {
            return List.of(inputs.getFirst().exp().apply(new Bend(slope)).exp());
        }
    }

    /** Both results, or what one of two inputs gives. */
    private record Odd(int results) implements Composite {
        @Override
        public List<Type> infer(List<Type> inputs) {
            return inputs.subList(0, results);
        }

        @Override
        public List<Value> decompose(List<Value> inputs) {
            return inputs.subList(0, results).stream().map(Value::exp).toList();
        }
    }

    private static double slope(MatchedOperations found) {
        return found.only(Fill.class).number();
    }

    private static FusionPattern bend() {
        return FusionPattern.of(Fill.class, found -> new Bend(slope(found)), Decomposition.of(new Bend(1), List.of(PAIR)));
    }

    private static Graph fused(FusionPattern pattern, Value y) {
        return Fusion.ALL.with(pattern).fuse(Graph.of(Map.of("y", y)));
    }

    @Test
    void aRewriteIsItsCompositeAndTheWayToItsSettings() {
        Value y = trace.at("bent", () -> x.multiply(0.25).add(x).tanh());
        Node node = fused(bend(), y).outputs().get("y").node();
        assertEquals(new Bend(0.25), node.operation());
        assertEquals("bent", node.path());
        assertEquals("bend", bend().name());
        assertEquals(List.of("activatedInstanceNorm", "channelMlpBranch", "mixerBranch"), Fusion.ALL.with(bend()).without("bend").names());
    }

    @Test
    void whatARewriteMakesIsPartOfAnotherOneInWhateverOrderTheyStand() {
        FusionPattern arch = FusionPattern.of(Bend.class, found -> new Arch(found.only(Bend.class).slope()),
                Decomposition.of(new Arch(1), List.of(PAIR)));
        Value y = x.exp().multiply(0.5).add(x.exp()).tanh().exp();
        Value once = x.exp();
        Value shared = once.multiply(0.5).add(once).tanh().exp();
        for (List<FusionPattern> patterns : List.of(List.of(arch, bend()), List.of(bend(), arch))) {
            Graph graph = new Fusion(patterns).fuse(Graph.of(Map.of("y", shared)));
            assertEquals(new Arch(0.5), graph.outputs().get("y").node().operation());
            // Two operations that are equal are two all the same: the bend has one input.
            assertEquals(8, new Fusion(patterns).fuse(Graph.of(Map.of("y", y))).nodes().size());
        }
    }

    @Test
    void sumsAndProductsMatchInEitherOrderAndDifferencesDoNot() {
        Value quarter = trace.constant(0.25);
        assertEquals(2, fused(bend(), x.add(quarter.multiply(x)).tanh()).nodes().size());
        assertEquals(5, fused(bend(), x.multiply(0.25).subtract(x).tanh()).nodes().size());
        assertEquals(5, fused(bend(), x.multiply(0.25).maximum(x).tanh()).nodes().size());
    }

    @Test
    void wrongSettingsAreFoundOutBeforeAnythingIsRewritten() {
        FusionPattern wrong = FusionPattern.of(Fill.class, found -> new Bend(slope(found) + 1),
                Decomposition.of(new Bend(1), List.of(PAIR)));
        Graph graph = Graph.of(Map.of("y", x.multiply(0.25).add(x).tanh()));
        assertSame(graph, new Fusion(List.of(wrong)).fuse(graph));
    }

    @Test
    void whatIsReadFromAMatchMustBeThereOnce() {
        FusionPattern greedy = FusionPattern.of(Fill.class, found -> new Bend(found.only(Zip.class).kind().ordinal()),
                Decomposition.of(new Bend(1), List.of(PAIR)));
        String message = assertThrows(IllegalStateException.class, () -> fused(greedy, x.multiply(0.25).add(x).tanh())).getMessage();
        assertEquals("fusion: 2 operations are a Zip, expected one", message.replaceFirst(" among .*", ""));
    }

    @Test
    void whatCanNotBeAPatternIsRefused() {
        Decomposition bend = Decomposition.of(new Bend(1), List.of(PAIR));
        assertRefused("fusion pattern: odd has 2 results, expected one", Decomposition.of(new Odd(2), List.of(PAIR, PAIR)));
        assertRefused("fusion pattern: odd needs 1 of its 2 inputs, expected all", Decomposition.of(new Odd(1), List.of(PAIR, PAIR)));
        assertRefused("fusion pattern: odd is an example beside bend, expected the same composite", bend,
                Decomposition.of(new Odd(1), List.of(PAIR)));
        assertEquals("fusion pattern: bend holds 2 times Zip, expected one to say where it is",
                assertThrows(IllegalArgumentException.class, () -> FusionPattern.of(Zip.class, found -> new Bend(1), bend)).getMessage());
    }

    @Test
    void rewritesOfModulesAreFoundAndTheirNamesDiffer() {
        assertEquals(List.of("mixerBranch", "channelMlpBranch", "activatedInstanceNorm"), new Fusion(new BranchFusion().patterns()).names());
        assertEquals(List.of("bend"), Fusion.of(List.of(() -> List.of(bend()))).names());
        assertEquals("fusion: two rewrites are named \"bend\", expected names that differ", assertThrows(
                IllegalArgumentException.class, () -> Fusion.ALL.with(bend()).with(bend())).getMessage());
        assertEquals("fusion: no rewrites were found, expected those of dev.factorizer.api at least; keep the files in"
                + " META-INF/services where jars are merged into one",
                assertThrows(IllegalStateException.class, () -> Fusion.of(List.of())).getMessage());
    }

    private static void assertRefused(String message, Decomposition... examples) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> FusionPattern.of(Unary.class, found -> new Bend(1), examples)).getMessage());
    }
}
