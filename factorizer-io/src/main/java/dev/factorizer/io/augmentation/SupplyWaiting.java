package dev.factorizer.io.augmentation;

import java.time.Duration;
import java.util.Locale;

/**
 * How long a training waited for its data.
 *
 * @param batches how many it took
 * @param waited the time in which it did nothing else
 * @param elapsed the time since it asked for the first batch
 */
public record SupplyWaiting(long batches, Duration waited, Duration elapsed) {
    private static final double SECOND = 1e9;

    /** {@return the share of the time, 0 to 1} */
    public double share() {
        return elapsed.isZero() ? 0 : (double) waited.toNanos() / elapsed.toNanos();
    }

    /** {@return one sentence for people} */
    public String describe() {
        return String.format(Locale.ROOT, "waited %.1f s of %.1f s (%.1f %%) for the data of %d batches", waited.toNanos() / SECOND,
                elapsed.toNanos() / SECOND, 100 * share(), batches);
    }
}
