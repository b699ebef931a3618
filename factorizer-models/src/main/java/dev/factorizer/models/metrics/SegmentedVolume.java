package dev.factorizer.models.metrics;

/**
 * The volume of a mask in ml.
 *
 * @param which whose
 */
public record SegmentedVolume(Which which) implements Metric {
    /** One of the two masks. */
    public enum Which {
        /** What was found. */
        PREDICTION,
        /** What is there. */
        TARGET
    }

    @Override
    public String name() {
        return which == Which.PREDICTION ? "volume" : "target-volume";
    }

    @Override
    public String unit() {
        return "ml";
    }

    @Override
    public String describe() {
        return "volume of the " + (which == Which.PREDICTION ? "prediction" : "target");
    }

    @Override
    public double of(MaskPair pair) {
        return (which == Which.PREDICTION ? pair.prediction() : pair.target()).milliliters();
    }
}
