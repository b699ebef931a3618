package dev.factorizer.models.runs;

import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.transforms.SplitRegions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The labels of regions against those that cases have. A label of no region is background, which is as it should be where regions are a
 * part of what was labeled. Where, besides, no case at all has a label that regions consist of, the data set most likely has another
 * number for it, and what should be found would be trained as background.
 */
final class RegionLabels {
    private RegionLabels() { }

    /**
     * Refuses labels that mean something else.
     *
     * @param regions the labels of each region
     * @param ignored of voxels that are left out; none has to be a region's
     * @param found the labels of each case
     * @throws MismatchException if labels of regions are nowhere, but others are
     */
    static void require(SplitRegions regions, OptionalInt ignored, List<? extends Collection<Integer>> found) {
        Set<Integer> missing = new TreeSet<>();
        regions.regions().forEach(missing::addAll);
        Set<Integer> known = new TreeSet<>(missing);
        known.add(0);
        ignored.ifPresent(known::add);
        TreeMap<Integer, Integer> others = new TreeMap<>();
        for (Collection<Integer> labels : found) {
            missing.removeAll(labels);
            labels.stream().filter(label -> !known.contains(label)).forEach(label -> others.merge(label, 1, Integer::sum));
        }
        if (missing.isEmpty() || others.isEmpty()) {
            return;
        }
        List<String> entries = new ArrayList<>();
        others.forEach((label, cases) -> entries.add("label " + label + " is in " + cases + (cases == 1 ? " case" : " cases")
                + " and in no region" + (label == 4 ? "; in BraTS the enhancing tumor was 4 until 2022 and is 3 since" : "")));
        String labels = missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
        throw new MismatchException("training: no case has the label" + (missing.size() == 1 ? " " : "s ") + labels + ", of which the"
                + " recipe's regions consist; change data.regions of the recipe or the label maps", entries);
    }
}
