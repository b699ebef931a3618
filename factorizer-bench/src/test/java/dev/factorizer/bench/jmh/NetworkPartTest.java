package dev.factorizer.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A benchmark whose variants compute different things would compare nothing. */
class NetworkPartTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @EnumSource(NetworkPart.class)
    void variantsAgree(NetworkPart part) {
        Graph graph = part.graph(8);
        float[] fast = run(Variant.NATIVE, graph);
        float[] slow = run(Variant.DECOMPOSED, graph);
        assertEquals(slow.length, fast.length);
        double scale = 0;
        double error = 0;
        for (int i = 0; i < slow.length; i++) {
            scale = Math.max(scale, Math.abs(slow[i]));
            error = Math.max(error, Math.abs(slow[i] - fast[i]));
        }
        assertTrue(scale > 0 && error <= TOLERANCE * scale, "error " + error + " at numbers up to " + scale);
    }

    private static float[] run(Variant variant, Graph graph) {
        try (Backend backend = Backends.named("jvm"); Executable executable = variant.prepare(graph, backend)) {
            return executable.run(DrawnInputs.of(graph)).get("y").toFloats();
        }
    }
}
