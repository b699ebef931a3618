package dev.factorizer.reference;

import dev.factorizer.api.operations.Random;

/** {@link Random}: Philox 4×32 with ten rounds, written from the paper's definition (Salmon et al. 2011, section 3.3). */
final class RandomNumbers {
    private RandomNumbers() { }

    static Numbers draw(Random operation, Numbers key) {
        Numbers y = Numbers.zeros(operation.shape());
        for (int i = 0; i < y.size(); i++) {
            long[] words = block(i / 4, key);
            int word = i % 4;
            y.values()[i] = switch (operation.distribution()) {
                case UNIFORM -> fraction(words[word]);
                case NORMAL -> normal(words[word / 2 * 2], words[word / 2 * 2 + 1], word % 2 == 0);
            };
        }
        return y;
    }

    private static double fraction(long word) {
        return (word >>> 8) * 0x1p-24;
    }

    /** Box-Muller; the logarithm's argument is moved from [0, 1) to (0, 1]. */
    private static double normal(long first, long second, boolean cosine) {
        double radius = Math.sqrt(-2 * StrictMath.log(fraction(first) + 0x1p-24));
        double angle = 2 * Math.PI * fraction(second);
        return radius * (cosine ? StrictMath.cos(angle) : StrictMath.sin(angle));
    }

    private static long[] block(long index, Numbers key) {
        long mask = 0xFFFFFFFFL;
        long[] counter = {index & mask, index >>> 32, (long) key.values()[2] & mask, (long) key.values()[3] & mask};
        long keyLow = (long) key.values()[0] & mask;
        long keyHigh = (long) key.values()[1] & mask;
        for (int round = 0; round < 10; round++) {
            long first = 0xD2511F53L * counter[0];
            long second = 0xCD9E8D57L * counter[2];
            counter = new long[] {
                second >>> 32 ^ counter[1] ^ keyLow, second & mask, first >>> 32 ^ counter[3] ^ keyHigh, first & mask
            };
            keyLow = keyLow + 0x9E3779B9L & mask;
            keyHigh = keyHigh + 0xBB67AE85L & mask;
        }
        return counter;
    }
}
