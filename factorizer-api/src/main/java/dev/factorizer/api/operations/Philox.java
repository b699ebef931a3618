package dev.factorizer.api.operations;

/**
 * The generator of {@link Random}: Philox 4×32 with ten rounds. A block of four random words is a function of a key and a
 * counter alone, so any block can be computed at any time, by any thread.
 *
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. 2011</a>
 */
public final class Philox {
    private static final int ROUNDS = 10;
    private static final long FIRST_FACTOR = 0xD2511F53L;
    private static final long SECOND_FACTOR = 0xCD9E8D57L;
    private static final int FIRST_WEYL = 0x9E3779B9;
    private static final int SECOND_WEYL = 0xBB67AE85;

    private Philox() { }

    /**
     * Computes a block.
     *
     * @param key 64 bits
     * @param low the first two words of the counter, the lower half first
     * @param high the other two words
     * @param words receives four words
     */
    public static void block(long key, long low, long high, int[] words) {
        int c0 = (int) low;
        int c1 = (int) (low >>> 32);
        int c2 = (int) high;
        int c3 = (int) (high >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long first = FIRST_FACTOR * (c0 & 0xFFFFFFFFL);
            long second = SECOND_FACTOR * (c2 & 0xFFFFFFFFL);
            int next0 = (int) (second >>> 32) ^ c1 ^ k0;
            int next2 = (int) (first >>> 32) ^ c3 ^ k1;
            c1 = (int) second;
            c3 = (int) first;
            c0 = next0;
            c2 = next2;
            k0 += FIRST_WEYL;
            k1 += SECOND_WEYL;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }
}
