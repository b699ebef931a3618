package dev.factorizer.examples.evaluate;

import dev.factorizer.io.files.Printable;
import dev.factorizer.models.statistics.Bootstrap;
import dev.factorizer.models.statistics.MeanEstimate;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A mean over cases, as a row of a printed table and as data.
 *
 * @param region what was measured
 * @param metric its name, for programs
 * @param column its name with its unit, for readers
 * @param estimate the mean with its interval and what is not in it
 */
record MeanRow(String region, String metric, String column, MeanEstimate estimate) {
    /** The row as data. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("region", region);
        tree.put("metric", metric);
        tree.put("mean", estimate.mean());
        tree.put("lower", estimate.lower());
        tree.put("upper", estimate.upper());
        tree.put("standardDeviation", estimate.deviation());
        tree.put("caseCount", estimate.cases());
        tree.put("undefined", estimate.undefined());
        tree.put("infinite", estimate.infinite());
        return tree;
    }

    /** Prints a table of rows that were made in the same way. */
    static void print(List<MeanRow> rows, Bootstrap bootstrap, PrintWriter out) {
        String row = "%-" + width("region", rows, one -> Printable.of(one.region)) + "s  %-" + width("metric", rows, MeanRow::column)
                + "s  %9s  %-20s  %s%n";
        out.printf(Locale.ROOT, row, "region", "metric", "mean", String.format(Locale.ROOT, "%.0f", 100 * bootstrap.confidence())
                + " % interval", "n");
        for (MeanRow one : rows) {
            MeanEstimate found = one.estimate;
            out.printf(Locale.ROOT, row, Printable.of(one.region), one.column, decimal(found.mean()),
                    found.cases() < 2 ? "-" : decimal(found.lower()) + " to " + decimal(found.upper()), count(found));
        }
    }

    private static int width(String title, List<MeanRow> rows, Function<MeanRow, String> cell) {
        return Math.max(title.length(), rows.stream().map(cell).mapToInt(String::length).max().orElse(0));
    }

    private static String decimal(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String count(MeanEstimate found) {
        return found.cases() + (found.undefined() > 0 ? ", " + found.undefined() + " not defined" : "")
                + (found.infinite() > 0 ? ", " + found.infinite() + " infinite" : "");
    }
}
