package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is called when the engine starts. */
class TelemetryTest {
    @TempDir
    private Path folder;

    /** The attempts of a fresh process. */
    private List<String> attempts(String how) throws IOException, InterruptedException {
        Path file = folder.resolve(how + ".txt");
        Path output = folder.resolve(how + ".log");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Connections.class.getName(), file.toString(), how)
                .redirectErrorStream(true).redirectOutput(output.toFile());
        // Else the machine's own settings, not the backend's, would be what is tested.
        builder.environment().keySet().removeAll(List.of("OPT_OUT_TRACKING", "DJL_OFFLINE", "PYTORCH_LIBRARY_PATH"));
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the process did not end");
        assertEquals(0, process.exitValue(), () -> text(output));
        List<String> lines = Files.readAllLines(file);
        assertEquals("started", lines.getFirst());
        return lines.subList(1, lines.size());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
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
