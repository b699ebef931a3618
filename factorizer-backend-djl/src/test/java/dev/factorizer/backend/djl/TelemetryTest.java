package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No connection is made when the engine starts. */
class TelemetryTest {
    @TempDir
    private Path folder;

    /** The attempts of a fresh process. */
    private List<String> attempts(String how) throws IOException, InterruptedException {
        Path file = folder.resolve(how + ".txt");
        FreshProcess process = FreshProcess.run(folder, Map.of(), Connections.class, file.toString(), how);
        assertEquals(0, process.code(), process.output());
        List<String> lines = Files.readAllLines(file);
        assertEquals("started", lines.getFirst());
        return lines.subList(1, lines.size());
    }

    @Test
    void theBackendCallsNobody() throws IOException, InterruptedException {
        assertEquals(List.of(), attempts("backend"));
    }

    /** Else the test above would prove nothing. */
    @Test
    void theEngineItselfWould() throws IOException, InterruptedException {
        List<String> attempts = attempts("bare");
        assertTrue(attempts.stream().anyMatch(address -> address.startsWith("http")), attempts::toString);
    }
}
