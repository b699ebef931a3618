package dev.factorizer.io.datalist;

/**
 * The numbers of NumPy's {@code RandomState}: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), seeded with one number,
 * and its way to shuffle. Needed to give the same folds as scikit-learn with the same seed.
 */
final class NumpyRandom {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;
    private static final int TWIST = 0x9908b0df;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    NumpyRandom(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    private int nextBits() {
        if (next == SIZE) {
            for (int i = 0; i < SIZE; i++) {
                int mixed = state[i] & 0x80000000 | state[(i + 1) % SIZE] & 0x7fffffff;
                state[i] = state[(i + MIDDLE) % SIZE] ^ mixed >>> 1 ^ ((mixed & 1) == 0 ? 0 : TWIST);
            }
            next = 0;
        }
        int bits = state[next++];
        bits ^= bits >>> 11;
        bits ^= bits << 7 & 0x9d2c5680;
        bits ^= bits << 15 & 0xefc60000;
        return bits ^ bits >>> 18;
    }

    /** A number from 0 to most, by drawing as many bits as that has until they are not above it. */
    private int nextUpTo(int most) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(most);
        int drawn = nextBits() & mask;
        while (drawn > most) {
            drawn = nextBits() & mask;
        }
        return drawn;
    }

    /** Fisher and Yates' shuffle, from the end. */
    void shuffle(int[] numbers) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int other = nextUpTo(i);
            int number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
    }
}
