package dev.factorizer.io.weights;

/**
 * How much memory a pickle's values may take. What training writes takes about as much as its pickle has bytes; one made to
 * harm takes a hundred times as much, or copies one list ever again.
 */
final class PickleBudget {
    /** Bytes of Java for one of each, with what points at it. */
    static final int DICT = 56;
    static final int DICT_ENTRY = 72;
    static final int LIST = 40;
    static final int ELEMENT = 6;
    static final int NUMBER = 24;
    static final int OBJECT = 32;
    static final int TEXT = 48;
    static final int TENSOR = 200;

    private static final long ALWAYS = 64L << 20;
    private static final long PER_BYTE = 16;

    private long used;

    /**
     * Asks for memory, before it is taken.
     *
     * @param bytes how much
     * @param read how many bytes of the pickle were read by now
     */
    void take(long bytes, long read) {
        used += bytes;
        if (used > ALWAYS + PER_BYTE * read) {
            throw new PickleException("pickle makes values of more than " + (used >> 20) + " MiB of its first " + read
                    + " bytes, far more than a state dict needs");
        }
    }
}
