package dev.factorizer.bench.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void helpListsAllCommands() {
        assertEquals(0, run("--help"));
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertTrue(out.toString().contains("  " + command + " "), command);
            assertEquals(0, run(command, "--help"), command);
        }
    }

    @Test
    void wrongNumbersAreRefusedByTheirOption() {
        for (String[] arguments : new String[][] {{"augmentation", "--samples", "0"}, {"augmentation", "--samples", "1", "--steps", "-1"},
            {"augmentation", "--threads", "-2"}, {"surfaces", "--size", "1,2"}, {"surfaces", "--size", "4,0,4"},
            {"large-volume", "--size", "4"}}) {
            err.getBuffer().setLength(0);
            assertEquals(CommandLine.ExitCode.USAGE, run(arguments));
            assertTrue(err.toString().startsWith("--s") && err.toString().contains(": expected "), err.toString());
        }
    }
}
