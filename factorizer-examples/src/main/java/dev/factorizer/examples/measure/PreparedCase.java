package dev.factorizer.examples.measure;

import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.tensor.Tensor;
import java.util.SortedMap;

/** A work with all its data in place, ready to be repeated. */
public interface PreparedCase extends AutoCloseable {
    /** {@return the memory it holds} */
    MemoryPlan memory();

    /** Does the work once. */
    void run();

    /**
     * What the runs so far have come to: the last results, and what was learned.
     *
     * @return by name, in an order that is always the same
     * @throws IllegalStateException if it was never run
     */
    SortedMap<String, Tensor> results();

    /** Frees its memory. */
    @Override
    void close();
}
