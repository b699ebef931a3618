package dev.factorizer.api.backend;

/**
 * How to open a backend.
 *
 * @param device the device's name; empty for the best one
 * @param threads how many threads compute; 0 for one per processor
 */
public record BackendOptions(String device, int threads) {
    /** The best device, one thread per processor. */
    public static final BackendOptions DEFAULT = new BackendOptions("", 0);

    /** Checks the options. */
    public BackendOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads is " + threads + ", expected 1 or more, or 0 for all processors");
        }
    }
}
