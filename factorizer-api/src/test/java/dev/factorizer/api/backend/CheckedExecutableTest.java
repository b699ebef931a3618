package dev.factorizer.api.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Silu;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program is asked only for what it has, and only while it is open. */
class CheckedExecutableTest {
    private static final Tensor TWO = Tensor.of(new float[] {1, 2}, 2);

    /** x · w with x an input and w a parameter. */
    private static Graph product() {
        Trace trace = new Trace();
        Value w = trace.append(new Placeholder("w", Placeholder.Role.PARAMETER, Type.float32(2)), List.of()).result();
        return Graph.of(Map.of("y", trace.input("x", Type.float32(2)).multiply(w)));
    }

    /** Writes down what it is asked for. */
    private static class Recorded extends CheckedExecutable {
        final List<String> asked = new ArrayList<>();

        Recorded() {
            super(product(), MemoryPlanner.plan(product(), MemoryRules.PLAIN));
        }

        @Override
        protected void store(String name, Tensor value) {
            asked.add("store " + name);
        }

        @Override
        protected Tensor fetch(String name) {
            asked.add("fetch " + name);
            return TWO;
        }

        @Override
        protected Map<String, Tensor> compute(Map<String, Tensor> inputs) {
            asked.add("compute " + inputs.keySet());
            return Map.of("y", TWO);
        }

        @Override
        protected void free() {
            asked.add("free");
        }
    }

    private static void refused(String expected, Runnable action) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void whatIsThereIsPassedOn() {
        Recorded executable = new Recorded();
        executable.load("w", TWO);
        assertArrayEquals(new float[] {1, 2}, executable.read("w").toFloats());
        assertEquals(List.of("y"), List.copyOf(executable.run(Map.of("x", TWO)).keySet()));
        executable.close();
        assertEquals(List.of("store w", "fetch w", "compute [x]", "free"), executable.asked);
    }

    @Test
    void whatIsNotThereIsRefused() {
        Recorded executable = new Recorded();
        Tensor three = Tensor.of(new float[3], 3);
        refused("load: \"w\" is float32 3, expected float32 2", () -> executable.load("w", three));
        refused("load: \"x\" is an input of the program, expected a parameter, buffer or state; give it to run",
                () -> executable.load("x", TWO));
        refused("read: \"q\" is unknown, expected a parameter, buffer or state of the program", () -> executable.read("q"));
        refused("run: input \"x\" is missing, expected float32 2", () -> executable.run(Map.of()));
        refused("run: input \"x\" is int32 2, expected float32 2",
                () -> executable.run(Map.of("x", Tensor.of(Shape.of(2), new int[2]))));
        refused("run: input \"z\" is unknown, expected one of [x]", () -> executable.run(Map.of("x", TWO, "z", TWO)));
        assertEquals(List.of(), executable.asked);
    }

    @Test
    void outputsMayGoToMemoryOfTheCaller() {
        Recorded executable = new Recorded();
        Tensor mine = Tensor.of(new float[2], 2);
        executable.run(Map.of("x", TWO), Map.of("y", mine));
        assertArrayEquals(new float[] {1, 2}, mine.toFloats());
        refused("run: the tensor for the output \"y\" is float32 3, expected float32 2",
                () -> executable.run(Map.of("x", TWO), Map.of("y", Tensor.of(new float[3], 3))));
        refused("run: the tensor for the output \"z\" is float32 2, expected one of [y]",
                () -> executable.run(Map.of("x", TWO), Map.of("z", mine)));
        assertEquals(List.of("compute [x]"), executable.asked);
    }

    @Test
    void aSubclassMaySayThatOtherTypesFit() {
        Recorded wider = new Recorded() {
            @Override
            protected boolean accepts(Type given, Type expected) {
                return given.dataType() == DataType.FLOAT64 && given.shape().equals(expected.shape());
            }
        };
        wider.load("w", Tensor.of(Shape.of(2), new double[2]));
        wider.run(Map.of("x", Tensor.of(Shape.of(2), new double[2])));
        refused("load: \"w\" is float32 2, expected float32 2", () -> wider.load("w", TWO));
    }

    @Test
    void afterItWasClosedEveryCallIsRefused() {
        Recorded executable = new Recorded();
        executable.close();
        executable.close();
        List<Runnable> calls = List.of(() -> executable.load("w", TWO), () -> executable.read("w"),
                () -> executable.run(Map.of("x", TWO)));
        for (Runnable call : calls) {
            assertEquals("executable: used after it was closed; prepare the graph again",
                    assertThrows(IllegalStateException.class, call::run).getMessage());
        }
        assertEquals(List.of("free"), executable.asked, "freed once");
    }

    @Test
    void aCompositeThatIsNotNativeIsNamed() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2));
        Graph graph = Graph.of(Map.of("y", trace.at("stem", () -> x.apply(new Silu()))));
        ProgramChecks.lowered("mine", graph, (operation, inputs) -> operation instanceof Silu);
        BackendException refused = assertThrows(BackendException.class,
                () -> ProgramChecks.lowered("mine", graph, NativeOperations.NONE));
        assertEquals("backend \"mine\": " + graph.nodes().getLast() + " is not one of its native operations; call prepare, which"
                + " lowers a graph before it is compiled", refused.getMessage());
    }
}
