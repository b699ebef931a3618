package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.BackendChoice;
import jakarta.inject.Singleton;
import java.io.File;
import java.util.List;
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
            description = "The backend that computes, such as jvm; see \"factorizer devices\". Default: the one named by the"
                    + " environment variable FACTORIZER_BACKEND, else the best one on this machine.")
    private String backend;

    private int threads;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the code an error occurred.")
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

    BackendChoice backend() {
        return BackendChoice.of(backend, threads);
    }

    boolean debug() {
        return debug;
    }
}
