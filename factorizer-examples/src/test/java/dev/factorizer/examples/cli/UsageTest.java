package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program answers to being called wrongly, and how it explains itself. */
class UsageTest {
    private static final List<String> COMMANDS = List.of("demo", "predict", "import", "devices", "verify", "bench");

    @Test
    void helpListsEveryCommand() {
        CommandRun help = CommandRun.of("--help");
        assertEquals(0, help.code());
        for (String command : COMMANDS) {
            assertTrue(help.out().lines().anyMatch(line -> line.strip().startsWith(command + " ")), command);
        }
        assertTrue(help.out().contains("Exit codes:"), help.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "predict", "import", "devices", "verify", "bench"})
    void everyCommandHasExamplesThatNameIt(String command) {
        CommandRun help = CommandRun.of(command, "--help");
        assertEquals(0, help.code(), help.err());
        String examples = help.out().substring(help.out().indexOf("Examples:"));
        assertTrue(examples.contains("  factorizer " + command), examples);
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help.out());
        assertTrue(help.out().contains("--backend") && help.out().contains("--debug"), help.out());
    }

    @Test
    void versionNamesProgramAndJava() {
        CommandRun version = CommandRun.of("--version");
        assertEquals(0, version.code());
        assertTrue(version.out().startsWith("factorizer ") && version.out().contains("(Java 25"), version.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "demon | there is no command \"demon\"; did you mean demo",
        "devices --verbos | there is no option \"--verbos\"; did you mean --verbose",
        "devices surplus | there is no argument \"surplus\"",
        "devices --threads 0 | --threads 0: expected 1 to 1024",
        "devices --threads many | invalid value for option '--threads': 'many' is not an int",
        "verify --area nowhere | --area: golden values: areas [nowhere] are unknown, expected some of [operators",
        "bench --work sleep | --work sleep: there is no such work, expected one of brats-inference",
        "bench --repetitions 0 | --repetitions 0: expected 1 or more",
        "bench --backend abacus | --backend abacus: there is no such backend, expected one of jvm",
        "verify --backend abacus | --backend abacus: there is no such backend",
        "demo --seed pi | invalid value for option '--seed'",
        "predict --input a.nii | missing required options: '--model=BUNDLE', '--output=DIR'",
        "predict --model m --input a.nii --output o --product-storage half | --product-storage half: expected one of float32,",
        "predict --model m --input a.nii --output o --iterations -1 | --iterations -1: expected 0 or more",
        "import --checkpoint a.pt | missing required options: '--settings=NAME|FILE', '--output=BUNDLE'"})
    void mistakesAreSaidInOneLine(String arguments, String complaint) {
        CommandRun run = CommandRun.of((Object[]) arguments.strip().split(" "));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.complaint().startsWith("factorizer: " + complaint.strip()), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void aMissingCommandIsAMistake() {
        CommandRun run = CommandRun.of();
        assertEquals(2, run.code());
        assertTrue(run.complaint().contains("a command is missing, expected one of demo, predict, import, export, devices"), run.err());
    }

    @Test
    void aBackendNamedByThePropertyIsNotReplaced() {
        System.setProperty("factorizer.backend", "abacus");
        try {
            CommandRun run = CommandRun.of("verify", "--area", "layout");
            assertEquals(2, run.code());
            assertTrue(run.complaint().startsWith("factorizer: -Dfactorizer.backend abacus: there is no such backend"),
                    run.err());
            assertEquals(0, CommandRun.of("verify", "--area", "layout", "--backend", "jvm").code(), "the option comes first");
        } finally {
            System.clearProperty("factorizer.backend");
        }
    }
}
