package dev.factorizer.models.evaluation;

import dev.factorizer.models.evaluation.MeasuredMetric.Better;
import dev.factorizer.models.statistics.PairedDifference;
import java.util.Locale;

/**
 * A metric of a region in two evaluations.
 *
 * @param region the region
 * @param metric the metric
 * @param difference the second minus the first over the same cases
 * @param adjusted the p value corrected for the number of comparisons made at once (Holm 1979); 1 where too few pairs are unequal to
 *     show anything, which is no comparison
 */
public record MetricComparison(String region, MeasuredMetric metric, PairedDifference difference, double adjusted) {
    /** From here on a difference counts as shown. */
    public static final double SIGNIFICANT = 0.05;

    /** Which of two evaluations is better. */
    public enum Winner {
        /** The first. */
        FIRST,
        /** The second. */
        SECOND,
        /** No difference was shown, or neither way is better. */
        NEITHER
    }

    /** {@return which is better, where the adjusted p value shows it} */
    public Winner winner() {
        if (!(adjusted < SIGNIFICANT) || metric.better() == Better.NEITHER) {
            return Winner.NEITHER;
        }
        return difference.rankCorrelation() > 0 == (metric.better() == Better.HIGHER) ? Winner.SECOND : Winner.FIRST;
    }

    /** {@return what the comparison shows, in words} */
    public String verdict() {
        if (difference.hasFewPairs()) {
            return "too few unequal pairs to show anything (" + (difference.larger() + difference.smaller()) + " of at least "
                    + PairedDifference.FEWEST + ")";
        }
        if (!(adjusted < SIGNIFICANT)) {
            return "no difference shown";
        }
        return metric.better() == Better.NEITHER ? "the second is " + (difference.rankCorrelation() > 0 ? "larger" : "smaller")
                : "the " + winner().name().toLowerCase(Locale.ROOT) + " is better";
    }
}
