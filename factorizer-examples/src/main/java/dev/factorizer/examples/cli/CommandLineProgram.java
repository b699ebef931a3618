package dev.factorizer.examples.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.factorizer.examples.wiring.FactorizerModule;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** The command line without a process around it: arguments in, exit code out. */
final class CommandLineProgram {
    /** All went well. */
    static final int DONE = 0;
    /** The command failed. */
    static final int FAILED = 1;
    /** A usage error. */
    static final int MISUSED = 2;

    private final Terminal terminal;
    private final Interruption interruption;
    private Injector injector;

    CommandLineProgram(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    int run(String... arguments) {
        int code = execute(arguments);
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

    /** Catches what picocli doesn't: a heap that is too small, classes that can't be read, mistakes in modules of others. */
    private int execute(String... arguments) {
        Failures failures = new Failures(terminal);
        try {
            CommandLine commandLine = new CommandLine(FactorizerCommand.class, new Factory());
            commandLine.setOut(terminal.out()).setErr(terminal.err());
            commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(
                    terminal.interactive() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
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
            return commandLine.execute(arguments);
        } catch (Error e) {
            return failures.handle(e, List.of(arguments).contains("--debug"));
        }
    }

    /** Commands come from Guice; what picocli needs for itself does not, so that help and version stay quick. */
    private final class Factory implements CommandLine.IFactory {
        private final CommandLine.IFactory own = CommandLine.defaultFactory();

        @Override
        public <T> T create(Class<T> type) throws Exception {
            if (!type.getPackageName().equals(CommandLineProgram.class.getPackageName()) || type == ModuleVersion.class) {
                return own.create(type);
            }
            if (injector == null) {
                Warnings.show(terminal);
                injector = Guice.createInjector(Stage.DEVELOPMENT, new FactorizerModule(terminal, interruption),
                        new OptionsModule());
            }
            return injector.getInstance(type);
        }
    }
}
