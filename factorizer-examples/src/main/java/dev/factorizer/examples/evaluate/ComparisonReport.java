package dev.factorizer.examples.evaluate;

import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.evaluation.CsvTable;
import dev.factorizer.models.evaluation.EvaluationComparison;
import dev.factorizer.models.evaluation.MetricComparison;
import dev.factorizer.models.statistics.PairedDifference;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A comparison of two evaluations as text and as a table.
 *
 * @param comparison the comparison
 */
public record ComparisonReport(EvaluationComparison comparison) {
    /**
     * Prints a row for each region and metric.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        List<MetricComparison> rows = comparison.comparisons();
        int region = Math.max(6, rows.stream().mapToInt(one -> Printable.of(one.region()).length()).max().orElse(0));
        int metric = Math.max(6, rows.stream().mapToInt(one -> one.metric().column().length()).max().orElse(0));
        out.println("compared case by case (the predictions named second minus the first, " + comparison.cases().size() + " cases)");
        String row = "%-" + region + "s  %-" + metric + "s  %4s  %12s  %9s  %9s  %s%n";
        out.printf(Locale.ROOT, row, "region", "metric", "n", "median", "p", "adjusted", "");
        for (MetricComparison one : rows) {
            PairedDifference found = one.difference();
            out.printf(Locale.ROOT, row, Printable.of(one.region()), one.metric().column(), found.pairs() + (found.leftOut() > 0 ? "*" : ""),
                    Double.isNaN(found.median()) ? "-" : String.format(Locale.ROOT, "%+.4f", found.median()), probability(found.pValue()),
                    probability(one.adjusted()), one.verdict());
        }
        out.println("median: of the differences; p: Wilcoxon's signed-rank test, two-sided, without equal pairs; adjusted: for "
                + comparison.tests() + " comparisons at once (Holm); a difference is shown where that is below " + MetricComparison.SIGNIFICANT);
        if (rows.stream().anyMatch(one -> one.difference().leftOut() > 0)) {
            out.println("*: cases where a value is not defined or infinite were left out");
        }
    }

    /** {@return sentences on what to be careful with, printable} */
    public List<String> warnings() {
        return comparison.warnings().stream().map(Printable::of).toList();
    }

    private static String probability(double p) {
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    /** {@return the comparisons, for programs} */
    public List<Map<String, Object>> trees() {
        return comparison.comparisons().stream().map(one -> {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("region", one.region());
            tree.put("metric", one.metric().name());
            tree.put("pairs", one.difference().pairs());
            tree.put("leftOut", one.difference().leftOut());
            tree.put("medianDifference", one.difference().median());
            tree.put("rankCorrelation", one.difference().rankCorrelation());
            tree.put("p", one.difference().pValue());
            tree.put("adjustedP", one.adjusted());
            tree.put("better", SettingsWriter.name(one.winner()));
            return tree;
        }).toList();
    }

    /** {@return the table, for spreadsheets} */
    public String csv() {
        CsvTable table = new CsvTable().add(List.of("region", "metric", "pairs", "left out", "median difference", "larger", "smaller",
                "rank correlation", "p", "adjusted p", "better"));
        for (MetricComparison one : comparison.comparisons()) {
            PairedDifference found = one.difference();
            table.add(List.of(one.region(), one.metric().name(), Integer.toString(found.pairs()), Integer.toString(found.leftOut()),
                    CsvTable.number(found.median()), Integer.toString(found.larger()), Integer.toString(found.smaller()),
                    CsvTable.number(found.rankCorrelation()), Double.toString(found.pValue()), Double.toString(one.adjusted()),
                    one.winner().name().toLowerCase(Locale.ROOT)));
        }
        return table.toString();
    }
}
