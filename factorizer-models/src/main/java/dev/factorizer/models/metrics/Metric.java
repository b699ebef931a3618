package dev.factorizer.models.metrics;

/** A number about what was found and what is there. It is computed on the host and has no gradient. */
public sealed interface Metric permits AverageSurfaceDistance, Dice, HausdorffDistance, LesionMetric, PanopticMetric,
        RelativeVolumeDifference, SegmentedVolume, SurfaceDice, VolumeDifference {
    /** {@return a short name without blanks, for columns of tables; other settings mostly have another one} */
    String name();

    /** {@return the unit of its values; empty for a ratio} */
    String unit();

    /** {@return what exactly is computed, and what it is where a mask is empty, in one line for reports} */
    String describe();

    /**
     * Computes it.
     *
     * @param pair what was found and what is there
     * @return the value; not a number or infinite only where the settings or this metric's description say so
     */
    double of(MaskPair pair);
}
