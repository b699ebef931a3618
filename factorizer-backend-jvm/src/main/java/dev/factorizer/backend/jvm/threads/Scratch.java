package dev.factorizer.backend.jvm.threads;

/**
 * Working arrays of one thread, kept between tasks so that hot loops never allocate.
 *
 * <p>Arrays are taken by name and given back in the opposite order, like stack frames: what a task takes is given back when it
 * ends, what one turn of a loop takes by {@link #release}. Storage is reused by depth, whatever the names. Contents are what the
 * last user left there.
 */
public final class Scratch {
    /** What an array is for: a constant of an enum that the code working in it declares. */
    public interface Name {
        /**
         * The constant's name.
         *
         * @return as enums have it
         */
        String name();
    }

    private static final int MOST = 32;
    private static final int DOUBLES = 16;
    private static final int MASK = (1 << DOUBLES) - 1;

    private final float[][] floats = new float[MOST][];
    private final double[][] doubles = new double[MOST][];
    private final Name[] floatNames = new Name[MOST];
    private final Name[] doubleNames = new Name[MOST];
    private int floatsTaken;
    private int doublesTaken;

    /** Makes an empty scratch; arrays come when they are asked for. */
    public Scratch() { }

    /**
     * Takes an array of floats.
     *
     * @param name what it is for; not among those that are taken
     * @param length the least number of elements
     * @return the array, its contents undefined
     */
    public float[] floats(Name name, int length) {
        assert isFree(name);
        int depth = floatsTaken++;
        floatNames[depth] = name;
        float[] held = floats[depth];
        if (held == null || held.length < length) {
            held = new float[length];
            floats[depth] = held;
        }
        return held;
    }

    /**
     * Takes an array of doubles.
     *
     * @param name what it is for; not among those that are taken
     * @param length the least number of elements
     * @return the array, its contents undefined
     */
    public double[] doubles(Name name, int length) {
        assert isFree(name);
        int depth = doublesTaken++;
        doubleNames[depth] = name;
        double[] held = doubles[depth];
        if (held == null || held.length < length) {
            held = new double[length];
            doubles[depth] = held;
        }
        return held;
    }

    /** True, or an error that says which name is taken twice; asked by assertions only. */
    private boolean isFree(Name name) {
        for (int i = 0; i < Math.max(floatsTaken, doublesTaken); i++) {
            if (i < floatsTaken && floatNames[i] == name || i < doublesTaken && doubleNames[i] == name) {
                throw new AssertionError("scratch: " + name.getClass().getName() + "." + name.name()
                        + " is taken twice; give it back first, or name the other array");
            }
        }
        return true;
    }

    /**
     * What is taken now.
     *
     * @return a mark for {@link #release}
     */
    public int mark() {
        return doublesTaken << DOUBLES | floatsTaken;
    }

    /**
     * Gives back all that was taken since a mark.
     *
     * @param mark from {@link #mark}
     */
    public void release(int mark) {
        floatsTaken = mark & MASK;
        doublesTaken = mark >>> DOUBLES;
    }

    /** Gives back everything. */
    void clear() {
        floatsTaken = 0;
        doublesTaken = 0;
    }
}
