package dev.factorizer.models.evaluation;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A region of a map of labels.
 *
 * @param name for tables
 * @param labels of its voxels, at least one, none of them 0
 */
public record LabelRegion(String name, Set<Integer> labels) {
    /** Checks the labels. */
    public LabelRegion {
        labels = Set.copyOf(labels);
        if (name.isBlank() || labels.isEmpty() || labels.contains(0)) {
            throw new IllegalArgumentException("region: \"" + name + "\" has the labels " + labels
                    + ", expected a name and at least one label, none of them 0");
        }
    }

    /**
     * {@return a region}
     *
     * @param name for tables
     * @param labels of its voxels; one may be there twice
     */
    public static LabelRegion of(String name, Collection<Integer> labels) {
        return new LabelRegion(name, new TreeSet<>(labels));
    }
}
