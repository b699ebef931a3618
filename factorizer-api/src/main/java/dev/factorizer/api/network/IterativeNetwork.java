package dev.factorizer.api.network;

/** Settings of a network that iterates: the same weights serve with other numbers of iterations. */
public interface IterativeNetwork extends NetworkSettings {
    /**
     * How often it iterates.
     *
     * @return at least 0
     */
    int iterations();

    /**
     * The same with other iterations: fewer are faster.
     *
     * @param iterations at least 0
     * @return settings that take the same weights
     */
    IterativeNetwork withIterations(int iterations);
}
