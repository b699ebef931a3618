package dev.factorizer.examples.evaluate;

import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.metrics.CaseMetrics;
import dev.factorizer.models.statistics.Bootstrap;
import dev.factorizer.models.statistics.MeanEstimate;
import dev.factorizer.models.variants.MetricTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Metrics of cases as text, as a table and as data.
 *
 * @param table the metrics
 */
public record MetricReport(MetricTable table) {
    static final Bootstrap BOOTSTRAP = new Bootstrap();

    /** {@return the heads of the columns: case, region, and each metric} */
    public List<String> columns() {
        return Stream.concat(Stream.of("case", "region"), table.metrics().columns().stream()).toList();
    }

    /** {@return the cells of each case and region: empty where a metric is not defined, {@code inf} where it is infinite} */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (CaseMetrics one : table.cases()) {
            one.regions().forEach((region, values) -> rows.add(Stream.concat(Stream.of(one.name(), region),
                    values.stream().map(MetricReport::cell)).toList()));
        }
        return rows;
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.isInfinite(value) ? "inf" : String.format(Locale.ROOT, "%.6f", value);
    }

    /** {@return the definition of each metric, for the record} */
    public List<Map<String, Object>> definitions() {
        return table.metrics().metrics().stream().map(metric -> {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", metric.name());
            tree.put("unit", metric.unit());
            tree.put("definition", metric.describe());
            return tree;
        }).toList();
    }

    /** {@return each case with the metrics of its regions, as {@code evaluation.json} has them} */
    public List<Map<String, Object>> caseTrees() {
        return table.cases().stream().map(one -> {
            List<Map<String, Object>> regions = new ArrayList<>();
            one.regions().forEach((region, values) -> {
                Map<String, Object> metrics = new LinkedHashMap<>();
                for (int i = 0; i < values.size(); i++) {
                    metrics.put(table.metrics().metrics().get(i).name(), values.get(i));
                }
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("region", region);
                tree.put("metrics", metrics);
                regions.add(tree);
            });
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", one.name());
            tree.put("regions", regions);
            return tree;
        }).toList();
    }

    /** {@return the mean of each metric for each region, with its interval and what is not in it} */
    public List<Map<String, Object>> meanTrees() {
        return means().stream().map(MeanRow::tree).toList();
    }

    private List<MeanRow> means() {
        return table.means(BOOTSTRAP).stream().map(mean -> new MeanRow(mean.region(), mean.metric().name(), head(mean), mean.estimate()))
                .toList();
    }

    /** {@return how the intervals were made, as {@code evaluation.json} has it} */
    public static Map<String, Object> intervals() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("confidence", BOOTSTRAP.confidence());
        tree.put("repetitions", BOOTSTRAP.repetitions());
        tree.put("method", SettingsWriter.name(BOOTSTRAP.method()));
        tree.put("seed", BOOTSTRAP.seed());
        return tree;
    }

    /**
     * Prints the means and how they are to be read.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        List<MeanRow> means = means();
        MeanRow.print(means, BOOTSTRAP, out);
        table.metrics().describe().forEach(out::println);
        out.printf(Locale.ROOT, "intervals: of the mean, bootstrap of cases (%s, %,d repetitions, seed %d)%n", BOOTSTRAP.method().words(),
                BOOTSTRAP.repetitions(), BOOTSTRAP.seed());
    }

    /** {@return sentences on what to be careful with} */
    public List<String> warnings() {
        return means().stream().anyMatch(mean -> mean.estimate().hasFewCases())
                ? List.of("fewer than " + MeanEstimate.ENOUGH + " cases; intervals of so few may be too narrow") : List.of();
    }

    private String head(MetricTable.Mean mean) {
        return table.metrics().columns().get(table.metrics().metrics().indexOf(mean.metric()));
    }
}
