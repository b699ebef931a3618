package dev.factorizer.models.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a case: a table with a row for each region and a column for each metric.
 *
 * @param name of the case
 * @param metrics the columns
 * @param regions by name the values of each region, in the order of the columns; they may be infinite or not a number
 */
public record CaseMetrics(String name, MetricSet metrics, Map<String, List<Double>> regions) {
    /** Copies the table. */
    public CaseMetrics {
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        regions.forEach((region, values) -> {
            if (values.size() != metrics.metrics().size()) {
                throw new IllegalArgumentException("case " + name + ": region " + region + " has " + values.size()
                        + " values, expected one for each of " + metrics.columns());
            }
            copy.put(region, List.copyOf(values));
        });
        regions = Collections.unmodifiableMap(copy);
    }

    /**
     * One value.
     *
     * @param region which row
     * @param metric the name of its column
     * @return the value
     * @throws IllegalArgumentException if there is no such row or column
     */
    public double value(String region, String metric) {
        List<String> names = metrics.metrics().stream().map(Metric::name).toList();
        if (!regions.containsKey(region) || !names.contains(metric)) {
            throw new IllegalArgumentException("case " + name + ": there is no " + metric + " of " + region + ", expected one of " + names
                    + " of one of " + regions.keySet());
        }
        return regions.get(region).get(names.indexOf(metric));
    }
}
