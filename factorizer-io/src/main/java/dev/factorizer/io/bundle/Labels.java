package dev.factorizer.io.bundle;

import dev.factorizer.io.transforms.NumberLabels;
import java.util.List;
import java.util.Optional;

/**
 * How a network's results become a map of labels.
 *
 * @param regions one for each output channel of the network, in their order
 * @param rule whether regions may overlap
 */
public record Labels(List<Region> regions, LabelRule rule) {
    private static final int LONGEST = 500;

    /** Checks that names and values are unique, only a class is background, and the order names each region once. */
    public Labels {
        regions = List.copyOf(regions);
        List<String> names = regions.stream().map(Region::name).toList();
        if (regions.isEmpty() || names.stream().distinct().count() != names.size()
                || regions.stream().map(Region::value).distinct().count() != regions.size()) {
            throw new IllegalArgumentException("labels: regions are " + brief(named(regions))
                    + ", expected at least one, each with a name and a value of its own");
        }
        switch (rule) {
            case LabelRule.Overlapping overlapping -> {
                if (!names.stream().sorted().toList().equals(overlapping.mergeOrder().stream().sorted().toList())) {
                    throw new IllegalArgumentException("labels: mergeOrder is " + brief(overlapping.mergeOrder())
                            + ", expected each of " + brief(names) + " once");
                }
                if (regions.stream().anyMatch(region -> region.value() == 0)) {
                    throw new IllegalArgumentException("labels: regions are " + brief(named(regions))
                            + ", expected values from 1 to 65535; 0 is for the background among classes that exclude each other");
                }
            }
            case LabelRule.Exclusive _ -> {
                if (regions.size() < 2) {
                    throw new IllegalArgumentException("labels: regions are " + brief(named(regions))
                            + ", expected at least two classes that exclude each other");
                }
            }
        }
    }

    private static List<String> named(List<Region> regions) {
        return regions.stream().map(region -> region.name() + " = " + region.value()).toList();
    }

    /** {@return what the results mean, in a few words for a complaint: names with their values, and the rule} */
    public String describe() {
        return brief(named(regions)) + switch (rule) {
            case LabelRule.Overlapping overlapping -> " that may overlap, from a probability of " + overlapping.threshold()
                    + " on, in the order " + brief(overlapping.mergeOrder());
            case LabelRule.Exclusive _ -> " that exclude each other";
        };
    }

    /** A file can have very many of them. */
    private static String brief(List<?> many) {
        String text = many.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /**
     * Regions that may overlap.
     *
     * @param regions one for each output channel of the network
     * @param threshold the least probability that counts
     * @param mergeOrder the names of all regions, the one that wins over all others first
     */
    public Labels(List<Region> regions, double threshold, List<String> mergeOrder) {
        this(regions, new LabelRule.Overlapping(threshold, mergeOrder));
    }

    /**
     * Regions that may overlap and win in their own order, from a probability of 0.5 on.
     *
     * @param regions one for each output channel of the network
     */
    public Labels(List<Region> regions) {
        this(regions, 0.5, regions.stream().map(Region::name).toList());
    }

    /**
     * Classes that exclude each other.
     *
     * @param classes one for each output channel of the network; the background has the value 0
     * @return the labels
     */
    public static Labels exclusive(List<Region> classes) {
        return new Labels(classes, new LabelRule.Exclusive());
    }

    /**
     * {@return for classes that exclude each other and whose values aren't 0, 1, 2 … in the order of the channels: what makes numbers of
     * channels of a map of labels, for targets; empty for others}
     */
    public Optional<NumberLabels> numbering() {
        return rule instanceof LabelRule.Exclusive
                ? Optional.of(new NumberLabels(regions.stream().map(Region::value).toList())).filter(numbers -> !numbers.isIdentity())
                : Optional.empty();
    }

    /**
     * {@return the labels of the network published for BraTS 2023: enhancing tumor 3, tumor core 1, whole tumor 2; the
     * smaller region wins}
     */
    public static Labels brats23() {
        return new Labels(List.of(new Region("enhancing tumor", 3), new Region("tumor core", 1),
                new Region("whole tumor", 2)));
    }

    /** {@return the labels of the network published for ISLES 2022: ischemic lesions, 1} */
    public static Labels isles22() {
        return new Labels(List.of(new Region("lesion", 1)));
    }
}
