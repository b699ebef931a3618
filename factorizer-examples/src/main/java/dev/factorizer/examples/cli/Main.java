package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;

/** The program {@code factorizer}. */
public final class Main {
    private Main() { }

    /**
     * Runs a command and ends the process with its exit code: 0 success, 1 failure, 2 usage error.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        if (!OpenFiles.suffice()) {
            System.err.println("factorizer: too few files may be open at once for a Java program, expected 128 or more; raise the"
                    + " limit with \"ulimit -n 1024\"");
            System.exit(CommandLineProgram.FAILED);
        }
        Console console = System.console();
        Terminal terminal = new Terminal(writer(System.out), writer(System.err), console != null && console.isTerminal());
        int code;
        try (Interruption interruption = new Interruption()) {
            code = new CommandLineProgram(terminal, interruption).run(arguments);
        }
        if (code != CommandLineProgram.DONE) {
            StartScript.awaitErrors();
        }
        System.exit(code);
    }

    private static PrintWriter writer(PrintStream stream) {
        // Made of the stream itself: with another writer between them it would not learn that nothing can be written any more.
        return new PrintWriter(stream, true, stream.charset());
    }
}
