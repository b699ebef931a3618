package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Solve;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fails within the engine is one sentence, leaves nothing behind, and the next program runs. */
class FailureTest {
    private static final int TIMES = 20;

    static List<BackendProvider> providers() {
        return List.of(new DjlBackendProvider(), new ScriptsOnly());
    }

    /** A running sum of solutions: eᵃ X = b, where the sum is kept. */
    private static Graph solving() {
        Trace trace = new Trace();
        Value a = trace.input("a", Type.float32(2, 2));
        Value b = trace.input("b", Type.float32(2, 1));
        Value sum = trace.append(new Placeholder("sum", Placeholder.Role.PARAMETER, Type.float32(2, 1)), List.of()).result();
        Value solution = trace.at("encoder.blocks.0", () -> a.matmul(a).apply(new Solve(), b));
        return Graph.of(Map.of("x", solution), Map.of("sum", sum.add(solution)));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aSingularMatrixIsNamedAndTheNextOneSolved(BackendProvider provider) {
        Tensor regular = Tensor.of(new float[] {2, 0, 0, 4}, 2, 2);
        Tensor singular = Tensor.of(new float[] {1, 1, 1, 1}, 2, 2);
        Tensor b = Tensor.of(new float[] {8, 16}, 2, 1);
        try (Backend backend = provider.open(BackendOptions.DEFAULT);
                Executable executable = backend.prepare(solving(), CompileOptions.DEFAULT)) {
            DjlBackend counted = assertInstanceOf(DjlBackend.class, backend);
            executable.run(Map.of("a", regular, "b", b));
            int held = counted.heldTensors();
            for (int i = 0; i < TIMES; i++) {
                BackendException failure = assertThrows(BackendException.class, () -> executable.run(Map.of("a", singular, "b", b)));
                assertTrue(failure.getMessage().startsWith("solve failed (at encoder.blocks.0): "), failure.getMessage());
                assertTrue(failure.getMessage().contains("singular"), failure.getMessage());
                assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
                assertEquals(held, counted.heldTensors(), "tensors held after a failure");
            }
            assertArrayEquals(new float[] {2, 1}, executable.read("sum").toFloats(), "what failed updated nothing");
            assertArrayEquals(new float[] {2, 1}, executable.run(Map.of("a", regular, "b", b)).get("x").toFloats());
            assertArrayEquals(new float[] {4, 2}, executable.read("sum").toFloats());
            try (Executable next = backend.prepare(solving(), CompileOptions.DEFAULT)) {
                assertArrayEquals(new float[] {2, 1}, next.run(Map.of("a", regular, "b", b)).get("x").toFloats());
            }
        }
    }

    @Test
    void aDeviceThatDoesNotExistIsNamed() {
        BackendException failure = assertThrows(BackendException.class,
                () -> new DjlBackendProvider().open(new BackendOptions("cuda:7", 1)));
        assertTrue(failure.getMessage().startsWith("backend \"djl\": device \"cuda:7\" does not exist, expected one of ["),
                failure.getMessage());
        assertTrue(failure.getMessage().endsWith("; for a GPU install PyTorch 2.7.1 for CUDA 12.8 and NVIDIA's driver, and set"
                + " PYTORCH_LIBRARY_PATH to its folder torch/lib"), failure.getMessage());
    }
}
