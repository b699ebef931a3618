package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NormalNumbersTest {
    private static final long[] WORDS = {0L, 1L, 1000L, 322122546L, 322122547L, 2147483648L, 2147483647L, 3000000000L,
        3972844749L, 3972844750L, 4294967294L, 4294967295L};
    private static final double[] QUANTILES = {
        -6.337957754553789, -6.166429517819749, -5.039851125968711, -1.4395314720898171,
        -1.4395314704450153, 2.9180993729166234e-10, -2.9180993729166234e-10, 0.5200680618488762,
        1.4395314720898171, 1.439531473734619, 6.166429517819749, 6.337957754553789
    };

    @Test
    void quantilesAreThePublishedOnes() {
        // statistics.NormalDist().inv_cdf((word + 0.5) / 2**32) of Python 3.11, which computes AS 241, too.
        assertEquals(WORDS.length, QUANTILES.length);
        for (int i = 0; i < WORDS.length; i++) {
            assertEquals(QUANTILES[i], NormalNumbers.of((int) WORDS[i]), 1e-14 * Math.max(1, Math.abs(QUANTILES[i])), "word " + WORDS[i]);
        }
    }

    @Test
    void theyAreSymmetric() {
        for (int word = 0; word < 1 << 30; word += 1 << 20) {
            assertEquals(NormalNumbers.of(word), -NormalNumbers.of(~word), 1e-9);
        }
    }
}
