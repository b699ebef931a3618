package dev.factorizer.examples.cli;

import dev.factorizer.models.inference.Averaging;
import dev.factorizer.models.inference.SegmentationSettings;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say how scans are segmented, and what is kept. */
final class SegmentationOptions {
    private static final Map<String, Averaging> AVERAGING = new TreeMap<>(Map.of("probabilities", Averaging.PROBABILITIES,
            "logits", Averaging.LOGITS));

    private Averaging averaging = SegmentationSettings.DEFAULT.averaging();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private WindowOptions windows;

    @Option(names = "--probabilities", description = "Also write the probability of each region, before the threshold.")
    private boolean probabilities;

    @Option(names = "--uncertainty", description = "Also write NAME_entropy.nii.gz, how unsure the result is at each voxel, in nats, and,"
            + " with several models, or flips of one, NAME_disagreement.nii.gz, how much of that is because they differ.")
    private boolean uncertainty;

    /** Filled by picocli. */
    SegmentationOptions() { }

    @Option(names = "--ensemble", paramLabel = "NAME", description = "Of what the results of several models are averaged:"
            + " probabilities (default), or logits, before sigmoid or softmax.")
    void averaging(String name) {
        averaging = WindowOptions.choice(command, "--ensemble", name, AVERAGING);
    }

    SegmentationSettings settings() {
        SegmentationSettings settings = windows.settings().withAveraging(averaging);
        settings = probabilities ? settings.withProbabilities() : settings;
        return uncertainty ? settings.withUncertainty() : settings;
    }
}
