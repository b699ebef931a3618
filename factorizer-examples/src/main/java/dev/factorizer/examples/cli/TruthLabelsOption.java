package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.models.truth.TruthLabels;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of commands that read truths for a model: which labels belong to a region. */
final class TruthLabelsOption {
    private static final List<String> MEANINGS = List.of("exclusive", "nested");

    private Optional<TruthLabels> meaning = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    TruthLabelsOption() { }

    @Option(names = "--truth-labels", paramLabel = "NAME",
            description = "Which labels of a truth belong to a region, for a model of several: exclusive, its own; nested, also those of"
                    + " regions that win over it, as in BraTS.")
    void meaning(String name) {
        if (!MEANINGS.contains(name)) {
            throw new ParameterException(command.commandLine(), "--truth-labels " + name + ": expected one of "
                    + String.join(", ", MEANINGS) + Suggestion.of(name, MEANINGS));
        }
        meaning = Optional.of(TruthLabels.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    /** Empty if it was not said. */
    Optional<TruthLabels> meaning() {
        return meaning;
    }
}
