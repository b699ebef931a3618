package dev.factorizer.io.datalist;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All labels of a data set.
 *
 * @param meanings in the order of the data set, with the background; none if the data set doesn't name its labels
 * @param paintOrder for regions, the value that each but the background is painted with in a map of labels, later ones over
 *     earlier ones (nnU-Net's {@code regions_class_order}); empty for classes
 * @param ignored the value of voxels that are not to be used; empty if there is none
 */
public record LabelScheme(List<LabelMeaning> meanings, List<Integer> paintOrder, OptionalInt ignored) {
    /** Labels that are not named. */
    public static final LabelScheme UNKNOWN = new LabelScheme(List.of(), List.of(), OptionalInt.empty());

    /** Copies the lists. */
    public LabelScheme {
        meanings = List.copyOf(meanings);
        paintOrder = List.copyOf(paintOrder);
    }

    /**
     * {@return classes, the first of them the background}
     *
     * @param names in the order of their values, from 0
     */
    public static LabelScheme classes(List<String> names) {
        return new LabelScheme(IntStream.range(0, names.size())
                .mapToObj(value -> new LabelMeaning(names.get(value), value)).toList(), List.of(), OptionalInt.empty());
    }

    /** {@return all values that a map of labels may have; with 0, which always may be there; none if labels are not named} */
    public Set<Integer> values() {
        Set<Integer> values = new TreeSet<>();
        meanings.forEach(meaning -> values.addAll(meaning.values()));
        ignored.ifPresent(values::add);
        if (!values.isEmpty()) {
            values.add(0);
        }
        return values;
    }

    /** {@return whether one of the labels is a region of several values} */
    public boolean hasRegions() {
        return meanings.stream().anyMatch(meaning -> meaning.values().size() > 1);
    }

    /** {@return the labels in words, such as {@code 0 background, 1 lesion}} */
    public String describe() {
        String named = meanings.stream().map(meaning -> meaning.values().stream().map(String::valueOf)
                .collect(Collectors.joining("+")) + " " + meaning.name()).collect(Collectors.joining(", "));
        return (named.isEmpty() ? "not named" : named) + (ignored.isPresent() ? ", " + ignored.getAsInt() + " ignore" : "");
    }
}
