package dev.factorizer.models.evaluation;

import dev.factorizer.models.metrics.Mask;
import dev.factorizer.models.metrics.MaskPair;
import dev.factorizer.models.metrics.Metric;
import dev.factorizer.models.statistics.Bootstrap;
import dev.factorizer.models.statistics.MeanEstimate;
import java.util.ArrayList;
import java.util.List;

/**
 * Metrics of regions of cases.
 *
 * @param metrics what was measured, each of another name
 * @param rows a row for each case and region
 */
public record MetricTable(List<Metric> metrics, List<Row> rows) {
    /** Checks the columns. */
    public MetricTable {
        metrics = List.copyOf(metrics);
        rows = List.copyOf(rows);
        if (metrics.stream().map(Metric::name).distinct().count() != metrics.size()) {
            throw new IllegalArgumentException("metrics: found " + metrics.stream().map(Metric::name).toList()
                    + ", expected each of them once");
        }
        for (Row row : rows) {
            if (row.values().size() != metrics.size()) {
                throw new IllegalArgumentException("metrics: case " + row.name() + " has " + row.values().size() + " values, expected "
                        + metrics.size());
            }
        }
    }

    /**
     * What was measured on a region of a case.
     *
     * @param name of the case
     * @param region its name
     * @param values one for each metric
     */
    public record Row(String name, String region, List<Double> values) {
        /** Copies the list. */
        public Row {
            values = List.copyOf(values);
        }

        /**
         * Measures a region.
         *
         * @param name of the case
         * @param region its name
         * @param metrics what to measure
         * @param prediction what was found
         * @param target what is there, on the same grid
         * @return the row
         */
        public static Row measure(String name, String region, List<Metric> metrics, Mask prediction, Mask target) {
            MaskPair pair = new MaskPair(prediction, target);
            return new Row(name, region, metrics.stream().map(metric -> metric.of(pair)).toList());
        }
    }

    /**
     * The mean of a metric over cases.
     *
     * @param region the region
     * @param metric the metric
     * @param estimate its mean and interval
     */
    public record Mean(String region, Metric metric, MeanEstimate estimate) { }

    /**
     * {@return the mean of each metric for each region, in the order of regions and metrics}
     *
     * @param bootstrap how intervals are made
     */
    public List<Mean> means(Bootstrap bootstrap) {
        List<Mean> means = new ArrayList<>();
        for (String region : rows.stream().map(Row::region).distinct().toList()) {
            for (int i = 0; i < metrics.size(); i++) {
                int column = i;
                double[] values = rows.stream().filter(row -> row.region().equals(region)).mapToDouble(row -> row.values().get(column))
                        .toArray();
                means.add(new Mean(region, metrics.get(i), bootstrap.of(values)));
            }
        }
        return means;
    }
}
