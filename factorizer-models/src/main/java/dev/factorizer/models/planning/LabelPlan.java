package dev.factorizer.models.planning;

import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.datacheck.DataFingerprint;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataListForm;
import dev.factorizer.io.datalist.LabelMeaning;
import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.models.recipes.UnlabeledRegions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the network finds: regions that may overlap, or classes that exclude each other.
 *
 * @param labels an output channel for each
 * @param regions for regions, the values in a map that each consists of
 * @param unlabeled by the id of a case: what was not looked for in it
 * @param choice why
 */
record LabelPlan(Labels labels, Optional<SplitRegions> regions, Map<String, Set<String>> unlabeled, Choice choice) {
    private static final String REGIONS = "data.regions";

    private LabelPlan(Labels labels, Optional<SplitRegions> regions, Choice choice) {
        this(labels, regions, Map.of(), choice);
    }

    static LabelPlan of(DataList list, DataFingerprint all) {
        LabelPlan complete = complete(list, all);
        return new LabelPlan(complete.labels, complete.regions, UnlabeledRegions.of(list, complete.labels, complete.regions), complete.choice);
    }

    /** Why regions are left out of some cases, if they are. */
    Optional<Choice> partly() {
        return unlabeled.isEmpty() ? Optional.empty() : Optional.of(new Choice("data.unlabeled", unlabeled.size()
                + (unlabeled.size() == 1 ? " case" : " cases"), "the data set says what was not looked for in them; it is left out of the loss and"
                + " of validations there"));
    }

    /** As if all had been looked for everywhere. */
    private static LabelPlan complete(DataList list, DataFingerprint all) {
        LabelScheme scheme = list.labels();
        Set<Integer> seen = new TreeSet<>(all.labels().keySet());
        scheme.ignored().ifPresent(seen::remove);
        if (seen.isEmpty()) {
            throw new IllegalArgumentException(list.source() + ": no case has a label above 0, so there is nothing to learn; expected label"
                    + " maps of one channel with whole numbers from 1 on");
        }
        if (list.form() == DataListForm.BRATS) {
            return new LabelPlan(Labels.brats23(), Optional.of(SplitRegions.brats23()), new Choice(REGIONS,
                    "enhancing tumor, tumor core, whole tumor", "the challenge measures these regions, which lie in each other"));
        }
        List<LabelMeaning> found = scheme.meanings().stream().filter(meaning -> !meaning.isBackground()).toList();
        if (scheme.hasRegions()) {
            return regions(found, scheme.paintOrder());
        }
        List<LabelMeaning> classes = (found.isEmpty() ? unnamed(seen) : found).stream()
                .sorted(Comparator.comparing(meaning -> meaning.values().getFirst())).toList();
        return classes.size() == 1 ? single(classes.getFirst()) : classes(classes, seen);
    }

    private static List<LabelMeaning> unnamed(Set<Integer> seen) {
        return seen.stream().map(value -> new LabelMeaning("label " + value, value)).toList();
    }

    private static LabelPlan single(LabelMeaning one) {
        return new LabelPlan(new Labels(List.of(new Region(one.name(), one.values().getFirst()))), splits(List.of(one)),
                new Choice(REGIONS, one.name(), "there is one label, for which one output with a sigmoid does"));
    }

    private static LabelPlan classes(List<LabelMeaning> classes, Set<Integer> seen) {
        List<Region> regions = new ArrayList<>(List.of(new Region("background", 0)));
        classes.forEach(one -> regions.add(new Region(one.name(), one.values().getFirst())));
        return new LabelPlan(Labels.exclusive(regions), Optional.empty(), new Choice("data.classes", names(classes),
                "each voxel has one label, so the labels exclude each other: a softmax over them and the background" + missing(classes, seen)));
    }

    private static String missing(List<LabelMeaning> classes, Set<Integer> seen) {
        List<LabelMeaning> missing = classes.stream().filter(one -> !seen.contains(one.values().getFirst())).toList();
        return missing.isEmpty() ? "" : "; no case has " + names(missing) + ", so nothing is learned of that";
    }

    /** Later ones are painted over earlier ones, so the last wins. */
    private static LabelPlan regions(List<LabelMeaning> found, List<Integer> paintOrder) {
        List<Region> regions = new ArrayList<>();
        Set<Integer> used = new LinkedHashSet<>();
        for (int i = 0; i < found.size(); i++) {
            LabelMeaning one = found.get(i);
            int value = paintOrder.size() == found.size() ? paintOrder.get(i)
                    : one.values().stream().filter(own -> !used.contains(own)).findFirst().orElse(one.values().getFirst());
            used.add(value);
            regions.add(new Region(one.name(), value));
        }
        List<String> order = new ArrayList<>(regions.stream().map(Region::name).toList());
        Collections.reverse(order);
        return new LabelPlan(new Labels(regions, new LabelRule.Overlapping(0.5, order)), splits(found), new Choice(REGIONS, names(found),
                "the data set says that labels are regions that may overlap, in the order in which it paints them"));
    }

    private static Optional<SplitRegions> splits(List<LabelMeaning> found) {
        return Optional.of(new SplitRegions(found.stream().<Set<Integer>>map(one -> Set.copyOf(one.values())).toList()));
    }

    private static String names(List<LabelMeaning> found) {
        return found.stream().map(LabelMeaning::name).collect(Collectors.joining(", "));
    }

    boolean exclusive() {
        return regions.isEmpty();
    }
}
