package dev.factorizer.models.evaluation;

import dev.factorizer.models.statistics.Bootstrap;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * How an evaluation was made.
 *
 * @param regions what was compared, in the order of tables, each with another name and other labels
 * @param metrics what was measured of each region, in the order of columns
 * @param bootstrap how intervals of means were made
 * @param failureDice a case whose Dice of a region is below this failed there, 0 to 1
 * @param ignored the label of voxels that were left out; empty if there is none
 */
public record EvaluationSettings(List<LabelRegion> regions, List<MeasuredMetric> metrics, Bootstrap bootstrap, double failureDice,
        OptionalInt ignored) {
    /** Below this Dice a segmentation is mostly of no use. */
    public static final double FAILURE_DICE = 0.5;

    /** Checks names, labels and the bound. */
    public EvaluationSettings {
        regions = List.copyOf(regions);
        metrics = List.copyOf(metrics);
        requireDifferent("regions", regions.stream().map(LabelRegion::name).toList());
        for (int i = 0; i < regions.size(); i++) {
            for (LabelRegion other : regions.subList(0, i)) {
                if (other.labels().equals(regions.get(i).labels())) {
                    throw new IllegalArgumentException("evaluation: the regions " + other.name() + " and " + regions.get(i).name()
                            + " both have the labels " + new TreeSet<>(other.labels()) + ", expected different ones; leave out one");
                }
            }
        }
        requireDifferent("metrics", metrics.stream().map(MeasuredMetric::name).toList());
        if (!(failureDice >= 0 && failureDice <= 1)) {
            throw new IllegalArgumentException("evaluation: the Dice below which a case failed is " + failureDice + ", expected 0 to 1");
        }
        if (ignored.isPresent()) {
            int label = ignored.getAsInt();
            if (label < 1 || regions.stream().anyMatch(region -> region.labels().contains(label))) {
                throw new IllegalArgumentException("evaluation: the ignored label is " + label
                        + ", expected 1 or more and none of a region");
            }
        }
    }

    private static void requireDifferent(String what, List<String> names) {
        if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("evaluation: the " + what + " are " + names + ", expected at least one, all different");
        }
    }
}
