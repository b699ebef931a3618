package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How much is logged, and in what form. */
class LogLevelTest {
    private static List<String> logged(String... options) {
        CommandRun run = CommandRun.of((Object[]) options);
        assertEquals(0, run.code(), run.err());
        return run.err().lines().toList();
    }

    @Test
    void onlyWarningsByDefault() {
        assertEquals(List.of(), logged("verify", "--area", "layout", "--backend", "jvm"));
        assertEquals(List.of(), logged("verify", "--area", "layout", "--backend", "jvm", "--log-level", "error"));
    }

    @Test
    void moreWhenAsked() {
        List<String> lines = logged("verify", "--area", "layout", "--backend", "jvm", "--log-level", "info");
        assertTrue(lines.getFirst().startsWith("factorizer: info: dev.factorizer.examples.wiring: jvm: CPU"), lines.toString());
        assertTrue(lines.getLast().matches("factorizer: info: dev.factorizer.examples.cli: verify ended with exit code 0 after .* s"),
                lines.toString());
        assertEquals(List.of(), logged("verify", "--area", "layout", "--backend", "jvm"), "the next command is quiet again");
    }

    @Test
    void anotherLevelIsAMistake() {
        CommandRun run = CommandRun.of("devices", "--log-level", "loud");
        assertEquals(2, run.code());
        assertTrue(run.complaint().contains("'--log-level'") && run.complaint().contains("[error, warn, info, debug, trace]"), run.err());
    }
}
