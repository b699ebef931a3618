package dev.factorizer.examples.evaluate;

import dev.factorizer.io.files.Printable;
import dev.factorizer.models.evaluation.LabelRegion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The regions of a comparison, and what is odd about them.
 *
 * @param regions what is compared
 * @param warnings what labels say about them
 */
public record ComparedRegions(List<LabelRegion> regions, List<String> warnings) {
    /** More than any atlas of organs has; images have more values. */
    private static final int MOST_LABELS = 1000;
    private static final int MOST_SHOWN = 20;

    /** Copies the lists. */
    public ComparedRegions {
        regions = List.copyOf(regions);
        warnings = List.copyOf(warnings);
    }

    /**
     * {@return the regions for maps of labels}
     *
     * @param labels those that occur, without 0
     * @param wanted regions that were named; none to take each label as one
     * @throws IllegalArgumentException if there is nothing to compare, or too many labels
     */
    public static ComparedRegions of(SortedSet<Integer> labels, List<LabelRegion> wanted) {
        if (!wanted.isEmpty()) {
            return new ComparedRegions(wanted, warnings(labels, wanted));
        }
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("evaluate: all label maps are empty, expected at least one label other than 0; or say by"
                    + " --regions what should be there");
        }
        if (labels.size() > MOST_LABELS) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "evaluate: found %,d different labels, from %d to %d, expected at"
                    + " most %,d: are these maps of labels? If they are, say by --regions which are compared", labels.size(),
                    labels.first(), labels.last(), MOST_LABELS));
        }
        return new ComparedRegions(labels.stream().map(label -> new LabelRegion("label " + label, Set.of(label))).toList(), List.of());
    }

    /** A region that is nowhere looks like a perfect one, as two empty masks agree. */
    private static List<String> warnings(SortedSet<Integer> labels, List<LabelRegion> wanted) {
        List<String> warnings = new ArrayList<>();
        for (LabelRegion region : wanted) {
            if (Collections.disjoint(region.labels(), labels)) {
                warnings.add("no file has a label of the region " + Printable.of(region.name()) + "; what is said of it is that of empty"
                        + " masks. The files have " + (labels.isEmpty() ? "no labels" : "the labels " + shown(labels)));
            }
        }
        SortedSet<Integer> others = new TreeSet<>(labels);
        wanted.forEach(region -> others.removeAll(region.labels()));
        if (!others.isEmpty()) {
            warnings.add("no region has the labels " + shown(others) + "; they were taken as background");
        }
        return warnings;
    }

    private static String shown(SortedSet<Integer> labels) {
        return labels.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining(", "))
                + (labels.size() > MOST_SHOWN ? " and " + (labels.size() - MOST_SHOWN) + " more" : "");
    }
}
