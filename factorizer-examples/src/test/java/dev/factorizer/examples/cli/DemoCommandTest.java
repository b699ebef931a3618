package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated heads as a data set; the demonstration itself has tests of its own. */
class DemoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void headsAreADataSetThatIsWithoutFault() throws IOException {
        Path heads = folder.resolve("heads");
        CommandRun run = CommandRun.of("demo", "--heads", 2, "--output", heads, "--json");
        assertEquals(0, run.code(), run.err());
        JsonNode result = new JsonMapper().readTree(run.out()).get("result");
        assertEquals(2, result.get("caseCount").intValue());
        assertEquals(heads.toString(), result.get("written").get(0).textValue());
        run = CommandRun.of("check", heads);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("cases: 2 training, 0 validation, 0 test") && run.out().contains("found 0 faults"), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "10000", "1.5"})
    void whatIsNoNumberOfHeadsIsRefused(String cases) {
        CommandRun run = CommandRun.of("demo", "--heads", cases, "--output", folder.resolve("heads"));
        assertEquals(2, run.code());
        assertTrue(run.complaint().contains("expected a whole number from 1 to 9999"), run.err());
        assertFalse(Files.exists(folder.resolve("heads")));
    }

    @Test
    void nothingIsTrainedForThem() {
        CommandRun run = CommandRun.of("demo", "--heads", 2, "--short", "--output", folder.resolve("heads"));
        assertEquals(2, run.code());
        assertTrue(run.complaint().contains("--short: nothing is trained with --heads"), run.err());
        assertFalse(Files.exists(folder.resolve("heads")));
    }
}
