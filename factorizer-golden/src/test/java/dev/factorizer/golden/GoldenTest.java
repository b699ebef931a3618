package dev.factorizer.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    private static final GoldenReport REPORT = new GoldenReport("layers", List.of(
            new GoldenOutcome.Passed("linear", 1.25e-7, "output.y"), new GoldenOutcome.Passed("mlp", 3e-9, "grad.input.x"),
            new GoldenOutcome.Failed("mixer", "output.y is off by 0.5, allowed 2.0E-6"),
            new GoldenOutcome.Unsupported("gate", "kind \"gate\" is unknown")));

    @Test
    void aReportHasALineForTheAreaAndOneForEachCaseThatDidNotPass() {
        String headline = "layers            2 passed    1 failed    1 unsupported   worst 1.25e-07 (linear output.y)";
        assertEquals(headline, REPORT.headline());
        assertEquals(headline + "\n  failed mixer: output.y is off by 0.5, allowed 2.0E-6\n"
                + "  unsupported gate: kind \"gate\" is unknown", REPORT.toString());
        assertFalse(REPORT.clean());
        assertTrue(new GoldenReport("layers", REPORT.outcomes().subList(0, 2)).clean());
        assertEquals("io                0 passed    0 failed    0 unsupported", new GoldenReport("io", List.of()).headline());
    }

    @Test
    void aSummaryIsJson() throws JsonProcessingException {
        assertEquals("{\"area\":\"layers\",\"passed\":2,\"failed\":1,\"unsupported\":1,\"worstError\":1.25E-7,"
                + "\"worstCase\":\"linear\",\"cases\":["
                + "{\"name\":\"linear\",\"outcome\":\"passed\",\"error\":1.25E-7,\"detail\":\"output.y\"},"
                + "{\"name\":\"mlp\",\"outcome\":\"passed\",\"error\":3.0E-9,\"detail\":\"grad.input.x\"},"
                + "{\"name\":\"mixer\",\"outcome\":\"failed\",\"error\":0.0,\"detail\":"
                + "\"output.y is off by 0.5, allowed 2.0E-6\"},"
                + "{\"name\":\"gate\",\"outcome\":\"unsupported\",\"error\":0.0,\"detail\":\"kind \\\"gate\\\" is unknown\"}]}",
                new ObjectMapper().writeValueAsString(REPORT.summary()));
    }

    @Test
    void areasAreChosenByNameAndComeInOrder() {
        assertEquals(List.of("layout", "factorization", "io"),
                Golden.areas(List.of("io", "factorization", "layout")).stream().map(GoldenArea::name).toList());
        String message = assertThrows(IllegalArgumentException.class, () -> Golden.areas(List.of("io", "layer"))).getMessage();
        assertTrue(message.startsWith("golden values: areas [layer] are unknown, expected some of [operators, layout, "), message);
    }

    @Test
    void aFolderWithoutTheAreaIsRefusedBeforeAnythingRuns(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("layout"));
        try (ReferenceBackend reference = new ReferenceBackend()) {
            String message = assertThrows(IllegalArgumentException.class, () -> Golden.run(root,
                    Golden.areas(List.of("layout", "io")), reference, report -> {
                        throw new AssertionError(report.area() + " ran");
                    })).getMessage();
            assertTrue(message.contains("no folder for area \"io\", only [layout]"), message);
        }
        String none = assertThrows(IllegalArgumentException.class, () -> Golden.areasIn(root.resolve("layout"))).getMessage();
        assertTrue(none.contains("has no area"), none);
    }
}
