package dev.factorizer.examples.measure;

import dev.factorizer.api.memory.MemoryPlan;

/** A work with all its data in place, ready to be repeated. */
public interface PreparedWork extends AutoCloseable {
    /**
     * The memory it holds.
     *
     * @return the plan
     */
    MemoryPlan memory();

    /** Does the work once. */
    void run();

    /** Frees its memory. */
    @Override
    void close();
}
