package dev.factorizer.models.statistics;

/** How the means of resampled cases become an interval. */
public enum IntervalMethod {
    /** Their percentiles (Efron 1979). */
    PERCENTILE("percentile"),
    /** Percentiles corrected for bias and for a spread that changes with the mean, BCa (Efron 1987): better for skewed values. */
    BIAS_CORRECTED("BCa");

    private final String words;

    IntervalMethod(String words) {
        this.words = words;
    }

    /** {@return its name in reports} */
    public String words() {
        return words;
    }
}
