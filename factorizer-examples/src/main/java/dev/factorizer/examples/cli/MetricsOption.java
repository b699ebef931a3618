package dev.factorizer.examples.cli;

import dev.factorizer.examples.evaluate.MetricNames;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.models.metrics.Metric;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of commands that measure segmentations: which metrics. */
final class MetricsOption {
    private List<Metric> metrics = MetricNames.of(List.of(MetricNames.DEFAULT.split(",")));

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    MetricsOption() { }

    @Option(names = "--metrics", paramLabel = "NAME", split = ",", description = "What is measured for each case and region, separated"
            + " by commas: dice; hd95, hd and assd, distances of surfaces; nsd@MM, surface Dice at a tolerance such as nsd@1; volume;"
            + " lesion, of connected components; panoptic. Default: " + MetricNames.DEFAULT + ".")
    void metrics(List<String> names) {
        for (String name : names) {
            if (MetricNames.of(name).isEmpty()) {
                throw new ParameterException(command.commandLine(), "--metrics " + name + ": expected one of "
                        + String.join(", ", MetricNames.ALL) + Suggestion.of(name, MetricNames.ALL));
            }
        }
        metrics = MetricNames.of(names);
    }

    List<Metric> metrics() {
        return metrics;
    }
}
