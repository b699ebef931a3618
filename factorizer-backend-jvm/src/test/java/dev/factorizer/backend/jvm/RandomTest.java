package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.operations.Random;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomTest extends JvmTest {
    private static float[] draw(Random.Distribution distribution, int count, int... key) {
        return run("random", v -> v.getFirst().apply(new Random(distribution, Shape.of(count))),
                Tensor.of(Shape.of(4), key)).toFloats();
    }

    @Test
    void uniformNumbersAreThePublishedOnes() {
        // Known answer of Philox 4×32-10 for key 0 and counter 0 (Random123's test vectors).
        long[] words = {0x6627e8d5L, 0xe169c58dL, 0xbc57ac4cL, 0x9b00dbd8L};
        float[] found = draw(Random.Distribution.UNIFORM, 4, 0, 0, 0, 0);
        for (int i = 0; i < 4; i++) {
            assertEquals((words[i] >>> 8) * 0x1p-24f, found[i], "word " + i);
        }
    }

    @Test
    void everyElementIsAFunctionOfKeyAndIndex() {
        int[] key = {0x12345678, -5, 3, 1 << 31};
        float[] found = draw(Random.Distribution.UNIFORM, 70003, key);
        for (int i : new int[] {0, 1, 2, 3, 4, 1023, 1024, 32768, 65537, 70002}) {
            assertEquals((word(i, key) >>> 8) * 0x1p-24f, found[i], "element " + i);
        }
        assertArrayEquals(Arrays.copyOf(found, 13), draw(Random.Distribution.UNIFORM, 13, key));
    }

    /** The definition with big integers. */
    private static long word(int element, int[] key) {
        long mask = 0xFFFFFFFFL;
        long[] c = {element / 4, 0, key[2] & mask, key[3] & mask};
        long k0 = key[0] & mask;
        long k1 = key[1] & mask;
        for (int round = 0; round < 10; round++) {
            BigInteger a = BigInteger.valueOf(0xD2511F53L).multiply(BigInteger.valueOf(c[0]));
            BigInteger b = BigInteger.valueOf(0xCD9E8D57L).multiply(BigInteger.valueOf(c[2]));
            c = new long[] {b.shiftRight(32).longValue() ^ c[1] ^ k0, b.longValue() & mask,
                a.shiftRight(32).longValue() ^ c[3] ^ k1, a.longValue() & mask};
            k0 = k0 + 0x9E3779B9L & mask;
            k1 = k1 + 0xBB67AE85L & mask;
        }
        return c[element % 4];
    }

    @Test
    void normalNumbersHaveMeanZeroAndVarianceOne() {
        float[] found = draw(Random.Distribution.NORMAL, 200_000, 7, 0, 0, 0);
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        for (float value : found) {
            assertTrue(Float.isFinite(value));
            sum += value;
            squares += value * value;
            fourth += Math.pow(value, 4);
        }
        assertEquals(0, sum / found.length, 0.01);
        assertEquals(1, squares / found.length, 0.015);
        assertEquals(3, fourth / found.length, 0.1);
    }

    @Test
    void anotherStreamOrStepIsAnotherSequence() {
        float[] first = draw(Random.Distribution.UNIFORM, 8, 7, 0, 0, 0);
        assertTrue(!Arrays.equals(first, draw(Random.Distribution.UNIFORM, 8, 7, 0, 1, 0)));
        assertTrue(!Arrays.equals(first, draw(Random.Distribution.UNIFORM, 8, 7, 0, 0, 1)));
        assertTrue(!Arrays.equals(first, draw(Random.Distribution.UNIFORM, 8, 8, 0, 0, 0)));
    }
}
