package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.golden.PackagedGolden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void checksThePackagedValues() throws IOException {
        Path json = folder.resolve("verify.json");
        CommandRun run = CommandRun.of("verify", "--backend", "jvm", "--area", "networks,layout", "--output", json);
        assertEquals(0, run.code(), run.out() + run.err());
        assertTrue(run.out().matches("(?s)jvm: CPU.*\\Rlayout +\\d+ passed +0 failed +0 unsupported .*\\Rnetworks .*\\R"
                + "all cases agree\\R"), run.out());
        JsonNode tree = JsonMapper.builder().build().readTree(json.toFile());
        assertEquals("jvm", tree.get("backend").asText());
        assertEquals("layout", tree.get("areas").get(0).get("area").asText());
        assertTrue(tree.get("areas").get(1).get("passed").asInt() > 5, tree.toString());
        assertEquals("passed", tree.get("areas").get(1).get("cases").get(0).get("outcome").asText());
    }

    @Test
    void aDamagedCaseFailsByName() throws IOException {
        try (PackagedGolden packaged = PackagedGolden.unpack()) {
            Files.writeString(packaged.root().resolve("layout/broken.safetensors"), "not a case");
            CommandRun run = CommandRun.of("verify", "--golden", packaged.root(), "--area", "layout");
            assertEquals(1, run.code());
            assertTrue(run.out().contains("1 failed") && run.out().contains("failed broken.safetensors: "), run.out());
            assertTrue(run.out().endsWith("not all cases agree" + System.lineSeparator()), run.out());
        }
    }

    @Test
    void refusesAFolderWithoutTheArea() throws IOException {
        Files.createDirectory(folder.resolve("layout"));
        CommandRun run = CommandRun.of("verify", "--golden", folder, "--area", "networks");
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("has no folder for area \"networks\""), run.err());
        run = CommandRun.of("verify", "--golden", folder.resolve("missing"));
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("missing: no such file or folder"), run.err());
    }

    @Test
    void refusesAnUnwritableResultBeforeItChecksAnything() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        CommandRun run = CommandRun.of("verify", "--output", file.resolve("verify.json"));
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("cannot be written, expected a file in an existing folder"), run.err());
        assertFalse(run.out().contains("passed"), run.out());
    }
}
