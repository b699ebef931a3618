package dev.factorizer.models.planning;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A size of the training that was looked at.
 *
 * @param window the network's window, voxels along each axis
 * @param width channels of the finest stage
 * @param batchSize windows that go through the network at a time
 * @param bytes the memory that the process is expected to take
 * @param seconds of an update; empty if it was not timed
 * @param verdict why it was or was not taken
 */
public record Attempt(List<Integer> window, int width, int batchSize, long bytes, OptionalDouble seconds, Verdict verdict) {
    /** What became of it. */
    public enum Verdict {
        /** It takes more memory than there may be. */
        TOO_LARGE,
        /** Too few updates fit into the time. */
        TOO_SLOW,
        /** It fits, and another one fits better. */
        FITS,
        /** It is the proposal. */
        TAKEN
    }

    /** Copies the list. */
    public Attempt {
        window = List.copyOf(window);
    }
}
