package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutableTest extends JvmTest {
    private static Value kept(Trace trace, String name, Placeholder.Role role, int... sizes) {
        return trace.append(new Placeholder(name, role, Type.float32(sizes)), List.of()).result();
    }

    private static Tensor vector(float... values) {
        return Tensor.of(values, values.length);
    }

    /** y = w x + s, and s becomes y. */
    private static Executable accumulator() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2));
        Value w = kept(trace, "w", Placeholder.Role.PARAMETER, 2);
        Value s = kept(trace, "s", Placeholder.Role.STATE, 2);
        Value y = x.multiply(w).add(s);
        return backend().prepare(Graph.of(Map.of("y", y), Map.of("s", y)), CompileOptions.DEFAULT);
    }

    /** Whatever the size: a plan allocates nothing. */
    @Test
    void aPlanIsKnownWithoutTheMemory() {
        for (int size : new int[] {7, 1 << 30}) {
            Trace trace = new Trace();
            Value x = trace.input("x", Type.float32(size, size));
            Graph graph = Graph.of(Map.of("y", x.multiply(x).sum(0)), Map.of());
            MemoryPlan plan = backend().plan(graph, CompileOptions.DEFAULT);
            assertTrue(plan.totalBytes() >= 4L * size * size, plan::toString);
            if (size == 7) {
                try (Executable executable = backend().prepare(graph, CompileOptions.DEFAULT)) {
                    assertEquals(executable.memory().residentBytes(), plan.residentBytes());
                }
            }
        }
    }

    @Test
    void keptValuesAreZeroUntilLoadedAndUpdatedByEachRun() {
        try (Executable executable = accumulator()) {
            assertArrayEquals(new float[2], executable.read("w").toFloats());
            executable.load("w", vector(2, 3));
            assertArrayEquals(new float[] {2, 3}, executable.run(Map.of("x", vector(1, 1))).get("y").toFloats());
            Tensor y = executable.run(Map.of("x", vector(1, 2))).get("y");
            assertArrayEquals(new float[] {4, 9}, y.toFloats());
            assertArrayEquals(new float[] {4, 9}, executable.read("s").toFloats());
            assertArrayEquals(new float[] {2, 3}, executable.read("w").toFloats());
            Tensor mine = vector(7, 7);
            executable.run(Map.of("x", vector(0, 0)), Map.of("y", mine));
            assertArrayEquals(new float[] {4, 9}, mine.toFloats());
            assertArrayEquals(new float[] {4, 9}, y.toFloats(), "an output is a copy that later runs leave alone");
        }
    }

    @Test
    void statesThatSwapAreBothUpdatedFromTheOldValues() {
        Trace trace = new Trace();
        Value a = kept(trace, "a", Placeholder.Role.STATE, 2);
        Value b = kept(trace, "b", Placeholder.Role.STATE, 2);
        Map<String, Value> updates = new LinkedHashMap<>();
        updates.put("a", b);
        updates.put("b", a);
        try (Executable executable = backend().prepare(Graph.of(Map.of("a", a), updates), CompileOptions.DEFAULT)) {
            executable.load("a", vector(1, 2));
            executable.load("b", vector(3, 4));
            assertArrayEquals(new float[] {1, 2}, executable.run(Map.of()).get("a").toFloats());
            assertArrayEquals(new float[] {3, 4}, executable.read("a").toFloats());
            assertArrayEquals(new float[] {1, 2}, executable.read("b").toFloats());
        }
    }

    @Test
    void literalsAndViewsOfKeptMemoryStay() {
        Trace trace = new Trace();
        Value w = kept(trace, "w", Placeholder.Role.PARAMETER, 2, 2);
        Value table = trace.literal(Shape.of(4), new float[] {1, 2, 3, 4});
        Value y = w.reshape(4).relu().add(table.reshape(2, 2).reshape(4));
        try (Executable executable = backend().prepare(Graph.of(Map.of("y", y, "view", w.reshape(4))), CompileOptions.DEFAULT)) {
            executable.load("w", Tensor.of(new float[] {-1, 1, -1, 1}, 2, 2));
            for (int run = 0; run < 2; run++) {
                Map<String, Tensor> results = executable.run(Map.of());
                assertArrayEquals(new float[] {1, 3, 3, 5}, results.get("y").toFloats());
                assertArrayEquals(new float[] {-1, 1, -1, 1}, results.get("view").toFloats());
            }
        }
    }

    @Test
    void anInputThatIsAlsoAnOutputIsNotOverwritten() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(3));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("x", x);
        outputs.put("y", x.exp().relu().add(1));
        outputs.put("z", x.negate());
        try (Executable executable = backend().prepare(Graph.of(outputs), CompileOptions.DEFAULT)) {
            Map<String, Tensor> results = executable.run(Map.of("x", vector(0, 0, 0)));
            assertEquals(List.of("x", "y", "z"), List.copyOf(results.keySet()));
            assertArrayEquals(new float[3], results.get("x").toFloats());
            assertArrayEquals(new float[] {2, 2, 2}, results.get("y").toFloats());
        }
    }

    @Test
    void inputsAreChecked() {
        try (Executable executable = accumulator()) {
            assertMessage("run: input \"x\" is missing, expected float32 2", () -> executable.run(Map.of()));
            assertMessage("run: input \"x\" is float32 3, expected float32 2",
                    () -> executable.run(Map.of("x", vector(1, 2, 3))));
            assertMessage("run: input \"x\" is int32 2, expected float32 2",
                    () -> executable.run(Map.of("x", Tensor.of(Shape.of(2), new int[2]))));
            assertMessage("run: input \"z\" is unknown, expected one of [x]",
                    () -> executable.run(Map.of("x", vector(1, 2), "z", vector(1))));
            assertMessage("load: \"q\" is unknown, expected a parameter, buffer or state of the program",
                    () -> executable.load("q", vector(1)));
            assertMessage("load: \"x\" is an input of the program, expected a parameter, buffer or state; give it to run",
                    () -> executable.load("x", vector(1, 2)));
            assertMessage("load: \"w\" is float32 1, expected float32 2", () -> executable.load("w", vector(1)));
            assertMessage("read: \"q\" is unknown, expected a parameter, buffer or state of the program",
                    () -> executable.read("q"));
        }
    }

    private static void assertMessage(String expected, Runnable action) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void tooMuchMemoryFailsBeforeAnythingIsAllocated() {
        Trace trace = new Trace();
        Value y = trace.input("x", Type.float32(1000)).exp();
        Graph graph = Graph.of(Map.of("y", y));
        long needed;
        try (Executable executable = backend().prepare(graph, CompileOptions.DEFAULT)) {
            needed = executable.memory().totalBytes();
        }
        BackendException failure = assertThrows(BackendException.class,
                () -> backend().prepare(graph, new CompileOptions(false, needed - 1)));
        assertEquals("memory: the program needs 4,032 bytes (0 kept, 4,032 shared), the limit is 4,031; use a smaller"
                + " batch or input, recompute, or raise the limit", failure.getMessage());
        Value huge = trace.input("huge", Type.float32(1 << 30, 1 << 20)).exp();
        assertThrows(BackendException.class, () -> backend().prepare(Graph.of(Map.of("y", huge)), CompileOptions.DEFAULT));
    }

    @Test
    void useAfterCloseIsAnErrorAndClosingTwiceIsNot() {
        Executable executable = accumulator();
        executable.close();
        executable.close();
        String message = "executable: used after it was closed; prepare the graph again";
        assertEquals(message, assertThrows(IllegalStateException.class,
                () -> executable.run(Map.of("x", vector(1, 2)))).getMessage());
        assertEquals(message, assertThrows(IllegalStateException.class, () -> executable.read("w")).getMessage());
        assertEquals(message, assertThrows(IllegalStateException.class,
                () -> executable.load("w", vector(1, 2))).getMessage());
    }

    @Test
    void doublePrecisionAndUnloweredGraphsAreRefused() {
        Trace trace = new Trace();
        Value wide = trace.input("x", new Type(DataType.FLOAT64, Shape.of(2))).relu();
        BackendException failure = assertThrows(BackendException.class,
                () -> backend().prepare(Graph.of(Map.of("y", wide)), CompileOptions.DEFAULT));
        assertTrue(failure.getMessage().endsWith("is float64, expected float32 or int32; cast the inputs to float32"),
                failure.getMessage());
        Value rolled = trace.input("z", Type.float32(4)).apply(
                new dev.factorizer.api.operations.Roll(List.of(0), List.of(1)));
        BackendException unlowered = assertThrows(BackendException.class,
                () -> backend().compile(Graph.of(Map.of("y", rolled)), CompileOptions.DEFAULT));
        assertTrue(unlowered.getMessage().contains("is not one of its native operations; call prepare"),
                unlowered.getMessage());
    }

    @Test
    void theProviderIsFoundByNameAndDescribesTheMachine() {
        assertTrue(Backends.providers().stream().anyMatch(provider -> provider.name().equals("jvm")));
        assertTrue(backend().device().description().matches("CPU .*, (64|128|256|512)-bit vectors, 2 threads, .* GiB of memory"),
                backend().device().description());
        BackendException failure = assertThrows(BackendException.class,
                () -> Backends.named("jvm", new BackendOptions("cuda:0", 1)));
        assertEquals("backend \"jvm\": device \"cuda:0\" does not exist, expected \"cpu\"", failure.getMessage());
    }

    @Test
    void memoryIsReusedAlongAChain() {
        Trace trace = new Trace();
        Value y = trace.input("x", Type.float32(4, 1024));
        for (int i = 0; i < 20; i++) {
            y = y.permute(1, 0).add(1).permute(1, 0).apply(new LayerNorm(1e-5f)).relu();
        }
        try (Executable executable = backend().prepare(Graph.of(Map.of("y", y)), CompileOptions.DEFAULT)) {
            assertTrue(executable.memory().arenaBytes() <= 4 * 4 * 4 * 1024, executable.memory().arenaBytes() + " bytes");
            float[] first = executable.run(Map.of("x", Tensor.of(new float[4096], 4, 1024))).get("y").toFloats();
            assertArrayEquals(first, executable.run(Map.of("x", Tensor.of(new float[4096], 4, 1024))).get("y").toFloats());
        }
    }
}
