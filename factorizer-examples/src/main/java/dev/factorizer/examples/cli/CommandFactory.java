package dev.factorizer.examples.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.factorizer.examples.wiring.FactorizerModule;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.threads.Threads;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Makes commands, and the groups of options in them, by Guice. That is first loaded for a command: help and version are quicker. */
final class CommandFactory implements CommandLine.IFactory {
    private final CommandLine.IFactory own = CommandLine.defaultFactory();
    private final GlobalOptions options = new GlobalOptions();
    private final Terminal terminal;
    private final Interruption interruption;
    private final Results results;
    private Injector injector;

    CommandFactory(Terminal terminal, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.results = results;
    }

    @Override
    public <T> T create(Class<T> type) throws Exception {
        if (type == GlobalOptions.class) {
            return type.cast(options);
        }
        if (!type.getPackageName().equals(CommandFactory.class.getPackageName()) || type == ModuleVersion.class
                || type == FactorizerCommand.class) {
            return own.create(type);
        }
        if (injector == null) {
            injector = Guice.createInjector(Stage.DEVELOPMENT, new FactorizerModule(terminal, interruption, results),
                    new OptionsModule(options));
        }
        return injector.getInstance(type);
    }

    /** Runs a command with no more threads than the options say, also for its images and metrics. */
    int limitThreads(Supplier<Integer> command) {
        return options.threads().isEmpty() ? command.get() : Threads.limit(options.threads().getAsInt(), command);
    }

    /** From now on what is logged is shown, as much as the options say. */
    void startLogging() {
        LogLines.show(terminal, results, options.logLevel());
    }
}
