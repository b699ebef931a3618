package dev.factorizer.bench.scripts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Placeholder.Role;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordingBackendTest {
    private final List<RecordedRun> runs = new ArrayList<>();

    /** y = w + x, after which m becomes m + x and w twice itself. */
    private static Graph graph() {
        Trace trace = new Trace();
        Type type = Type.float32(Shape.of(2));
        Value x = trace.input("x", type);
        Value w = trace.append(new Placeholder("w", Role.PARAMETER, type), List.of()).result();
        Value m = trace.append(new Placeholder("m", Role.STATE, type), List.of()).result();
        return Graph.of(Map.of("y", w.add(x)), Map.of("m", m.add(x), "w", w.add(w)), List.of());
    }

    private static void assertValues(Tensor tensor, float... expected) {
        assertArrayEquals(expected, tensor.toFloats());
    }

    @Test
    void aRunIsHandedOnWithWhatItReadAndWhatCameOut() {
        try (Backend jvm = Backends.named("jvm"); Backend backend = new RecordingBackend(jvm, runs::add);
                Executable executable = backend.prepare(graph(), CompileOptions.DEFAULT)) {
            executable.load("w", Tensor.of(new float[] {1, 2}, 2));
            executable.load("m", Tensor.of(new float[] {10, 20}, 2));
            executable.run(Map.of("x", Tensor.of(new float[] {3, 4}, 2)));
            executable.run(Map.of("x", Tensor.of(new float[] {5, 6}, 2)));
        }
        assertEquals(2, runs.size());
        RecordedRun second = runs.get(1);
        assertEquals(Set.of("x", "w", "m"), second.given().keySet());
        assertValues(second.given().get("w"), 2, 4);
        assertValues(second.given().get("m"), 13, 24);
        assertEquals(Set.of("y", "w", "m"), second.results().keySet());
        assertValues(second.results().get("y"), 7, 10);
        assertValues(second.results().get("w"), 4, 8);
        assertValues(second.results().get("m"), 18, 30);
    }

    @Test
    void theRecordedProgramMayRoundProductsThatTheBackendCannot() {
        try (Backend jvm = Backends.named("jvm"); Backend backend = new RecordingBackend(jvm, runs::add);
                Executable executable = backend.prepare(graph(), CompileOptions.DEFAULT.withMatmulPrecision(MatmulPrecision.BFLOAT16))) {
            executable.run(Map.of("x", Tensor.of(new float[] {3, 4}, 2)));
        }
        assertEquals(MatmulPrecision.BFLOAT16, runs.getFirst().options().matmulPrecision());
        assertValues(runs.getFirst().results().get("y"), 3, 4);
    }

    @Test
    void aLoweredGraphIsRefused() {
        try (Backend jvm = Backends.named("jvm"); Backend backend = new RecordingBackend(jvm, runs::add)) {
            assertThrows(UnsupportedOperationException.class, () -> backend.compile(graph(), CompileOptions.DEFAULT));
        }
    }

    @Test
    void outputsAndMomentsAreComparedAndParametersAreNot() {
        RecordedRun run = new RecordedRun(graph(), CompileOptions.DEFAULT, Map.of(), Map.of());
        assertEquals(Agreement.OUTPUT, Agreement.of(run, "y"));
        assertEquals(Agreement.MOMENT, Agreement.of(run, "m"));
        assertEquals(Agreement.PARAMETER, Agreement.of(run, "w"));
        assertEquals(OptionalDouble.of(1e-5), Agreement.OUTPUT.allowed(MatmulPrecision.FLOAT32));
        assertEquals(OptionalDouble.of(2e-2), Agreement.OUTPUT.allowed(MatmulPrecision.BFLOAT16));
        assertEquals(OptionalDouble.empty(), Agreement.PARAMETER.allowed(MatmulPrecision.FLOAT32));
    }
}
