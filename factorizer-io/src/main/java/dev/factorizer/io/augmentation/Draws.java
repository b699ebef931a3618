package dev.factorizer.io.augmentation;

/** Random numbers for the settings of one transform, one after the other. For one thread at a time. */
public final class Draws {
    private static final double WORD = 0x1p-53;

    private final NoiseKey key;
    private final int[] words = new int[4];
    private int block;
    private boolean isSecond;

    Draws(NoiseKey key) {
        this.key = key;
    }

    /** {@return uniform in [0, 1), of 53 bits} */
    public double number() {
        if (!isSecond) {
            key.block(block++, words);
        }
        int high = words[isSecond ? 2 : 0];
        int low = words[isSecond ? 3 : 1];
        isSecond = !isSecond;
        return ((high & 0xFFFFFFFFL) << 21 | low >>> 11) * WORD;
    }

    /**
     * Whether something of a probability happens.
     *
     * @param probability 0 to 1
     * @return true with that probability
     */
    public boolean happens(double probability) {
        return number() < probability;
    }

    /**
     * A number of a range.
     *
     * @param range where it lies
     * @return the number
     */
    public double in(Range range) {
        if (!range.halfBelowOne()) {
            return between(range.low(), range.high());
        }
        return happens(0.5) && range.low() < 1 ? between(range.low(), Math.min(1, range.high()))
                : between(Math.max(range.low(), 1), Math.max(range.high(), 1));
    }

    private double between(double low, double high) {
        return low + (high - low) * number();
    }

    /**
     * A whole number.
     *
     * @param end one more than the greatest, at least 1
     * @return 0 to end − 1
     */
    public long below(long end) {
        return Math.min(end - 1, (long) (number() * end));
    }

    /** {@return the words for what this transform adds to voxels} */
    public NoiseKey noise() {
        return key.ofVoxels();
    }
}
