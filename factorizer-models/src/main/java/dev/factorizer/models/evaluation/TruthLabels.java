package dev.factorizer.models.evaluation;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.SplitRegions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
     */
    public SplitRegions split(Labels labels) {
        Map<String, Integer> values = labels.regions().stream().collect(Collectors.toMap(Region::name, Region::value));
        Function<Region, Set<Integer>> own = region -> Set.of(region.value());
        Function<Region, Set<Integer>> nested = region -> {
            List<String> order = labels.mergeOrder();
            return order.subList(0, order.indexOf(region.name()) + 1).stream().map(values::get)
                    .collect(Collectors.toCollection(HashSet::new));
        };
        return new SplitRegions(labels.regions().stream().map(this == NESTED ? nested : own).toList());
    }
}
