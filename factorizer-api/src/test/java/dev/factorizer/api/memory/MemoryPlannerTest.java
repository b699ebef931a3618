package dev.factorizer.api.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryPlannerTest {
    private static final long KIB = 1024;

    private final Trace trace = new Trace();
    private final Value x = trace.input("x", Type.float32(256));

    /** Kernels that need no working memory and write over any input, or over none. */
    private static MemoryRules rules(boolean overwrites) {
        return new MemoryRules() {
            @Override
            public long workspaceBytes(Node node) {
                return 0;
            }

            @Override
            public boolean overwrites(Node node, int input) {
                return overwrites;
            }
        };
    }

    private static MemoryPlan plan(Value y, MemoryRules rules) {
        return MemoryPlanner.plan(Graph.of(Map.of("y", y)), rules);
    }

    private static Span place(MemoryPlan plan, Value value) {
        return plan.span(value).orElseThrow();
    }

    @Test
    void aChainNeedsTwoPlaces() {
        assertEquals(2 * KIB, plan(x.exp().sin().tanh().sigmoid().cos(), rules(false)).arenaBytes());
    }

    @Test
    void aChainInPlaceNeedsOne() {
        assertEquals(KIB, plan(x.exp().sin().tanh().sigmoid().cos(), rules(true)).arenaBytes());
    }

    @Test
    void aValueStillNeededIsNotOverwritten() {
        Value y = x.exp();
        MemoryPlan plan = plan(y.sin().add(y), rules(true));
        assertEquals(2 * KIB, plan.arenaBytes());
        assertTrue(place(plan, y).offset() != place(plan, y.node().trace().nodes().get(2).result()).offset());
    }

    @Test
    void aViewStillNeededIsNotOverwritten() {
        Value view = x.reshape(16, 16);
        Value y = x.sin();
        MemoryPlan plan = plan(y.add(view.reshape(256)), rules(true));
        assertEquals(place(plan, x).offset(), place(plan, view).offset(), "a view has no memory of its own");
        assertTrue(place(plan, x).offset() != place(plan, y).offset());
    }

    @Test
    void aValueReadTwiceByOneOperationIsNotOverwritten() {
        Value y = x.multiply(x);
        MemoryPlan plan = plan(y, rules(true));
        assertTrue(place(plan, x).offset() != place(plan, y).offset());
    }

    @Test
    void anotherSizeIsNotWrittenInPlace() {
        Value y = x.add(trace.input("row", Type.float32(2, 1)));
        assertEquals(Shape.of(2, 256), y.shape());
        MemoryPlan plan = plan(y, rules(true));
        assertEquals(3 * KIB + 64, plan.arenaBytes());
    }

    @Test
    void onlyTheInputThatTheKernelAllowsIsOverwritten() {
        Value other = trace.input("other", x.type());
        Value y = x.subtract(other);
        MemoryPlan plan = plan(y, new MemoryRules() {
            @Override
            public long workspaceBytes(Node node) {
                return 0;
            }

            @Override
            public boolean overwrites(Node node, int input) {
                return node.operation().equals(new Zip(Zip.Kind.SUBTRACT)) && input == 1;
            }
        });
        assertEquals(place(plan, other).offset(), place(plan, y).offset());
        assertTrue(place(plan, x).offset() != place(plan, y).offset());
    }

    @Test
    void whatIsKeptBetweenRunsIsOutsideTheArena() {
        Value weight = trace.append(new Placeholder("weight", Placeholder.Role.PARAMETER, Type.float32(10)), List.of())
                .result();
        Value table = trace.literal(Shape.of(20), new float[20]);
        Value view = weight.reshape(10, 1);
        MemoryPlan plan = plan(view.add(table), rules(true));
        assertEquals(64 + 128, plan.keptBytes());
        assertTrue(plan.span(weight).isEmpty() && plan.span(table).isEmpty() && plan.span(view).isEmpty());
        assertEquals(832, plan.arenaBytes());
        assertEquals(plan.keptBytes() + plan.arenaBytes(), plan.totalBytes());
    }

    @Test
    void workingMemoryIsFreeAfterItsNode() {
        Value y = x.exp().sin();
        MemoryPlan plan = plan(y, new MemoryRules() {
            @Override
            public long workspaceBytes(Node node) {
                return node.operation() instanceof Unary ? 100 : 0;
            }

            @Override
            public boolean overwrites(Node node, int input) {
                return true;
            }
        });
        assertEquals(2, plan.workspaces().size());
        assertEquals(KIB + 128, plan.arenaBytes());
    }

    @Test
    void anUpdateLivesToTheEnd() {
        Value state = trace.append(new Placeholder("state", Placeholder.Role.STATE, x.type()), List.of()).result();
        Value next = state.add(x);
        Value y = next.sin().cos();
        MemoryPlan plan = MemoryPlanner.plan(Graph.of(Map.of("y", y), Map.of("state", next)), rules(true));
        assertTrue(place(plan, next).offset() != place(plan, y).offset());
    }

    @Test
    void whatIsJoinedIsComputedInPlace() {
        Value first = x.exp();
        Value second = first.sin().cos();
        Value joined = first.concatenate(0, second);
        MemoryPlan plan = plan(joined.tanh(), rules(false));
        assertEquals(place(plan, joined).offset(), place(plan, first).offset());
        assertEquals(place(plan, joined).offset() + KIB, place(plan, second).offset());
        assertEquals(4 * KIB, plan.arenaBytes(), "the joined values and their hyperbolic tangents");
    }

    @Test
    void aPartIsNotOverwrittenWhileTheWholeIsNeeded() {
        Value part = x.exp();
        Value joined = part.concatenate(0, x);
        Value sine = part.sin();
        MemoryPlan plan = plan(sine.concatenate(0, joined.cos()), rules(true));
        assertEquals(place(plan, joined).offset(), place(plan, part).offset());
        assertTrue(place(plan, sine).offset() != place(plan, part).offset());
    }

    @Test
    void aSliceIsAView() {
        Value y = x.exp();
        Value tail = y.slice(0, 128, 128);
        MemoryPlan plan = plan(tail.sin(), rules(false));
        assertEquals(place(plan, y).offset() + KIB / 2, place(plan, tail).offset());
        assertEquals(2 * KIB, plan.arenaBytes(), "x and its exponentials; the sines take the place of x");
    }

    @Test
    void aSliceOfOneColumnIsCopied() {
        Value table = x.reshape(16, 16);
        assertEquals(List.of(), Part.of(table.slice(1, 0, 8).node()));
        assertEquals(List.of(), Part.of(table.concatenate(1, table).node()));
        assertEquals(16 * 4, Part.of(table.slice(0, 1, 8).node()).getFirst().offset());
    }

    @Test
    void aSmallerResultOverItsInputFreesTheRest() {
        Value y = x.exp();
        Value sum = y.sumAll();
        Value rest = sum.add(trace.literal(Shape.of(192), new float[192]));
        MemoryPlan plan = plan(rest.sin().add(sum), rules(true));
        assertEquals(place(plan, y).offset(), place(plan, sum).offset());
        assertEquals(KIB, plan.arenaBytes(), "768 bytes beside the sum, where its summands were");
    }

    @Test
    void aProcessTakesItsInputsResultsAndRuntimeBesides() {
        MemoryPlan plan = plan(x.exp(), new MemoryRules() {
            @Override
            public long workspaceBytes(Node node) {
                return 0;
            }

            @Override
            public boolean overwrites(Node node, int input) {
                return true;
            }

            @Override
            public long runtimeBytes() {
                return 5000;
            }
        });
        assertEquals(2 * KIB, plan.hostBytes());
        assertEquals(KIB + 2 * KIB + 5000, plan.residentBytes());
    }
}
