package dev.factorizer.backend.jvm.threads;

/**
 * Arrays that all tasks of a kernel read, such as packed weights, held by the thread that starts the tasks until this is closed.
 * Allocated per kernel, they would be tens of megabytes of garbage per run.
 *
 * @param scratch of the calling thread, which its tasks leave alone
 * @param mark what was taken before
 */
public record SharedArrays(Scratch scratch, int mark) implements AutoCloseable {
    /**
     * Takes an array of floats.
     *
     * @param name what it is for; not among those that are taken
     * @param length the least number of elements
     * @return the array, its contents undefined
     */
    public float[] floats(Scratch.Name name, int length) {
        return scratch.floats(name, length);
    }

    /**
     * Takes an array of doubles.
     *
     * @param name what it is for; not among those that are taken
     * @param length the least number of elements
     * @return the array, its contents undefined
     */
    public double[] doubles(Scratch.Name name, int length) {
        return scratch.doubles(name, length);
    }

    /** Gives back what was taken since this was opened. */
    @Override
    public void close() {
        scratch.release(mark);
    }
}
