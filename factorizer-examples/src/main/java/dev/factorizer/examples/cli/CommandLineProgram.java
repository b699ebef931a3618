package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command line without a process around it: arguments in, exit code out. */
final class CommandLineProgram {
    /** All went well. */
    static final int DONE = 0;
    /** The command failed. */
    static final int FAILED = 1;
    /** A usage error. */
    static final int MISUSED = 2;

    private static final Set<String> VERSION = Set.of("--version", "-V");

    private final Terminal terminal;
    private final Interruption interruption;

    CommandLineProgram(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    int run(String... arguments) {
        int code = GlobalOptions.asksForJson(arguments) ? json(arguments) : text(arguments);
        terminal.out().flush();
        terminal.err().flush();
        // A full disk under a redirected result is a failure too, though a PrintWriter only remembers it.
        if (code == DONE && terminal.out().checkError()) {
            terminal.err().println("factorizer: the standard output could not be written: there is no room, or what read it has"
                    + " ended; not all results were shown");
            return FAILED;
        }
        return code;
    }

    private int text(String... arguments) {
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            // A third of the time would go into the options of a command that doesn't run.
            terminal.out().println(ModuleVersion.text());
            return DONE;
        }
        return execute(terminal, new Failures(terminal, new Results(terminal)), terminal.out(), arguments);
    }

    /** What commands print for people goes nowhere, and one object to standard output, whatever happens. */
    private int json(String... arguments) {
        Terminal quiet = terminal.withoutText();
        Results results = new Results(quiet);
        Failures failures = new Failures(quiet, results);
        StringWriter help = new StringWriter();
        int code = execute(quiet, failures, new PrintWriter(help), arguments);
        terminal.out().println(JsonText.of(failures.command(), code, results, help.toString()));
        return code;
    }

    /** Catches what picocli doesn't: a heap that is too small, classes that can't be read, mistakes in modules of others. */
    private int execute(Terminal shown, Failures failures, PrintWriter help, String... arguments) {
        try {
            CommandFactory factory = new CommandFactory(shown, interruption, failures.results());
            CommandLine commandLine = FactorizerCommand.with(factory, arguments);
            commandLine.setOut(help).setErr(shown.err());
            commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(
                    shown.interactive() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
            commandLine.registerConverter(Path.class, Explanation::path);
            commandLine.registerConverter(int.class, text -> (int) Explanation.wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
            commandLine.registerConverter(Integer.class, text -> (int) Explanation.wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
            commandLine.registerConverter(long.class, text -> Explanation.wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE));
            commandLine.registerConverter(double.class, Explanation::number);
            commandLine.registerConverter(Double.class, Explanation::number);
            commandLine.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
            // A file's name may begin with @; it stands for the file, not for options that it holds.
            commandLine.setExpandAtFiles(false);
            // Else a mistyped option after --input would be one more file.
            commandLine.setUnmatchedOptionsAllowedAsOptionParameters(false);
            commandLine.setExecutionStrategy(parsed -> run(parsed, factory, failures));
            return commandLine.execute(arguments);
        } catch (Error e) {
            return failures.handle(e, List.of(arguments).contains("--debug"));
        }
    }

    /** Nothing is logged before the level is known, and where only help was asked for. */
    private static int run(ParseResult parsed, CommandFactory factory, Failures failures) {
        failures.recognized(parsed);
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        factory.startLogging();
        long begun = System.nanoTime();
        int code = factory.limitThreads(() -> new CommandLine.RunLast().execute(parsed));
        System.getLogger(CommandLineProgram.class.getPackageName()).log(System.Logger.Level.INFO, () -> String.format(Locale.ROOT,
                "%s ended with exit code %d after %.3f s", failures.command(), code, (System.nanoTime() - begun) / 1e9));
        return code;
    }
}
