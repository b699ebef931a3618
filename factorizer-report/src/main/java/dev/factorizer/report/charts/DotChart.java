package dev.factorizer.report.charts;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.evaluation.MeasuredMetric;
import dev.factorizer.models.statistics.MeanEstimate;
import dev.factorizer.report.cohort.Cohort;
import dev.factorizer.report.markup.Html;
import dev.factorizer.report.markup.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A dot for each case by a metric, a row for each region, with the mean and its interval. */
public final class DotChart {
    private static final int ROW = 64;
    private static final double GOLDEN = 0.6180339887498949;

    private DotChart() { }

    /**
     * {@return the chart}
     *
     * @param cohort the cases
     * @param metric one of its metrics
     */
    public static Html of(Cohort cohort, MeasuredMetric metric) {
        List<String> regions = cohort.regions().stream().map(LabelRegion::name).toList();
        double[] values = cohort.cases().stream().flatMap(one -> one.regions().stream())
                .mapToDouble(region -> region.value(metric.name())).toArray();
        // Overlaps and scores are shares; that of a table of others would be seen by values beyond.
        boolean share = metric.unit().isEmpty() && metric.better() == MeasuredMetric.Better.HIGHER
                && Arrays.stream(values).filter(Double::isFinite).allMatch(value -> value >= 0 && value <= 1);
        Plot plot = new Plot(metric.column() + " of each case", 120, 640, ROW * regions.size() + 60, share ? Scale.unit() : Scale.around(values),
                new Scale(0.5 - regions.size(), 0.5, 1)).acrossAxis(metric.column()).rows(regions);
        for (int row = 0; row < regions.size(); row++) {
            String region = regions.get(row);
            List<Plot.Point> points = new ArrayList<>();
            for (CaseResult one : cohort.cases()) {
                double value = one.region(region).value(metric.name());
                // Spread evenly, so that equal values don't hide each other, and always in the same way.
                double place = (points.size() + 1) * GOLDEN % 1 - 0.5;
                points.add(new Plot.Point(value, -row + place * 0.6, one.name() + ": " + Numbers.of(value)));
            }
            MeanEstimate mean = cohort.evaluation().mean(region, metric.name());
            plot.points("curve" + row % 6, points).interval(-row, mean.mean(), mean.lower(), mean.upper(), region + ": " + mean.describe());
        }
        return plot.svg();
    }
}
