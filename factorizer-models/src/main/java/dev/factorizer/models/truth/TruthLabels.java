package dev.factorizer.models.truth;

import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.SplitRegions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which labels of a map belong to a region: a map alone does not say whether regions overlap. */
public enum TruthLabels {
    /** A region has its own label only, as organs. */
    EXCLUSIVE,
    /**
     * A region contains those that win over it where labels are merged: of BraTS the whole tumor has the labels of all three, the
     * tumor core that of the enhancing tumor, too.
     */
    NESTED;

    /**
     * The labels of each region.
     *
     * @param labels the regions of a model
     * @return what makes a channel for each of them
     * @throws IllegalArgumentException if regions are to be nested that exclude each other
     */
    public SplitRegions split(Labels labels) {
        return new SplitRegions(this == EXCLUSIVE ? labels.regions().stream().map(region -> Set.of(region.value())).toList()
                : nested(labels));
    }

    private static List<Set<Integer>> nested(Labels labels) {
        if (!(labels.rule() instanceof LabelRule.Overlapping overlapping)) {
            throw new IllegalArgumentException("truth labels: the model's classes exclude each other, so that none contains"
                    + " another, expected regions that may overlap, or exclusive labels");
        }
        Map<String, Integer> values = labels.regions().stream().collect(Collectors.toMap(Region::name, Region::value));
        List<String> order = overlapping.mergeOrder();
        return labels.regions().stream().map(region -> order.subList(0, order.indexOf(region.name()) + 1).stream().map(values::get)
                .collect(Collectors.toUnmodifiableSet())).toList();
    }
}
