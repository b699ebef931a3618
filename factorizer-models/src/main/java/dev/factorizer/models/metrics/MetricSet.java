package dev.factorizer.models.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The metrics of a report, in the order of its columns. What they share is computed once for each pair of masks.
 *
 * @param metrics at least one, of different names
 */
public record MetricSet(List<Metric> metrics) {
    /** Overlap, robust Hausdorff distance and both volumes, with the worst case for empty masks. */
    public static final MetricSet STANDARD = parse("dice,hd95,volume,target-volume");

    /** Also surface Dice at 1 mm, lesions and objects: what a comparison of label maps measures unless told otherwise. */
    public static final MetricSet COMPLETE = parse("dice,hd95,nsd@1,volume,target-volume,volume-difference,lesion-f1,lesion-dice,"
            + "lesion-count-difference,pq");

    /** Checks the names. */
    public MetricSet {
        metrics = List.copyOf(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("metrics: found none, expected at least one");
        }
        List<String> names = new ArrayList<>();
        for (Metric metric : metrics) {
            if (names.contains(metric.name())) {
                throw new IllegalArgumentException("metrics: found " + metric.name() + " twice, expected different ones");
            }
            names.add(metric.name());
        }
    }

    /**
     * Metrics by their names, with the worst case for empty masks.
     *
     * @param names with commas between, such as {@code dice,hd95,nsd@2}; {@code -surfels} behind one of surfaces takes surface
     *     elements weighted by area instead of boundary voxels
     * @return the metrics, in this order
     * @throws IllegalArgumentException if a name is unknown; the message has all that are known
     */
    public static MetricSet parse(String names) {
        return new MetricSet(Stream.of(names.split(",", -1)).map(name -> MetricNames.metric(name.strip())).toList());
    }

    /** {@return the heads of columns: each metric's name, with its unit in brackets if it has one} */
    public List<String> columns() {
        return metrics.stream().map(metric -> metric.name() + (metric.unit().isEmpty() ? "" : " (" + metric.unit() + ")")).toList();
    }

    /** {@return for each metric a line that says what it is, and what it is where a mask is empty} */
    public List<String> describe() {
        return metrics.stream().map(metric -> metric.name() + ": " + metric.describe()).toList();
    }

    /**
     * The values of a pair of masks.
     *
     * @param pair what was found and what is there
     * @return a value for each metric, in order
     */
    public List<Double> of(MaskPair pair) {
        return metrics.stream().map(metric -> metric.of(pair)).toList();
    }

    /**
     * The values of a case. Masks are made one pair after the other, so that only one is in memory.
     *
     * @param name of the case
     * @param regions makes what was found and what is there for each region, by name and in the order of the report
     * @return the values
     */
    public CaseMetrics of(String name, Map<String, Supplier<MaskPair>> regions) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        regions.forEach((region, pair) -> values.put(region, of(pair.get())));
        return new CaseMetrics(name, this, values);
    }
}
