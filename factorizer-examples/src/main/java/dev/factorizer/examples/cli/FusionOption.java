package dev.factorizer.examples.cli;

import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.examples.wiring.Suggestion;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of commands that run networks: which rewrites are left out. */
final class FusionOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--without-fusion", paramLabel = "NAME", completionCandidates = Names.class,
            description = "Turn off a rewrite of the graph, for comparison: its operations then run one by one, slower and"
                    + " with more memory. One of ${COMPLETION-CANDIDATES}; can be given several times.")
    private List<String> names = List.of();

    /** Filled by picocli. */
    FusionOption() { }

    /** What {@code --without-fusion} may name. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Fusion.ALL.names().iterator();
        }
    }

    Fusion fusion() {
        List<String> known = Fusion.ALL.names();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(command.commandLine(), "--without-fusion " + name + ": expected one of "
                        + String.join(", ", known) + Suggestion.of(name, known));
            }
        }
        return Fusion.ALL.without(names.toArray(String[]::new));
    }
}
