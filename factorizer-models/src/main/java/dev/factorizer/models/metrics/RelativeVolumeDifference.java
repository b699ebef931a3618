package dev.factorizer.models.metrics;

/** By which part of the target's volume the prediction is larger or smaller, without sign; not a number for an empty target. */
public record RelativeVolumeDifference() implements Metric {
    @Override
    public String name() {
        return "relative-volume-difference";
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public String describe() {
        return "absolute difference of volumes over that of the target; only for targets that are not empty";
    }

    @Override
    public double of(MaskPair pair) {
        long target = pair.target().voxels();
        return target == 0 ? Double.NaN : (double) Math.abs(pair.prediction().voxels() - target) / target;
    }
}
