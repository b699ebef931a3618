package dev.factorizer.models.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A mean over cases with its interval, and what is not in it.
 *
 * @param mean of the finite values; not a number if there is none
 * @param lower end of the interval; not a number for fewer than two values
 * @param upper end of the interval
 * @param deviation the standard deviation of the values, of the sample (n − 1)
 * @param cases how many values are in the mean
 * @param undefined cases for which the metric is not defined, such as those without the region
 * @param infinite cases whose value is infinite, such as a structure that was missed
 * @param bootstrap how the interval was made
 */
public record MeanEstimate(double mean, double lower, double upper, double deviation, int cases, int undefined, int infinite,
        Bootstrap bootstrap) {
    /** From about this many cases on, the interval of a mean holds what it says (André et al. 2025). */
    public static final int ENOUGH = 50;

    /** {@return whether there are too few cases to trust the interval} */
    public boolean hasFewCases() {
        return cases < ENOUGH;
    }

    /** {@return the mean, its interval and what is not in it, in words} */
    public String describe() {
        List<String> parts = new ArrayList<>();
        if (cases == 0) {
            parts.add("no mean, n = 0");
        } else if (cases == 1) {
            parts.add(String.format(Locale.ROOT, "%.4g, n = 1, no interval", mean));
        } else {
            parts.add(String.format(Locale.ROOT, "%.4g (%s %% CI %.4g to %.4g, n = %d)", mean, percent(), lower, upper, cases));
        }
        if (undefined > 0) {
            parts.add(undefined + " not defined, left out");
        }
        if (infinite > 0) {
            parts.add(infinite + " infinite, left out");
        }
        if (hasFewCases() && cases > 1) {
            parts.add("fewer than " + ENOUGH + " cases, so the interval may be too narrow");
        }
        return String.join("; ", parts);
    }

    private String percent() {
        double percent = 100 * bootstrap.confidence();
        return percent == Math.rint(percent) ? String.valueOf(Math.round(percent)) : String.valueOf(percent);
    }
}
