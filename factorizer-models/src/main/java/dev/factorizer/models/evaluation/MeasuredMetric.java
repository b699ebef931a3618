package dev.factorizer.models.evaluation;

import dev.factorizer.models.metrics.AverageSurfaceDistance;
import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.metrics.HausdorffDistance;
import dev.factorizer.models.metrics.LesionMetric;
import dev.factorizer.models.metrics.Metric;
import dev.factorizer.models.metrics.PanopticMetric;
import dev.factorizer.models.metrics.RelativeVolumeDifference;
import dev.factorizer.models.metrics.SegmentedVolume;
import dev.factorizer.models.metrics.SurfaceDice;
import dev.factorizer.models.metrics.VolumeDifference;

/**
 * What a column of an evaluation is, as data that can be read again.
 *
 * @param name such as {@code hd95}
 * @param unit such as {@code mm}; empty for a ratio or a number
 * @param definition in one line, with what it is where a mask is empty
 * @param better which values are better
 */
public record MeasuredMetric(String name, String unit, String definition, Better better) {
    /** Which values of a metric are better. */
    public enum Better {
        /** Overlaps and scores. */
        HIGHER,
        /** Distances and differences. */
        LOWER,
        /** Volumes: neither. */
        NEITHER
    }

    /**
     * {@return a metric as data}
     *
     * @param metric the metric
     */
    public static MeasuredMetric of(Metric metric) {
        Better better = switch (metric) {
            case Dice _, SurfaceDice _, PanopticMetric _ -> Better.HIGHER;
            case LesionMetric lesions -> lesions.part() == LesionMetric.Part.COUNT_DIFFERENCE ? Better.LOWER : Better.HIGHER;
            case HausdorffDistance _, AverageSurfaceDistance _, VolumeDifference _, RelativeVolumeDifference _ -> Better.LOWER;
            case SegmentedVolume _ -> Better.NEITHER;
        };
        return new MeasuredMetric(metric.name(), metric.unit(), metric.describe(), better);
    }

    /** {@return the head of its column: the name, with the unit in brackets if there is one} */
    public String column() {
        return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
}
