package dev.factorizer.models.planning;

import dev.factorizer.api.backend.Backend;
import java.time.Duration;
import java.util.Optional;

/**
 * What a training may take.
 *
 * @param bytes of memory, the whole process
 * @param time of a fold; empty for as long as it takes
 */
public record PlanBudget(long bytes, Optional<Duration> time) {
    /** Of a device's memory, where nothing else is said. */
    private static final double SHARE = 0.75;

    /** Checks that there is something. */
    public PlanBudget {
        if (bytes < 1) {
            throw new IllegalArgumentException("plan: the memory is " + bytes + " bytes, expected at least 1");
        }
        time.ifPresent(limit -> {
            if (limit.toMillis() < 1) {
                throw new IllegalArgumentException("plan: the time is " + limit + ", expected at least a millisecond");
            }
        });
    }

    /**
     * {@return three quarters of a backend's memory, and as long as it takes}
     *
     * @param backend where the training will run
     */
    public static PlanBudget of(Backend backend) {
        return new PlanBudget((long) (SHARE * backend.device().memoryBytes()), Optional.empty());
    }
}
