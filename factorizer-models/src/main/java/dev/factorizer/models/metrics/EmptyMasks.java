package dev.factorizer.models.metrics;

/**
 * What a metric gives where a mask is empty, for which no formula has an answer. Programs differ here more than anywhere else, so
 * it is a setting of each metric, and its words belong into every report.
 *
 * @param both where neither mask has a voxel
 * @param target where only the target has none: something was found that isn't there
 * @param prediction where only the prediction has none: something was missed
 */
public record EmptyMasks(Value both, Value target, Value prediction) {
    /** What is given. */
    public enum Value {
        /** The best value: an overlap of 1, a distance of 0. */
        BEST,
        /** The worst value: an overlap of 0, as a distance the diagonal of the image. */
        WORST,
        /** An infinite distance; overlaps can't have it. */
        INFINITE,
        /** Not a number: the case is left out of a mean, and has to be counted beside it. */
        NOT_A_NUMBER
    }

    /**
     * Two empty masks agree, and what is missed or made up is as bad as it can be: nothing drops out of a mean, and the mean stays
     * finite. Metrics Reloaded advises it; the default.
     */
    public static final EmptyMasks WORST_CASE = new EmptyMasks(Value.BEST, Value.WORST, Value.WORST);

    /** A case whose target is empty is left out: MONAI's overlap with {@code ignore_empty}. */
    public static final EmptyMasks IGNORING_EMPTY_TARGETS = new EmptyMasks(Value.NOT_A_NUMBER, Value.NOT_A_NUMBER, Value.WORST);

    /** Every case with an empty mask is left out, missed ones, too: MONAI's Hausdorff distance of a percentile. */
    public static final EmptyMasks IGNORING_EMPTY_MASKS = new EmptyMasks(Value.NOT_A_NUMBER, Value.NOT_A_NUMBER, Value.NOT_A_NUMBER);

    /** Only a case without any voxel is left out: MONAI's overlap of surfaces. */
    public static final EmptyMasks IGNORING_TWO_EMPTY_MASKS = new EmptyMasks(Value.NOT_A_NUMBER, Value.WORST, Value.WORST);

    /** A distance to an empty mask is infinite, between two of them not a number: MONAI's Hausdorff and average distances. */
    public static final EmptyMasks INFINITE_OR_IGNORED = new EmptyMasks(Value.NOT_A_NUMBER, Value.INFINITE, Value.INFINITE);

    /** The distance to an empty mask is infinite, even from an empty one: surface-distance. */
    public static final EmptyMasks INFINITE = new EmptyMasks(Value.INFINITE, Value.INFINITE, Value.INFINITE);

    /** Overlaps are finite. */
    void requireFinite(String metric) {
        if (both == Value.INFINITE || target == Value.INFINITE || prediction == Value.INFINITE) {
            throw new IllegalArgumentException(metric + ": an empty mask gives " + Value.INFINITE
                    + ", expected another value, as overlaps are 0 to 1");
        }
    }

    /** For a pair of which at least one is empty. */
    double value(boolean emptyPrediction, boolean emptyTarget, double best, double worst) {
        Value value = !emptyTarget ? prediction : emptyPrediction ? both : target;
        return switch (value) {
            case BEST -> best;
            case WORST -> worst;
            case INFINITE -> Double.POSITIVE_INFINITY;
            case NOT_A_NUMBER -> Double.NaN;
        };
    }

    /** In words, with those of a metric for its best and worst value. */
    String describe(String best, String worst) {
        return "both masks empty: " + words(both, best, worst) + "; only the target: " + words(target, best, worst)
                + "; only the prediction: " + words(prediction, best, worst);
    }

    private static String words(Value value, String best, String worst) {
        return switch (value) {
            case BEST -> best;
            case WORST -> worst;
            case INFINITE -> "infinite";
            case NOT_A_NUMBER -> "left out";
        };
    }
}
