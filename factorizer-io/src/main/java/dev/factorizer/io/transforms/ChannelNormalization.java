package dev.factorizer.io.transforms;

import java.util.Locale;
import java.util.Optional;

/** How nnU-Net normalizes a channel. Deviations are those of the population, and at least 10⁻⁸ where they divide. */
public sealed interface ChannelNormalization {
    /** Below this no deviation and no maximum divides. */
    double SMALLEST = 1e-8;

    /**
     * The scheme that nnU-Net takes for a channel's name in {@code dataset.json}: {@code CT}, {@code noNorm}, {@code
     * rescale_to_0_1}, {@code rgb_to_0_1} in any case, and a z-score for each other name.
     *
     * @param channel the name
     * @param foreground for {@code CT}, what the foreground of the data set says; else not looked at
     * @param insideMask for a z-score, whether it is of the nonzero region only
     * @return the scheme
     * @throws IllegalArgumentException for {@code CT} without its numbers
     */
    static ChannelNormalization named(String channel, Optional<Ct> foreground, boolean insideMask) {
        return switch (channel.toLowerCase(Locale.ROOT)) {
            case "ct" -> foreground.orElseThrow(() -> new IllegalArgumentException("normalization: channel \"" + channel
                    + "\" requires the percentiles, mean and deviation of the data set's foreground"));
            case "nonorm" -> new None();
            case "rescale_to_0_1" -> new RescaleToOne();
            case "rgb_to_0_1" -> new RgbToOne();
            default -> new ZScore(insideMask);
        };
    }

    /**
     * Clips to two percentiles of the foreground of a whole data set, then takes that foreground's mean off and divides by its
     * deviation.
     *
     * @param lower percentile 0.5
     * @param upper percentile 99.5
     * @param mean the mean
     * @param deviation the standard deviation, at least 0
     */
    record Ct(double lower, double upper, double mean, double deviation) implements ChannelNormalization {
        /** Checks the numbers. */
        public Ct {
            if (!(lower <= upper) || !Double.isFinite(upper - lower) || !Double.isFinite(mean)
                    || !(deviation >= 0 && Double.isFinite(deviation))) {
                throw new IllegalArgumentException("normalization: percentiles are " + lower + " and " + upper + ", mean " + mean
                        + ", deviation " + deviation + ", expected finite numbers, the upper percentile not below the lower one"
                        + " and a deviation of at least 0");
            }
        }
    }

    /**
     * Takes the image's own mean off and divides by its deviation.
     *
     * @param insideMask whether both are those of the voxels that are not 0 in some channel, and of holes in them, and only these
     *     change
     */
    record ZScore(boolean insideMask) implements ChannelNormalization { }

    /** From 0 to 1: takes the least value off and divides by the then greatest. */
    record RescaleToOne() implements ChannelNormalization { }

    /** Divides by 255; values are from 0 to 255. */
    record RgbToOne() implements ChannelNormalization { }

    /** Leaves the values as they are. */
    record None() implements ChannelNormalization { }
}
