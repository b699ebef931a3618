package dev.factorizer.models.recipes;

import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.LabelMeaning;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.transforms.SplitRegions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which regions were not looked for in some of the cases: what a data set says of its labels, for the regions of a network. */
public final class UnlabeledRegions {
    private UnlabeledRegions() { }

    /**
     * The regions that a data set says nothing of. A label that has a region's name stands for that region; any other label for all
     * regions that consist of it.
     *
     * @param list the data set
     * @param labels what the network finds
     * @param regions the labels that each region consists of; empty for classes that exclude each other
     * @return by the id of a case: the names of regions or classes
     * @throws MismatchException listing the labels that are no region's
     */
    public static Map<String, Set<String>> of(DataList list, Labels labels, Optional<SplitRegions> regions) {
        List<Set<Integer>> consist = consist(labels, regions);
        Set<String> strange = new TreeSet<>();
        Map<String, Set<String>> found = new TreeMap<>();
        list.unlabeled().forEach((id, missing) -> missing.forEach(label -> {
            Set<String> names = regions(list, label, labels.regions(), consist);
            if (names.isEmpty()) {
                strange.add(label);
            }
            found.computeIfAbsent(id, _ -> new LinkedHashSet<>()).addAll(names);
        }));
        if (!strange.isEmpty()) {
            throw new MismatchException("data list " + list.name() + ": labels that were not looked for are none of the recipe's, which has "
                    + named(labels), strange.stream().toList());
        }
        return checked(found, labels);
    }

    /** The labels of a map that each region or class has. */
    static List<Set<Integer>> consist(Labels labels, Optional<SplitRegions> regions) {
        return regions.map(SplitRegions::regions).orElseGet(() -> labels.regions().stream().map(region -> Set.of(region.value())).toList());
    }

    private static Set<String> regions(DataList list, String label, List<Region> regions, List<Set<Integer>> consist) {
        if (regions.stream().anyMatch(region -> region.name().equals(label) && region.value() != 0)) {
            return Set.of(label);
        }
        Set<Integer> values = list.labels().meanings().stream().filter(meaning -> meaning.name().equals(label)).map(LabelMeaning::values)
                .flatMap(List::stream).collect(Collectors.toSet());
        if (values.isEmpty() && label.matches("[0-9]{1,5}")) {
            values.add(Integer.valueOf(label));
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).value() != 0 && !Collections.disjoint(consist.get(i), values)) {
                names.add(regions.get(i).name());
            }
        }
        return names;
    }

    private static String named(Labels labels) {
        return labels.regions().stream().filter(region -> region.value() != 0).map(Region::name).collect(Collectors.joining(", "));
    }

    /** In the order of cases and of regions, without cases of which all is known. */
    static Map<String, Set<String>> checked(Map<String, Set<String>> unlabeled, Labels labels) {
        List<String> names = labels.regions().stream().filter(region -> region.value() != 0).map(Region::name).toList();
        Map<String, Set<String>> checked = new TreeMap<>();
        unlabeled.forEach((id, regions) -> {
            Optional<String> strange = regions.stream().filter(name -> !names.contains(name)).findFirst();
            if (id.isBlank() || strange.isPresent()) {
                throw new IllegalArgumentException("recipe: data.unlabeled says that in the case \"" + Printable.of(id) + "\" "
                        + Printable.of(strange.map(name -> "\"" + name + "\"").orElse("something")) + " was not looked for, expected the id of a"
                        + " case and some of " + Printable.of(named(labels)));
            }
            if (!regions.isEmpty()) {
                Set<String> sorted = new LinkedHashSet<>(names);
                sorted.retainAll(regions);
                checked.put(id, Collections.unmodifiableSet(sorted));
            }
        });
        if (!checked.isEmpty() && labels.rule() instanceof LabelRule.Exclusive && labels.regions().stream().allMatch(one -> one.value() != 0)) {
            throw new IllegalArgumentException("recipe: data.unlabeled names cases, but the classes have no background, expected one of the value"
                    + " 0, which is all that is unknown where a class was not looked for");
        }
        return Collections.unmodifiableMap(checked);
    }

    /** What a training leaves out: what the recipe says, or else the data set; both at once must agree. */
    static Map<String, Set<String>> resolved(Recipe recipe, DataList list) {
        Map<String, Set<String>> own = recipe.unlabeled();
        Map<String, Set<String>> other = of(list, recipe.model().labels(), recipe.regions());
        Set<String> ids = list.cases().stream().map(DataCase::id).collect(Collectors.toSet());
        List<String> strange = own.keySet().stream().filter(id -> !ids.contains(id)).toList();
        if (!strange.isEmpty()) {
            throw new MismatchException("recipe: data.unlabeled names cases that are not in the data list " + list.name(), strange);
        }
        if (own.isEmpty() || other.isEmpty() || own.equals(other)) {
            return own.isEmpty() ? other : own;
        }
        Set<String> all = new TreeSet<>(own.keySet());
        all.addAll(other.keySet());
        List<String> differences = new ArrayList<>();
        all.stream().filter(id -> !own.getOrDefault(id, Set.of()).equals(other.getOrDefault(id, Set.of()))).forEach(id ->
                differences.add(id + ": " + words(own.get(id)) + " by the recipe, " + words(other.get(id)) + " by the data set"));
        throw new MismatchException("recipe: data.unlabeled says something else than the data list " + list.name() + "; let one of them say what"
                + " was not looked for", differences);
    }

    private static String words(@Nullable Set<String> regions) {
        return regions == null ? "nothing" : String.join(", ", regions);
    }
}
