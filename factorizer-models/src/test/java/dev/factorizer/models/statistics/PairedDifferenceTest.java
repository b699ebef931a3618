package dev.factorizer.models.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** P values of SciPy 1.15, wilcoxon with zero_method "wilcox": exact, and the approximation with its correction where there are ties. */
class PairedDifferenceTest {
    private static double[] values(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }

    private static PairedDifference alternating(int count) {
        return PairedDifference.of(values(count, i -> i * 0.5), values(count, i -> i * 0.5 + (i % 3 == 0 ? -1 : 1) * (i + 1) / 8.0));
    }

    @Test
    void fewPairsWithoutTiesAreExact() {
        PairedDifference found = PairedDifference.of(new double[] {0.81, 0.9, 0.7, 0.85, 0.6, 0.91, 0.77, 0.5},
                new double[] {0.83, 0.91, 0.75, 0.836, 0.64, 0.99, 0.8, 0.69});
        assertEquals(0.0234375, found.pValue(), 1e-12);
        assertEquals(7, found.larger());
        assertEquals(1, found.smaller());
        assertEquals(0.035, found.median(), 1e-12);
        assertFalse(found.hasFewPairs());
    }

    @Test
    void manyPairsAreThoseOfTheNormalDistribution() {
        assertEquals(0.1000314528009767, alternating(40).pValue(), 1e-12);
        assertEquals(0.022468612659630464, alternating(70).pValue(), 1e-12);
    }

    @Test
    void tiesAndEqualPairs() {
        PairedDifference found = PairedDifference.of(new double[] {8, 9, 7, 8, 6, 9, 7, 5, 5, 2, Double.NaN, 1},
                new double[] {7, 8, 7, 5, 8, 9, 7, 4, 9, 4, 1, Double.POSITIVE_INFINITY});
        assertEquals(0.7980737221573263, found.pValue(), 1e-12);
        assertEquals(10, found.pairs());
        assertEquals(2, found.leftOut());
        assertEquals(0, found.median());
        assertEquals(2 * 16.0 / 28 - 1, found.rankCorrelation(), 1e-12);
    }

    @Test
    void nothingToCompare() {
        PairedDifference equal = PairedDifference.of(new double[] {1, 2}, new double[] {1, 2});
        assertEquals(1, equal.pValue());
        assertEquals(0, equal.rankCorrelation());
        assertTrue(equal.hasFewPairs());
        PairedDifference none = PairedDifference.of(new double[] {Double.NaN}, new double[] {1});
        assertTrue(Double.isNaN(none.median()));
        assertEquals(1, none.pValue());
        String complaint = assertThrows(IllegalArgumentException.class, () -> PairedDifference.of(new double[1], new double[2]))
                .getMessage();
        assertEquals("signed ranks: found 1 and 2 values, expected one of each for each case", complaint);
    }
}
