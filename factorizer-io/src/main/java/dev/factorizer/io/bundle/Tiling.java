package dev.factorizer.io.bundle;

import java.util.List;

/**
 * How a network of a fixed size is moved over an image.
 *
 * @param window the network's spatial size in voxels
 * @param overlap the share of a window that the next one covers again, at least 0 and below 1
 * @param weights how the results of windows that overlap are weighted
 * @param flips the image is run once flipped along each of these sets of axes, and the results, flipped back, are averaged; an empty set
 *     is the image as it is
 */
public record Tiling(List<Integer> window, double overlap, WindowWeights weights, List<List<Integer>> flips) {
    /** The image as it is. */
    public static final List<List<Integer>> NO_FLIPS = List.of(List.of());

    /** Checks the sizes. */
    public Tiling {
        window = List.copyOf(window);
        if (window.size() != 3 || window.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("slidingWindow: window is " + window
                    + ", expected three sizes of at least 1");
        }
        if (!(overlap >= 0 && overlap < 1)) {
            throw new IllegalArgumentException("slidingWindow: overlap is " + overlap
                    + ", expected at least 0 and below 1");
        }
        flips = checkedFlips("slidingWindow", flips);
    }

    /**
     * Gaussian weights and no flips, as in the published recipes.
     *
     * @param window the network's spatial size in voxels
     * @param overlap the share of a window that the next one covers again
     */
    public Tiling(List<Integer> window, double overlap) {
        this(window, overlap, WindowWeights.GAUSSIAN, NO_FLIPS);
    }

    /**
     * {@return flips with the axes of each in order}
     *
     * @param subject whose they are, for the message
     * @param flips sets of axes
     * @throws IllegalArgumentException if there is none, one twice, or an axis that a volume doesn't have
     */
    public static List<List<Integer>> checkedFlips(String subject, List<List<Integer>> flips) {
        List<List<Integer>> sorted = flips.stream().map(axes -> axes.stream().sorted().toList()).toList();
        if (sorted.isEmpty() || sorted.stream().distinct().count() != sorted.size()
                || sorted.stream().anyMatch(axes -> axes.stream().anyMatch(axis -> axis < 0 || axis > 2)
                || axes.stream().distinct().count() != axes.size())) {
            throw new IllegalArgumentException(subject + ": flips are " + sorted
                    + ", expected at least one set of axes from 0 to 2, each set once");
        }
        return sorted;
    }

    /**
     * A cube that overlaps its neighbors by half, as in the published recipes.
     *
     * @param window its edge in voxels
     */
    public Tiling(int window) {
        this(List.of(window, window, window), 0.5);
    }
}
