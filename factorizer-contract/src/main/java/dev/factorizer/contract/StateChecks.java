package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a program keeps between runs, and who owns the tensors that go in and come out. */
final class StateChecks {
    private final Backend backend;

    StateChecks(Backend backend) {
        this.backend = backend;
    }

    private static Value kept(Trace trace, String name, Type type, Placeholder.Role role) {
        return trace.append(new Placeholder(name, role, type), List.of()).result();
    }

    private static Map<String, Value> named(String first, Value a, String second, Value b) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put(first, a);
        values.put(second, b);
        return values;
    }

    /** Zero until loaded; each run shows the state it began with and leaves the next. */
    void counts() {
        Trace trace = new Trace();
        Value count = kept(trace, "count", Type.float32(3), Placeholder.Role.STATE);
        Graph graph = Graph.of(Map.of("before", count), Map.of("count", count.add(1)));
        try (Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            for (int run = 0; run < 3; run++) {
                assertArrayEquals(new float[] {run, run, run}, executable.run(Map.of()).get("before").toFloats());
                assertArrayEquals(new float[] {run + 1, run + 1, run + 1}, executable.read("count").toFloats());
            }
            executable.load("count", Tensor.of(new float[] {5, 6, 7}, 3));
            assertArrayEquals(new float[] {5, 6, 7}, executable.run(Map.of()).get("before").toFloats());
            assertArrayEquals(new float[] {6, 7, 8}, executable.read("count").toFloats());
        }
    }

    /** Updates happen at once: each is computed from the old values. */
    void swaps() {
        Trace trace = new Trace();
        Value a = kept(trace, "a", Type.float32(2), Placeholder.Role.STATE);
        Value b = kept(trace, "b", Type.float32(2), Placeholder.Role.PARAMETER);
        Graph graph = Graph.of(Map.of("sum", a.add(b)), named("a", b, "b", a));
        try (Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            executable.load("a", Tensor.of(new float[] {1, 2}, 2));
            executable.load("b", Tensor.of(new float[] {10, 20}, 2));
            for (int run = 0; run < 3; run++) {
                assertArrayEquals(new float[] {11, 22}, executable.run(Map.of()).get("sum").toFloats());
                boolean swapped = run % 2 == 0;
                assertArrayEquals(swapped ? new float[] {10, 20} : new float[] {1, 2}, executable.read("a").toFloats());
                assertArrayEquals(swapped ? new float[] {1, 2} : new float[] {10, 20}, executable.read("b").toFloats());
            }
        }
    }

    /** A whole-number state drives random numbers: other ones in each run, the same ones from the same key. */
    void randomKey() {
        Trace trace = new Trace();
        Value key = kept(trace, "key", new Type(DataType.INT32, Shape.of(4)), Placeholder.Role.STATE);
        Value drawn = key.apply(new Random(Random.Distribution.UNIFORM, Shape.of(7)));
        Value next = key.add(trace.literal(Shape.of(4), new int[] {0, 0, 0, 1}));
        Graph graph = Graph.of(Map.of("drawn", drawn), Map.of("key", next));
        try (Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            Tensor start = Tensor.of(Shape.of(4), new int[] {7, -1, 2, 0});
            executable.load("key", start);
            float[] first = executable.run(Map.of()).get("drawn").toFloats();
            float[] second = executable.run(Map.of()).get("drawn").toFloats();
            assertEquals(false, Arrays.equals(first, second), "two runs drew the same numbers");
            assertArrayEquals(new int[] {7, -1, 2, 2}, executable.read("key").toInts());
            executable.load("key", start);
            assertArrayEquals(first, executable.run(Map.of()).get("drawn").toFloats());
        }
    }

    /** Outputs may be an input, a parameter, a literal, or one value twice. */
    void plainOutputs() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2));
        Value p = kept(trace, "p", Type.float32(2), Placeholder.Role.PARAMETER);
        Map<String, Value> outputs = named("x", x, "p", p);
        outputs.put("literal", trace.literal(Shape.of(2), new float[] {8, 9}));
        outputs.put("whole", trace.literal(Shape.of(2), new int[] {3, 4}));
        outputs.put("reshaped", p.reshape(2, 1));
        Value sum = x.add(p);
        outputs.put("sum", sum);
        outputs.put("again", sum);
        try (Executable executable = backend.prepare(Graph.of(outputs), CompileOptions.DEFAULT)) {
            executable.load("p", Tensor.of(new float[] {3, 4}, 2));
            Map<String, Tensor> found = executable.run(Map.of("x", Tensor.of(new float[] {1, 2}, 2)));
            assertEquals(List.copyOf(outputs.keySet()), List.copyOf(found.keySet()), "outputs and their order");
            assertArrayEquals(new float[] {1, 2}, found.get("x").toFloats());
            assertArrayEquals(new float[] {3, 4}, found.get("p").toFloats());
            assertArrayEquals(new float[] {8, 9}, found.get("literal").toFloats());
            assertArrayEquals(new int[] {3, 4}, found.get("whole").toInts());
            assertEquals(Shape.of(2, 1), found.get("reshaped").shape());
            assertArrayEquals(new float[] {3, 4}, found.get("reshaped").toFloats());
            assertArrayEquals(new float[] {4, 6}, found.get("sum").toFloats());
            assertArrayEquals(new float[] {4, 6}, found.get("again").toFloats());
        }
    }

    /** A value may be joined several times, and a part of it with the whole. */
    void joinedTwice() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(1, 16)).add(1);
        Value joined = x.concatenate(0, x.multiply(2), x);
        Value turned = joined.negate().concatenate(0, x);
        try (Executable executable = backend.prepare(Graph.of(named("joined", joined, "sum", turned.sum(1))),
                CompileOptions.DEFAULT)) {
            float[] ones = new float[16];
            Arrays.fill(ones, 1);
            Map<String, Tensor> found = executable.run(Map.of("x", Tensor.of(ones, 1, 16)));
            float[] expected = new float[48];
            Arrays.fill(expected, 2);
            Arrays.fill(expected, 16, 32, 4);
            assertArrayEquals(expected, found.get("joined").toFloats());
            assertArrayEquals(new float[] {-32, -64, -32, 32}, found.get("sum").toFloats());
        }
    }

    /** A run that fails leaves what is kept as it was, and the next one is right. */
    void failedRuns() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(3));
        Value index = trace.input("index", new Type(DataType.INT32, Shape.of(2)));
        Value count = kept(trace, "count", Type.float32(2), Placeholder.Role.STATE);
        Value runs = kept(trace, "runs", new Type(DataType.INT32, Shape.of(1)), Placeholder.Role.STATE);
        Value next = count.add(1);
        Value chosen = x.apply(new Gather(0), index);
        Graph graph = Graph.of(Map.of("chosen", chosen), named("count", next, "runs",
                runs.add(trace.literal(Shape.of(1), new int[] {1}))));
        try (Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            Tensor numbers = Tensor.of(new float[] {5, 6, 7}, 3);
            executable.run(Map.of("x", numbers, "index", Tensor.of(Shape.of(2), new int[] {2, 0})));
            assertThrows(BackendException.class, () -> executable.run(Map.of("x", numbers, "index",
                    Tensor.of(Shape.of(2), new int[] {2, 3}))));
            assertArrayEquals(new float[] {1, 1}, executable.read("count").toFloats());
            assertArrayEquals(new int[] {1}, executable.read("runs").toInts());
            assertArrayEquals(new float[] {6, 5}, executable.run(Map.of("x", numbers, "index",
                    Tensor.of(Shape.of(2), new int[] {1, 0}))).get("chosen").toFloats());
            assertArrayEquals(new float[] {2, 2}, executable.read("count").toFloats());
        }
    }

    /** Given tensors are not changed, results are copies, and later runs leave earlier results alone. */
    void ownership() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(4));
        Value p = kept(trace, "p", Type.float32(4), Placeholder.Role.PARAMETER);
        Graph graph = Graph.of(Map.of("y", x.multiply(p).add(1)));
        float[] given = {1, 2, 3, 4};
        float[] loaded = {2, 2, 2, 2};
        try (Executable executable = backend.prepare(graph, CompileOptions.DEFAULT);
                Executable other = backend.prepare(graph, CompileOptions.DEFAULT)) {
            executable.load("p", Tensor.of(loaded, 4));
            loaded[0] = 99;
            Tensor first = executable.run(Map.of("x", Tensor.of(given, 4))).get("y");
            assertArrayEquals(new float[] {1, 2, 3, 4}, given, "the input after the run");
            assertArrayEquals(new float[] {3, 5, 7, 9}, first.toFloats());
            executable.run(Map.of("x", Tensor.of(new float[4], 4)));
            assertArrayEquals(new float[] {3, 5, 7, 9}, first.toFloats(), "the first result after the second run");
            assertArrayEquals(new float[4], other.read("p").toFloats(), "the parameter of another executable");
            Tensor read = executable.read("p");
            executable.load("p", Tensor.of(new float[4], 4));
            assertArrayEquals(new float[] {2, 2, 2, 2}, read.toFloats(), "what was read before the next load");
        }
    }
}
