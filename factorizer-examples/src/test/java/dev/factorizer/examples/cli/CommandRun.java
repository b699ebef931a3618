package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A command that was run within the tests' process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
record CommandRun(int code, String out, String err) {
    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
        try (Interruption interruption = new Interruption()) {
            int code = new CommandLineProgram(terminal, interruption).run(List.of(arguments).stream().map(Object::toString)
                    .toArray(String[]::new));
            return new CommandRun(code, out.toString(), err.toString());
        }
    }

    /** The error, which must be a single line of this program. */
    String complaint() {
        if (err.lines().count() != 1 || !err.startsWith("factorizer: ")) {
            throw new AssertionError("expected one line of complaint, found:\n" + err + "\nand the output:\n" + out);
        }
        return err.strip();
    }
}
