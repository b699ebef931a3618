package dev.factorizer.io.bundle;

import java.util.List;

/** How the results of a network's channels become labels. */
public sealed interface LabelRule {
    /**
     * Regions that may overlap: each channel's sigmoid is the probability of its region.
     *
     * @param threshold the least probability that counts
     * @param mergeOrder the names of all regions, the one that wins over all others in a map of labels first
     */
    record Overlapping(double threshold, List<String> mergeOrder) implements LabelRule {
        /** Checks the threshold. */
        public Overlapping {
            mergeOrder = List.copyOf(mergeOrder);
            if (!(threshold > 0 && threshold < 1)) {
                throw new IllegalArgumentException("labels: threshold is " + threshold + ", expected between 0 and 1");
            }
        }
    }

    /**
     * Classes that exclude each other: the softmax over the channels is their probabilities, and a voxel belongs to the most
     * probable one, to the first of equal ones. The class of the value 0, if there is one, is the background.
     */
    record Exclusive() implements LabelRule { }
}
