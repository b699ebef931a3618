package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Map;

/**
 * Where a number is drawn from.
 *
 * @param low the lower end
 * @param high the upper end
 * @param halfBelowOne false: uniform between both. True: half of the draws uniform between the lower end and 1, half between 1 and
 *     the upper end, as nnU-Net draws factors
 */
public record Range(double low, double high, boolean halfBelowOne) {
    /** Checks the ends. */
    public Range {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException("range: found " + low + " to " + high
                    + ", expected two finite numbers, the lower one first");
        }
        if (halfBelowOne && (low > 1 || high < 1)) {
            throw new IllegalArgumentException("range: half of " + low + " to " + high + " is to lie below 1, but 1 is not in it");
        }
    }

    /**
     * Uniform between two numbers.
     *
     * @param low the lower end
     * @param high the upper end
     * @return the range
     */
    public static Range of(double low, double high) {
        return new Range(low, high, false);
    }

    /**
     * As much below 1 as above.
     *
     * @param low the lower end, at most 1
     * @param high the upper end, at least 1
     * @return the range
     */
    public static Range aroundOne(double low, double high) {
        return new Range(low, high, true);
    }

    /**
     * Requires all numbers of this range to lie within bounds.
     *
     * @param name what the range is, for the message
     * @param least the lower bound
     * @param most the upper bound
     * @throws IllegalArgumentException if one lies outside
     */
    void requireWithin(String name, double least, double most) {
        if (low < least || high > most) {
            throw new IllegalArgumentException(name + " is " + low + " to " + high + ", expected numbers from " + least + " to " + most);
        }
    }

    static Range read(SettingsReader read) {
        return new Range(read.number("low"), read.number("high"), read.truth("halfBelowOne"));
    }

    Map<String, Object> toTree() {
        return new SettingsWriter().put("low", low).put("high", high).put("halfBelowOne", halfBelowOne).toTree();
    }

    @Override
    public String toString() {
        return low + "–" + high + (halfBelowOne ? ", half below 1" : "");
    }
}
