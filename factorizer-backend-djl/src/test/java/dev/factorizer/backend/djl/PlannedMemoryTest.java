package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.operations.ScatterAdd;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** On the CPU kernels and scripts compute on one planned memory: what they find there, and what is left when it is freed. */
class PlannedMemoryTest {
    private static Tensor drawn(long seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) Shape.of(sizes).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    /** Whatever is no sum, one after another and joined. */
    private static Graph mixture() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(4, 6, 5));
        Value index = trace.input("index", new Type(DataType.INT32, Shape.of(3)));
        Value key = trace.input("key", new Type(DataType.INT32, Shape.of(4)));
        Map<String, Value> outputs = new LinkedHashMap<>();
        Value rectified = x.negate().relu().add(x.exp().sqrt());
        Value chosen = Value.select(x.greater(0.5), rectified, x.erf());
        // In one piece along the first axis: parts are computed where they belong; along the last they are copied.
        Value joined = rectified.concatenate(0, chosen, x, chosen).multiply(2);
        outputs.put("joined", joined);
        outputs.put("part", joined.apply(new Slice(List.of(4, 0, 0), List.of(4, 6, 5), List.of(1, 1, 1))).tanh());
        outputs.put("strided", joined.apply(new Slice(List.of(1, 0, 1), List.of(5, 3, 2), List.of(3, 2, 2))).log1p());
        outputs.put("beside", chosen.concatenate(2, x, rectified).reshape(24, 15).permute(1, 0).sin());
        outputs.put("padded", chosen.apply(new Pad(List.of(1, 0, 2), List.of(0, 3, 1), -7)).apply(new Flip(List.of(0, 2))));
        outputs.put("gathered", x.apply(new Gather(1), index).add(x.broadcastTo(Shape.of(4, 6, 5)).apply(new Gather(1), index)));
        outputs.put("scattered", x.apply(new Gather(1), index).apply(new ScatterAdd(1, 6), index));
        outputs.put("largest", x.apply(new ArgMax(1)));
        outputs.put("whole", x.multiply(3).apply(new Cast(DataType.INT32)).apply(new Cast(DataType.FLOAT32)).floor());
        outputs.put("normal", key.apply(new Random(Random.Distribution.NORMAL, Shape.of(7))));
        List<Value> vectors = x.applyAll(new SingularVectors(2));
        for (int i = 0; i < vectors.size(); i++) {
            outputs.put("vectors" + i, vectors.get(i));
        }
        return Graph.of(outputs);
    }

    private static Map<String, Tensor> run(BackendProvider provider, Graph graph) {
        try (Backend backend = provider.open(BackendOptions.DEFAULT);
                Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            Map<String, Tensor> given = Map.of("x", drawn(1, 4, 6, 5), "index", Tensor.of(Shape.of(3), new int[] {5, 0, 5}),
                    "key", Tensor.of(Shape.of(4), new int[] {1, 2, 3, 4}));
            Map<String, Tensor> first = executable.run(given);
            Map<String, Tensor> second = executable.run(given);
            first.forEach((name, value) -> assertEquals(-1, value.segment().mismatch(second.get(name).segment()),
                    name + " of a second run"));
            return first;
        }
    }

    @Test
    void scriptsOnPlannedMemoryComputeTheSameBits() {
        Graph graph = mixture();
        Map<String, Tensor> expected = run(new ScriptsOnly(), graph);
        Map<String, Tensor> found = run(new DjlBackendProvider(), graph);
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, value) -> assertEquals(-1, value.segment().mismatch(found.get(name).segment()), name));
    }

    @Test
    void doublePrecisionIsComputedByScripts() {
        Trace trace = new Trace();
        Value x = trace.input("x", new Type(DataType.FLOAT64, Shape.of(2, 3)));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("product", x.matmul(x, false, true));
        outputs.put("sum", x.sum(1));
        outputs.put("largest", x.max(0));
        Tensor given = Tensor.of(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6 + 1e-12});
        try (Backend backend = new DjlBackendProvider().open(BackendOptions.DEFAULT);
                Executable executable = backend.prepare(Graph.of(outputs), CompileOptions.DEFAULT)) {
            Map<String, Tensor> found = executable.run(Map.of("x", given));
            assertArrayEquals(new double[] {14, 32 + 3e-12, 32 + 3e-12, 77 + 12e-12}, found.get("product").toDoubles(), 1e-13);
            assertArrayEquals(new double[] {6, 15 + 1e-12}, found.get("sum").toDoubles(), 1e-14);
            assertArrayEquals(new double[] {4, 5, 6 + 1e-12}, found.get("largest").toDoubles());
        }
    }

    @Test
    void noTensorOutlivesItsProgram() {
        Graph graph = mixture();
        try (Backend backend = new DjlBackendProvider().open(BackendOptions.DEFAULT)) {
            DjlBackend counted = assertInstanceOf(DjlBackend.class, backend);
            assertEquals(0, counted.heldTensors());
            Executable first = backend.prepare(graph, CompileOptions.DEFAULT);
            int held = counted.heldTensors();
            assertTrue(held > 0);
            Executable second = backend.prepare(graph, CompileOptions.DEFAULT);
            assertEquals(2 * held, counted.heldTensors());
            Map<String, Tensor> given = Map.of("x", drawn(3, 4, 6, 5), "index", Tensor.of(Shape.of(3), new int[3]),
                    "key", Tensor.of(Shape.of(4), new int[4]));
            Map<String, Tensor> expected = first.run(given);
            Map<String, Tensor> other = second.run(Map.of("x", drawn(4, 4, 6, 5), "index", given.get("index"), "key",
                    given.get("key")));
            assertEquals(-1, expected.get("joined").segment().mismatch(first.run(given).get("joined").segment()));
            first.close();
            first.close();
            assertEquals(held, counted.heldTensors());
            assertEquals("executable: used after it was closed; prepare the graph again",
                    assertThrows(IllegalStateException.class, () -> first.run(given)).getMessage());
            assertTrue(other.get("joined").segment().mismatch(expected.get("joined").segment()) >= 0);
            assertEquals(-1, expected.get("joined").segment().mismatch(second.run(given).get("joined").segment()));
            second.close();
            assertEquals(0, counted.heldTensors());
        }
    }
}
