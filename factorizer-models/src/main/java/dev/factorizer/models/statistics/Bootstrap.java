package dev.factorizer.models.statistics;

import dev.factorizer.api.operations.Philox;
import java.util.Arrays;

/**
 * A confidence interval of the mean over all possible cases, from drawing the cases at hand again and again. The draws are a
 * function of the seed, so that a result can be made again; the draw of case i in repetition r is word i mod 4 of the Philox block
 * with the seed as key and the counter (i / 4, r).
 *
 * @param confidence how often such intervals hold the mean, between 0 and 1
 * @param repetitions how often cases are drawn, at least 100
 * @param method how the drawn means become an interval
 * @param seed of the draws
 */
public record Bootstrap(double confidence, int repetitions, IntervalMethod method, long seed) {
    private static final int FEWEST = 100;
    private static final int MOST = 10_000_000;

    /** Checks the settings. */
    public Bootstrap {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("bootstrap: confidence is " + confidence + ", expected between 0 and 1, such as 0.95");
        }
        if (repetitions < FEWEST || repetitions > MOST) {
            throw new IllegalArgumentException("bootstrap: " + repetitions + " repetitions, expected " + FEWEST + " to " + MOST);
        }
    }

    /** 95 %, by the percentiles of 10,000 means, with the seed 0. */
    public Bootstrap() {
        this(0.95, 10_000, IntervalMethod.PERCENTILE, 0);
    }

    /**
     * The mean of a metric over cases, and its interval.
     *
     * @param values of all cases: one that is not a number is not defined for its case, an infinite one is a case that failed; both
     *     are counted beside the mean
     * @return the mean of the finite values
     */
    public MeanEstimate of(double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        int undefined = (int) Arrays.stream(values).filter(Double::isNaN).count();
        int infinite = values.length - finite.length - undefined;
        double mean = mean(finite);
        double squares = Arrays.stream(finite).map(value -> (value - mean) * (value - mean)).sum();
        double deviation = finite.length < 2 ? Double.NaN : Math.sqrt(squares / (finite.length - 1));
        double[] interval = finite.length < 2 ? new double[] {Double.NaN, Double.NaN} : interval(finite, mean);
        return new MeanEstimate(mean, interval[0], interval[1], deviation, finite.length, undefined, infinite, this);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private double[] interval(double[] values, double mean) {
        double[] means = new double[repetitions];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            means[repetition] = drawn(values, repetition);
        }
        Arrays.sort(means);
        double tail = (1 - confidence) / 2;
        if (method == IntervalMethod.PERCENTILE || means[0] == means[repetitions - 1]) {
            return new double[] {quantile(means, tail), quantile(means, 1 - tail)};
        }
        return new double[] {quantile(means, corrected(tail, values, mean, means)),
            quantile(means, corrected(1 - tail, values, mean, means))};
    }

    private double drawn(double[] values, int repetition) {
        int[] words = new int[4];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (i % 4 == 0) {
                Philox.block(seed, i / 4, repetition, words);
            }
            sum += values[(int) ((words[i % 4] & 0xFFFFFFFFL) * values.length >>> Integer.SIZE)];
        }
        return sum / values.length;
    }

    /** Between the two nearest, linearly. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Efron 1987, equation 2.3; the acceleration of a mean is a sixth of the skewness over √n. */
    private static double corrected(double share, double[] values, double mean, double[] means) {
        double below = 0;
        for (double drawn : means) {
            below += drawn < mean ? 1 : drawn == mean ? 0.5 : 0;
        }
        double bias = NormalDistribution.quantile(below / means.length);
        double squares = 0;
        double cubes = 0;
        for (double value : values) {
            double away = value - mean;
            squares += away * away;
            cubes += away * away * away;
        }
        double acceleration = cubes / (6 * Math.pow(squares, 1.5));
        double shifted = bias + NormalDistribution.quantile(share);
        return NormalDistribution.cumulative(bias + shifted / (1 - acceleration * shifted));
    }
}
