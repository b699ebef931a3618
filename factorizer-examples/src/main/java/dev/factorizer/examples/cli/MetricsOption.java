package dev.factorizer.examples.cli;

import dev.factorizer.models.metrics.MetricSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of commands that measure segmentations: which metrics. */
final class MetricsOption {
    /** Words that stand for several metrics. */
    private static final Map<String, String> GROUPS = Map.of("volumes", "volume,target-volume,volume-difference",
            "lesions", "lesion-f1,lesion-dice,lesion-count-difference", "panoptic", "pq,rq,sq");

    private MetricSet metrics;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    MetricsOption() { }

    @Option(names = "--metrics", paramLabel = "NAMES", description = "What is measured for each case and region, separated"
            + " by commas: dice; hd95, hd and assd, distances of surfaces; nsd@MM, surface Dice at a tolerance such as nsd@1; volumes;"
            + " lesions, of connected components; panoptic; others in docs/metrics.md. Default: dice,hd95,volumes; \"evaluate\" measures"
            + " all of these.")
    void metrics(String names) {
        String all = Stream.of(names.split(",", -1)).map(String::strip).map(name -> GROUPS.getOrDefault(name, name)).collect(Collectors.joining(","));
        try {
            metrics = MetricSet.parse(all);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--metrics " + names + ": " + e.getMessage(), e);
        }
    }

    MetricSet metrics() {
        return metrics(MetricSet.STANDARD);
    }

    /** What was asked for, or else something that a command does. */
    MetricSet metrics(MetricSet otherwise) {
        return metrics == null ? otherwise : metrics;
    }
}
