package dev.factorizer.models.metrics;

/** How much larger or smaller the prediction is than the target, without sign, in ml. */
public record VolumeDifference() implements Metric {
    @Override
    public String name() {
        return "volume-difference";
    }

    @Override
    public String unit() {
        return "ml";
    }

    @Override
    public String describe() {
        return "absolute difference of volumes; the volume of an empty mask is 0";
    }

    @Override
    public double of(MaskPair pair) {
        return Math.abs(pair.prediction().milliliters() - pair.target().milliliters());
    }
}
