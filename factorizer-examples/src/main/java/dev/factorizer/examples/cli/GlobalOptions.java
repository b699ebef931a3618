package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.BackendChoice;
import jakarta.inject.Singleton;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Options that every command takes, before or after its name. */
@Singleton
final class GlobalOptions {
    private static final int MOST_THREADS = 1024;

    @Spec
    private CommandSpec command;

    @Option(names = "--backend", paramLabel = "NAME", scope = ScopeType.INHERIT,
            description = "What computes, such as jvm; see \"factorizer devices\". Default: the best one of this machine, or"
                    + " the one that the environment variable FACTORIZER_BACKEND names.")
    private String backend;

    private int threads;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the code an error comes from.")
    private boolean debug;

    /** Made by Guice, filled by picocli. */
    GlobalOptions() { }

    @Option(names = "--threads", paramLabel = "N", scope = ScopeType.INHERIT,
            description = "Threads that compute; the results don't depend on it. Default: one per processor.")
    void threads(int number) {
        if (number < 1 || number > MOST_THREADS) {
            throw new ParameterException(command.commandLine(), "--threads " + number + ": expected 1 to " + MOST_THREADS);
        }
        threads = number;
    }

    BackendChoice backend() {
        return BackendChoice.of(backend, threads);
    }

    boolean debug() {
        return debug;
    }
}
