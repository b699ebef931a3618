package dev.factorizer.io.bundle;

import dev.factorizer.io.transforms.MergeRegions;
import java.util.List;

/**
 * How probabilities become a map of labels. Regions may overlap; where they do, the first of the merge order wins.
 *
 * @param regions one for each output channel of the network, in their order
 * @param threshold the least probability that counts
 * @param mergeOrder the names of all regions, the one that wins over all others first
 */
public record Labels(List<Region> regions, double threshold, List<String> mergeOrder) {
    private static final int LONGEST = 500;

    /** Checks that names and values are unique and the order names each region once. */
    public Labels {
        regions = List.copyOf(regions);
        mergeOrder = List.copyOf(mergeOrder);
        List<String> names = regions.stream().map(Region::name).toList();
        if (regions.isEmpty() || names.stream().distinct().count() != names.size()
                || regions.stream().map(Region::value).distinct().count() != regions.size()) {
            throw new IllegalArgumentException("labels: regions are " + brief(regions)
                    + ", expected at least one, each with a name and a value of its own");
        }
        if (!names.stream().sorted().toList().equals(mergeOrder.stream().sorted().toList())) {
            throw new IllegalArgumentException("labels: mergeOrder is " + brief(mergeOrder) + ", expected each of "
                    + brief(names) + " once");
        }
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("labels: threshold is " + threshold + ", expected between 0 and 1");
        }
    }

    /** A file can have very many of them. */
    private static String brief(List<?> many) {
        String text = many.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /**
     * Regions that win in their own order, from a probability of 0.5 on.
     *
     * @param regions one for each output channel of the network
     */
    public Labels(List<Region> regions) {
        this(regions, 0.5, regions.stream().map(Region::name).toList());
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

    /** {@return the transform that makes a map of labels} */
    public MergeRegions merge() {
        List<String> names = regions.stream().map(Region::name).toList();
        return new MergeRegions(threshold, regions.stream().map(Region::value).toList(),
                mergeOrder.stream().map(names::indexOf).toList());
    }
}
