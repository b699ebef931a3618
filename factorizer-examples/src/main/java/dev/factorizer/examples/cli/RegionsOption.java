package dev.factorizer.examples.cli;

import dev.factorizer.models.evaluation.LabelRegion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which labels are regions. */
final class RegionsOption {
    private List<LabelRegion> regions = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    RegionsOption() { }

    @Option(names = "--regions", paramLabel = "NAME=LABELS", split = ",", description = "Regions and their labels, joined by +, such as"
            + " TC=1+3, separated by commas. Default: those of the data set, else each label that occurs.")
    void regions(List<String> texts) {
        List<LabelRegion> read = new ArrayList<>();
        for (String text : texts) {
            if (!text.matches("[^=]+=[0-9]{1,9}(\\+[0-9]{1,9})*")) {
                throw new ParameterException(command.commandLine(), "--regions " + text + ": expected a name and labels, such as TC=1+3");
            }
            String[] parts = text.split("=");
            Set<Integer> labels = Arrays.stream(parts[1].split("\\+")).map(Integer::valueOf).collect(Collectors.toSet());
            try {
                read.add(new LabelRegion(parts[0].strip(), labels));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--regions " + text + ": " + e.getMessage(), e);
            }
        }
        if (read.stream().map(LabelRegion::name).distinct().count() != read.size()) {
            throw new ParameterException(command.commandLine(), "--regions: found a name twice, expected another one for each region");
        }
        regions = read;
    }

    /** None if none were named. */
    List<LabelRegion> regions() {
        return regions;
    }
}
