package dev.factorizer.backend.tornado.kernels.elementwise;

import dev.factorizer.backend.tornado.kernels.functions.CircularFunctions;
import dev.factorizer.backend.tornado.kernels.functions.ExponentialFunctions;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * Counter-based random numbers: Philox 4×32 with ten rounds (Salmon et al. 2011). An item draws one block, which is four
 * numbers.
 */
public final class RandomKernels {
    /** Settings of both. */
    public interface RandomSettings extends KernelSettings {
        /** Among the integers: seed low, seed high, stream, step. */
        int KEY = 1;
        int Y = 2;
        /** How many numbers. */
        int COUNT = 3;
    }

    private static final int WORDS = 4;
    private static final int ROUNDS = 10;
    private static final long FIRST_FACTOR = 0xD2511F53L;
    private static final long SECOND_FACTOR = 0xCD9E8D57L;
    private static final int FIRST_WEYL = 0x9E3779B9;
    private static final int SECOND_WEYL = 0xBB67AE85;
    private static final long WORD = 0xFFFFFFFFL;

    private RandomKernels() { }

    /** The upper 24 bits of a word over 2²⁴. */
    public static void randomUniform(int item, float[] memory, int[] integers, int[] settings) {
        int[] words = new int[WORDS];
        draw(item, integers, settings[RandomSettings.KEY], words);
        int y = settings[RandomSettings.Y] + 4 * item;
        int count = settings[RandomSettings.COUNT] - 4 * item;
        memory[y] = fraction(words[0]);
        if (count > 1) {
            memory[y + 1] = fraction(words[1]);
        }
        if (count > 2) {
            memory[y + 2] = fraction(words[2]);
        }
        if (count > 3) {
            memory[y + 3] = fraction(words[3]);
        }
    }

    /** Box-Muller on each two words: the cosine for the first number, the sine for the second. */
    public static void randomNormal(int item, float[] memory, int[] integers, int[] settings) {
        int[] words = new int[WORDS];
        draw(item, integers, settings[RandomSettings.KEY], words);
        int y = settings[RandomSettings.Y] + 4 * item;
        int count = settings[RandomSettings.COUNT] - 4 * item;
        float first = radius(words[0]);
        float firstTurn = fraction(words[1]);
        float second = radius(words[2]);
        float secondTurn = fraction(words[3]);
        memory[y] = first * CircularFunctions.sineOfTurns(firstTurn, 1);
        if (count > 1) {
            memory[y + 1] = first * CircularFunctions.sineOfTurns(firstTurn, 0);
        }
        if (count > 2) {
            memory[y + 2] = second * CircularFunctions.sineOfTurns(secondTurn, 1);
        }
        if (count > 3) {
            memory[y + 3] = second * CircularFunctions.sineOfTurns(secondTurn, 0);
        }
    }

    /** A block of four words. */
    private static void draw(int item, int[] integers, int key, int[] words) {
        int c0 = item;
        int c1 = 0;
        int c2 = integers[key + 2];
        int c3 = integers[key + 3];
        int k0 = integers[key];
        int k1 = integers[key + 1];
        for (int round = 0; round < ROUNDS; round++) {
            long first = FIRST_FACTOR * (c0 & WORD);
            long second = SECOND_FACTOR * (c2 & WORD);
            c0 = (int) (second >> 32) ^ c1 ^ k0;
            c2 = (int) (first >> 32) ^ c3 ^ k1;
            c1 = (int) second;
            c3 = (int) first;
            k0 += FIRST_WEYL;
            k1 += SECOND_WEYL;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }

    private static float fraction(int word) {
        return (float) (word >> 8 & 0xFFFFFF) * 0x1p-24f;
    }

    private static float radius(int word) {
        return (float) Math.sqrt(-2f * ExponentialFunctions.log(fraction(word) + 0x1p-24f));
    }
}
