package dev.factorizer.api.network;

/** Settings of a network that iterates: the same weights work with any number of iterations. */
public interface IterativeNetwork extends NetworkSettings {
    /** {@return how often it iterates, at least 0} */
    int iterations();

    /**
     * The same with another number of iterations: fewer are faster.
     *
     * @param iterations at least 0
     * @return settings that take the same weights
     */
    IterativeNetwork withIterations(int iterations);
}
