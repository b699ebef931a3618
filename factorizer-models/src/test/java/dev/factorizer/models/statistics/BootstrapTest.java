package dev.factorizer.models.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final double[] EVEN = IntStream.range(0, 60).mapToDouble(i -> i * i * 37 % 101 / 101.0).toArray();
    private static final double[] SKEWED = IntStream.range(0, 60).mapToDouble(i -> Math.pow(EVEN[i], 3)).toArray();

    private static Bootstrap bootstrap(IntervalMethod method) {
        return new Bootstrap(0.95, 40_000, method, 16);
    }

    /** The intervals of scipy.stats.bootstrap((v,), np.mean, n_resamples=200000, method=…, random_state=1), SciPy's own draws. */
    @Test
    void intervalsAreThoseOfSciPyUpToTheDraws() {
        double tolerance = 0.003;
        MeanEstimate even = bootstrap(IntervalMethod.PERCENTILE).of(EVEN);
        assertEquals(0.47491749174917497, even.mean(), 1e-15);
        assertEquals(0.30448749439638767, even.deviation(), 1e-15);
        assertEquals(0.39867987, even.lower(), tolerance);
        assertEquals(0.55148515, even.upper(), tolerance);
        MeanEstimate skewed = bootstrap(IntervalMethod.PERCENTILE).of(SKEWED);
        assertEquals(0.17101607, skewed.lower(), tolerance / 2);
        assertEquals(0.31333246, skewed.upper(), tolerance / 2);
        MeanEstimate corrected = bootstrap(IntervalMethod.BIAS_CORRECTED).of(SKEWED);
        assertEquals(0.17442906, corrected.lower(), tolerance / 2);
        assertEquals(0.31793964, corrected.upper(), tolerance / 2);
    }

    /** Means of 60 values of a skewed distribution, x² of a uniform x, whose mean is 1/3. */
    @Test
    void intervalsHoldTheMeanAsOftenAsTheySay() {
        for (IntervalMethod method : IntervalMethod.values()) {
            Random random = new Random(2026);
            int held = 0;
            for (int trial = 0; trial < 400; trial++) {
                double[] values = random.doubles(60).map(x -> x * x).toArray();
                MeanEstimate estimate = new Bootstrap(0.9, 500, method, trial).of(values);
                held += estimate.lower() <= 1.0 / 3 && 1.0 / 3 <= estimate.upper() ? 1 : 0;
            }
            // 360 expected, with a standard deviation of 6.
            assertTrue(held >= 342 && held <= 378, method + " held it " + held + " times of 400");
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Bootstrap first = new Bootstrap(0.95, 1000, IntervalMethod.PERCENTILE, 5);
        assertEquals(first.of(EVEN), first.of(EVEN));
        assertNotEquals(first.of(EVEN).lower(), new Bootstrap(0.95, 1000, IntervalMethod.PERCENTILE, 6).of(EVEN).lower());
    }

    @Test
    void whatIsNotInTheMeanIsCounted() {
        MeanEstimate estimate = new Bootstrap().of(1, Double.NaN, 3, Double.POSITIVE_INFINITY, Double.NaN);
        assertEquals(2, estimate.mean());
        assertEquals(2, estimate.cases());
        assertEquals(2, estimate.undefined());
        assertEquals(1, estimate.infinite());
        assertEquals("2 (95 % CI 1 to 3, n = 2); 2 not defined, left out; 1 infinite, left out; fewer than 50 cases, so the interval"
                + " may be too narrow", estimate.describe().replaceAll("\\.000", ""));
    }

    @Test
    void fewCasesAreSaidToBeFew() {
        assertTrue(new Bootstrap().of(IntStream.range(0, 49).mapToDouble(i -> i).toArray()).hasFewCases());
        assertFalse(new Bootstrap().of(IntStream.range(0, 50).mapToDouble(i -> i).toArray()).hasFewCases());
        assertEquals("no mean, n = 0; 1 not defined, left out", new Bootstrap().of(Double.NaN).describe());
        assertEquals("0.5000, n = 1, no interval", new Bootstrap().of(0.5).describe());
        assertEquals(Double.NaN, new Bootstrap().of(0.5).lower());
        MeanEstimate same = new Bootstrap(0.95, 100, IntervalMethod.BIAS_CORRECTED, 0).of(2, 2, 2);
        assertEquals(2, same.lower());
        assertEquals(2, same.upper());
    }

    @Test
    void settingsAreChecked() {
        assertEquals("bootstrap: confidence is 95.0, expected between 0 and 1, such as 0.95", assertThrows(IllegalArgumentException.class,
                () -> new Bootstrap(95, 1000, IntervalMethod.PERCENTILE, 0)).getMessage());
        assertEquals("bootstrap: 10 repetitions, expected 100 to 10000000", assertThrows(IllegalArgumentException.class,
                () -> new Bootstrap(0.95, 10, IntervalMethod.PERCENTILE, 0)).getMessage());
    }

    @Test
    void theNormalDistributionIsThatOfSciPy() {
        double[] at = {-8, -5.5, -1, 0, 0.3, 1.959963984540054, 6};
        double[] shares = {6.22096057427174e-16, 1.898956246588768e-08, 0.15865525393145707, 0.5, 0.6179114221889526, 0.975,
            0.9999999990134123};
        for (int i = 0; i < at.length; i++) {
            assertEquals(shares[i], NormalDistribution.cumulative(at[i]), 1e-12 * shares[i] + 1e-16);
        }
        assertEquals(-5.9978070150076865, NormalDistribution.quantile(1e-9), 1e-10);
        assertEquals(-1.9599639845400545, NormalDistribution.quantile(0.025), 1e-12);
        assertEquals(4.753424308817087, NormalDistribution.quantile(0.999999), 1e-9);
        assertEquals(1, NormalDistribution.cumulative(40));
        assertEquals(0, NormalDistribution.cumulative(-40));
    }
}
