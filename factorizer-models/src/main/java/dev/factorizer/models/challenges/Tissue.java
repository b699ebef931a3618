package dev.factorizer.models.challenges;

import java.util.List;
import java.util.Set;

/**
 * A region that is scored, or that only joins lesions of others.
 *
 * @param name as the challenge writes it
 * @param labels of its voxels
 * @param dilations k: lesions that touch after so many steps of growth by 18 neighbors are one
 * @param ignored the volume up to which a lesion is too small to count, in mm³
 * @param joinedBy tissues that join lesions of this one: those whose first neighbor among that tissue's lesions is the same
 */
public record Tissue(String name, Set<Integer> labels, int dilations, double ignored, List<Tissue> joinedBy) {
    private static final int MOST_DILATIONS = 100;

    /** Checks the settings. */
    public Tissue {
        labels = Set.copyOf(labels);
        joinedBy = List.copyOf(joinedBy);
        if (labels.isEmpty() || labels.stream().anyMatch(label -> label < 1)) {
            throw new IllegalArgumentException("tissue: labels of " + name + " are " + labels + ", expected at least one, above 0");
        }
        if (dilations < 0 || dilations > MOST_DILATIONS || !(ignored >= 0)) {
            throw new IllegalArgumentException("tissue: " + name + " has " + dilations + " dilations and ignores " + ignored
                    + " mm³, expected 0 to " + MOST_DILATIONS + " and at least 0");
        }
    }

    /**
     * A tissue whose lesions are joined by nothing but growth.
     *
     * @param name as the challenge writes it
     * @param dilations k
     * @param ignored the volume up to which a lesion is too small to count, in mm³
     * @param labels of its voxels
     */
    static Tissue of(String name, int dilations, double ignored, Integer... labels) {
        return new Tissue(name, Set.of(labels), dilations, ignored, List.of());
    }

    /** The same, joined by others in turn. */
    Tissue with(Tissue... others) {
        return new Tissue(name, labels, dilations, ignored, List.of(others));
    }
}
