package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program holds what it keeps, and nothing more however often it runs. */
class MemoryTest {
    private static final int WARM = 200;
    private static final int STEPS = 1000;
    private static final long MEBIBYTE = 1L << 20;

    /** A layer and its training: y = relu(W x), loss Σ (y − x)², W and its momentum updated. */
    private static Graph training(int size) {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(64, size));
        Value weight = kept(trace, "weight", size, size);
        Value momentum = kept(trace, "momentum", size, size);
        Value y = x.matmul(weight).relu();
        Value error = y.subtract(x);
        Value gradient = x.matmul(Value.select(y.greater(0), error, y.zero()), true, false);
        Value next = momentum.multiply(0.9).add(gradient);
        Map<String, Value> updates = new LinkedHashMap<>();
        updates.put("weight", weight.subtract(next.multiply(1e-4)));
        updates.put("momentum", next);
        return Graph.of(Map.of("loss", error.square().sumAll()), updates);
    }

    private static Value kept(Trace trace, String name, int... sizes) {
        return trace.append(new Placeholder(name, Placeholder.Role.PARAMETER, Type.float32(sizes)), List.of()).result();
    }

    /** Resident memory of this process: 0 where the system does not tell, and then only tensors are counted. */
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status) ? 0 : Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024).sum();
    }

    private static void check(BackendProvider provider) throws IOException {
        int size = 256;
        Tensor x = Tensor.of(Shape.of(64, size), new float[64 * size]);
        try (Backend backend = provider.open(new BackendOptions("", 2));
                Executable executable = backend.prepare(training(size), CompileOptions.DEFAULT)) {
            DjlBackend counted = assertInstanceOf(DjlBackend.class, backend);
            int held = counted.heldTensors();
            long before = 0;
            for (int step = 0; step < WARM + STEPS; step++) {
                before = step == WARM ? residentBytes() : before;
                executable.run(Map.of("x", x));
                assertEquals(held, counted.heldTensors(), "tensors held after a run");
            }
            // One tensor of each run, 256 KiB, would be 256 MiB.
            long grown = residentBytes() - before;
            assertTrue(grown < 64 * MEBIBYTE, () -> "resident memory grew by " + grown / MEBIBYTE + " MiB over 1,000 runs");
        }
    }

    @Test
    void thousandStepsLeaveNothing() throws IOException {
        check(new DjlBackendProvider());
    }

    @Test
    void thousandStepsLeaveNothingWithoutKernelsInJava() throws IOException {
        check(new ScriptsOnly());
    }

    @Test
    void aFailedRunLeavesNothingAndTheProgramUsable() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(3));
        Value index = trace.input("index", new Type(DataType.INT32, Shape.of(2)));
        Graph graph = Graph.of(Map.of("y", x.exp().apply(new Gather(0), index).add(kept(trace, "w", 2))));
        Tensor given = Tensor.of(new float[3], 3);
        try (Backend backend = new DjlBackendProvider().open(BackendOptions.DEFAULT);
                Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            DjlBackend counted = assertInstanceOf(DjlBackend.class, backend);
            int held = counted.heldTensors();
            Tensor bad = Tensor.of(Shape.of(2), new int[] {0, 7});
            BackendException failure = assertThrows(BackendException.class,
                    () -> executable.run(Map.of("x", given, "index", bad)));
            assertEquals("gather failed: index 7 lies outside axis 0 of size 3", failure.getMessage());
            assertEquals(held, counted.heldTensors());
            Tensor good = Tensor.of(Shape.of(2), new int[] {0, 2});
            assertEquals(1, executable.run(Map.of("x", given, "index", good)).get("y").toFloats()[1]);
        }
    }
}
