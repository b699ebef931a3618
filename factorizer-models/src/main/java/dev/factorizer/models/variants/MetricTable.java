package dev.factorizer.models.variants;

import dev.factorizer.models.metrics.CaseMetrics;
import dev.factorizer.models.metrics.Metric;
import dev.factorizer.models.metrics.MetricSet;
import dev.factorizer.models.statistics.Bootstrap;
import dev.factorizer.models.statistics.MeanEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Metrics of regions of cases.
 *
 * @param metrics what was measured
 * @param cases a table for each case
 */
public record MetricTable(MetricSet metrics, List<CaseMetrics> cases) {
    /** Checks that all cases have the same columns. */
    public MetricTable {
        cases = List.copyOf(cases);
        for (CaseMetrics one : cases) {
            if (!one.metrics().equals(metrics)) {
                throw new IllegalArgumentException("metrics: case " + one.name() + " has " + one.metrics().columns() + ", expected "
                        + metrics.columns());
            }
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
     * {@return the mean of each metric for each region over the cases that have a row of it, in the order of regions and metrics}
     *
     * @param bootstrap how intervals are made
     */
    public List<Mean> means(Bootstrap bootstrap) {
        List<Mean> means = new ArrayList<>();
        for (String region : cases.stream().flatMap(one -> one.regions().keySet().stream()).distinct().toList()) {
            for (int i = 0; i < metrics.metrics().size(); i++) {
                int column = i;
                double[] values = cases.stream().map(one -> one.regions().get(region)).filter(Objects::nonNull)
                        .mapToDouble(row -> row.get(column)).toArray();
                means.add(new Mean(region, metrics.metrics().get(i), bootstrap.of(values)));
            }
        }
        return means;
    }
}
