package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.api.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    private Path folder;

    @Test
    void timesAWorkAndStatesItsMemory() throws IOException {
        Path json = folder.resolve("bench.json");
        CommandRun run = CommandRun.of("bench", "--work", "factorization", "--repetitions", 2, "--threads", 2, "--output", json);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("factorization +minimum +\\d+\\.\\d{3} s  median .*")),
                run.out());
        JsonNode tree = JsonMapper.builder().build().readTree(json.toFile());
        assertEquals(1, tree.size());
        JsonNode measured = tree.get(0);
        assertEquals("factorization", measured.get("work").asText());
        assertTrue(measured.get("engine").asText().startsWith("jvm, Java 25"), measured.toString());
        assertEquals(2, measured.get("threads").asInt());
        assertEquals("float32", measured.get("matmulPrecision").asText());
        assertTrue(measured.get("minimumSeconds").asDouble() > 0
                && measured.get("minimumSeconds").asDouble() <= measured.get("medianSeconds").asDouble(), measured.toString());
        assertTrue(measured.get("resultDigest").asText().matches("[0-9a-f]{16}"), measured.toString());
        long matrices = 4 * Shape.of(8192, 8, 512).elements();
        long planned = measured.get("plannedBytes").asLong();
        assertTrue(planned >= 2 * matrices && planned < 4 * matrices, "input, result and the runtime: " + measured);
    }

    private String digest(String work, int threads) throws IOException {
        Path json = folder.resolve(work + threads + ".json");
        CommandRun run = CommandRun.of("bench", "--work", work, "--repetitions", 1, "--threads", threads, "--output", json);
        assertEquals(0, run.code(), run.err());
        return JsonMapper.builder().build().readTree(json.toFile()).get(0).get("resultDigest").asText();
    }

    @Test
    void theDigestIsOfTheResultsAndNotOfTheThreads() throws IOException {
        assertEquals(digest("factorization", 1), digest("factorization", 2));
        assertNotEquals(digest("factorization", 2), digest("factorization-gradient", 2));
    }
}
