package dev.factorizer.io.bundle;

import java.util.List;

/**
 * How a network of a fixed size is moved over an image.
 *
 * @param window the network's spatial size in voxels
 * @param overlap the share of a window that the next one covers again, at least 0 and below 1
 */
public record Tiling(List<Integer> window, double overlap) {
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
