package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.BackendChoice;
import java.io.File;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Options that every command takes, before or after its name. */
final class GlobalOptions {
    private static final int MOST_THREADS = 1024;

    @Spec
    private CommandSpec command;

    @Option(names = "--backend", paramLabel = "NAME", scope = ScopeType.INHERIT,
            description = "The backend that computes, such as jvm; see \"factorizer devices\". Default: the one named by the"
                    + " environment variable FACTORIZER_BACKEND, else the best one on this machine.")
    private String backend;

    private int threads;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the code an error occurred.")
    private boolean debug;

    @Option(names = "--log-level", paramLabel = "LEVEL", scope = ScopeType.INHERIT, description = "How much is logged on standard"
            + " error: ${COMPLETION-CANDIDATES}. Default: warn.")
    private LogLevel logLevel = LogLevel.warn;

    /** Filled by picocli. */
    GlobalOptions() { }

    @Option(names = "--threads", paramLabel = "N", scope = ScopeType.INHERIT,
            description = "Threads that compute, prepare images and measure; the results don't depend on it. Default: one per processor.")
    void threads(int number) {
        if (number < 1 || number > MOST_THREADS) {
            throw new ParameterException(command.commandLine(), "--threads " + number + ": expected 1 to " + MOST_THREADS);
        }
        threads = number;
    }

    @Option(names = "--modules", paramLabel = "PATH", scope = ScopeType.INHERIT,
            description = "Jars of modules, or folders of them, with networks or backends of your own, separated by colons."
                    + " The environment variable FACTORIZER_MODULES can name more.")
    void modules(String path) {
        List<String> there = List.of(System.getProperty("jdk.module.path", "").split(File.pathSeparator));
        for (String entry : path.split(File.pathSeparator)) {
            if (!there.contains(entry)) {
                throw new ParameterException(command.commandLine(), "--modules " + entry + ": is not on Java's module path;"
                        + " the script factorizer puts it there, and without it Java's option -p does");
            }
        }
    }

    /** Known before the rest is read, so that mistakes in the rest have that form, too. */
    static boolean asksForJson(String... arguments) {
        return Stream.of(arguments).takeWhile(argument -> !argument.equals("--")).anyMatch("--json"::equals);
    }

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one object in JSON on standard output instead of text,"
            + " also when the command fails; see docs/json.md.")
    void json(boolean asked) {
        if (!asked) {
            throw new ParameterException(command.commandLine(), "--json takes no value");
        }
    }

    /** How many threads there may be; empty if it was not said. */
    OptionalInt threads() {
        return threads == 0 ? OptionalInt.empty() : OptionalInt.of(threads);
    }

    LogLevel logLevel() {
        return logLevel;
    }

    BackendChoice backend() {
        return BackendChoice.of(backend, threads);
    }

    boolean debug() {
        return debug;
    }
}
