package dev.factorizer.backend.jvm.threads;

/**
 * Working arrays of one thread, kept between tasks so that hot loops never allocate.
 *
 * <p>An array is asked for by slot: two live arrays of one task take two different slots. Contents are what the last
 * task left there.
 */
public final class Scratch {
    private static final int SLOTS = 32;

    private final float[][] floats = new float[SLOTS][];
    private final double[][] doubles = new double[SLOTS][];

    /** Makes an empty scratch; arrays come when they are asked for. */
    public Scratch() { }

    /**
     * An array of at least {@code length} floats.
     *
     * @param slot which of the 32 arrays
     * @param length the least number of elements
     * @return the array of that slot, its contents undefined
     */
    public float[] floats(int slot, int length) {
        float[] held = floats[slot];
        if (held == null || held.length < length) {
            held = new float[length];
            floats[slot] = held;
        }
        return held;
    }

    /**
     * An array of at least {@code length} doubles.
     *
     * @param slot which of the 32 arrays
     * @param length the least number of elements
     * @return the array of that slot, its contents undefined
     */
    public double[] doubles(int slot, int length) {
        double[] held = doubles[slot];
        if (held == null || held.length < length) {
            held = new double[length];
            doubles[slot] = held;
        }
        return held;
    }
}
