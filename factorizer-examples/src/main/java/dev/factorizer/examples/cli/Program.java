package dev.factorizer.examples.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.factorizer.examples.wiring.FactorizerModule;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import java.nio.file.Path;
import picocli.CommandLine;

/** The command line without a process around it: arguments in, exit code out. */
final class Program {
    /** All went well. */
    static final int DONE = 0;
    /** The command failed. */
    static final int FAILED = 1;
    /** The command was called wrongly. */
    static final int MISUSED = 2;

    private final Terminal terminal;
    private final Interruption interruption;
    private Injector injector;

    Program(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    int run(String... arguments) {
        CommandLine commandLine = new CommandLine(FactorizerCommand.class, new Factory());
        Failures failures = new Failures(terminal);
        commandLine.setOut(terminal.out()).setErr(terminal.err());
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.interactive() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        commandLine.registerConverter(Path.class, Program::path);
        commandLine.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
        int code = execute(commandLine, failures, arguments);
        terminal.out().flush();
        terminal.err().flush();
        // A full disk under a redirected result is a failure too, though a PrintWriter only remembers it.
        if (code == DONE && terminal.out().checkError()) {
            terminal.err().println("factorizer: the standard output could not be written, expected room for all results");
            return FAILED;
        }
        return code;
    }

    /** An empty name stands for the working folder, which nobody who forgets to set a variable means. */
    private static Path path(String text) {
        if (text.isBlank()) {
            throw new CommandLine.TypeConversionException("it is empty, expected the name of a file or folder");
        }
        return Path.of(text);
    }

    /** What picocli doesn't catch: a heap that is too small, or a damaged installation. */
    private static int execute(CommandLine commandLine, Failures failures, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError | LinkageError | StackOverflowError e) {
            return failures.handle(e, commandLine);
        }
    }

    /** Commands come from Guice; what picocli needs for itself does not, so that help and version stay quick. */
    private final class Factory implements CommandLine.IFactory {
        private final CommandLine.IFactory own = CommandLine.defaultFactory();

        @Override
        public <T> T create(Class<T> type) throws Exception {
            if (!type.getPackageName().equals(Program.class.getPackageName()) || type == ModuleVersion.class) {
                return own.create(type);
            }
            if (injector == null) {
                injector = Guice.createInjector(Stage.DEVELOPMENT, new FactorizerModule(terminal, interruption),
                        new OptionsModule());
            }
            return injector.getInstance(type);
        }
    }
}
