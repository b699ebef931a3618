package dev.factorizer.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Silu;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names, shapes and memory of a program without its numbers. */
class ShapeBackendTest {
    private static Graph graph() {
        Trace trace = new Trace();
        Value w = trace.append(new Placeholder("w", Placeholder.Role.PARAMETER, Type.float32(3, 4)), List.of()).result();
        Value y = trace.input("x", Type.float32(2, 3)).matmul(w).apply(new Silu());
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("y", y);
        outputs.put("largest", y.apply(new ArgMax(1)));
        return Graph.of(outputs);
    }

    @Test
    void answersZerosOfTheRightTypes() {
        try (Executable executable = new ShapeBackend().prepare(graph(), CompileOptions.DEFAULT)) {
            executable.load("w", Tensor.of(new float[12], 3, 4));
            assertEquals(Shape.of(3, 4), executable.read("w").shape());
            Map<String, Tensor> found = executable.run(Map.of("x", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)));
            assertEquals(List.of("y", "largest"), List.copyOf(found.keySet()));
            assertArrayEquals(new float[8], found.get("y").toFloats());
            assertEquals(Shape.of(2, 4), found.get("y").shape());
            assertArrayEquals(new int[2], found.get("largest").toInts());
            assertThrows(IllegalArgumentException.class, () -> executable.run(Map.of("x", Tensor.of(new float[6], 3, 2))));
        }
    }

    @Test
    void statesMemoryAndKeepsALimit() {
        long needed;
        try (Executable executable = new ShapeBackend().prepare(graph(), CompileOptions.DEFAULT);
                Executable reference = new ReferenceBackend().prepare(graph(), CompileOptions.DEFAULT)) {
            needed = executable.memory().totalBytes();
            assertEquals(reference.memory().totalBytes(), needed);
        }
        BackendException refused = assertThrows(BackendException.class,
                () -> new ShapeBackend().prepare(graph(), new CompileOptions(false, needed - 1)));
        assertTrue(refused.getMessage().startsWith("memory: the program needs " + needed + " bytes"), refused.getMessage());
    }

    @Test
    void compositesOfAnotherBackendStayWhole() {
        try (Executable whole = new ShapeBackend((operation, inputs) -> operation instanceof Silu)
                .prepare(graph(), CompileOptions.DEFAULT);
                Executable lowered = new ShapeBackend().prepare(graph(), CompileOptions.DEFAULT)) {
            assertTrue(whole.graph().nodes().stream().anyMatch(node -> node.operation() instanceof Silu));
            assertTrue(lowered.graph().nodes().stream().noneMatch(node -> node.operation() instanceof Silu));
        }
        assertTrue(assertThrows(BackendException.class, () -> new ShapeBackend().compile(graph(), CompileOptions.DEFAULT))
                .getMessage().matches("backend \"shape\": .*[Ss]ilu.* is not one of its native operations; call prepare.*"));
    }

    @Test
    void onlyTheReferenceIsFoundByName() {
        assertEquals(List.of("reference"), Backends.providers().stream().map(provider -> provider.name()).toList());
        try (var backend = Backends.named("reference")) {
            assertEquals(ReferenceBackend.class, backend.getClass());
        }
    }
}
