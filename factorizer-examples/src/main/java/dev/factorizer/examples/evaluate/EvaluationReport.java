package dev.factorizer.examples.evaluate;

import dev.factorizer.io.files.Printable;
import dev.factorizer.models.evaluation.CaseFailure;
import dev.factorizer.models.evaluation.EvaluationResult;
import dev.factorizer.models.evaluation.MeasuredMetric;
import dev.factorizer.models.evaluation.RegionFailures;
import dev.factorizer.models.statistics.Bootstrap;
import dev.factorizer.models.statistics.MeanEstimate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An evaluation as text.
 *
 * @param result the evaluation
 */
public record EvaluationReport(EvaluationResult result) {
    private static final int WORST = 5;

    /**
     * Prints means, how they are to be read, and failures.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        Bootstrap bootstrap = result.settings().bootstrap();
        Map<String, String> columns = result.settings().metrics().stream()
                .collect(Collectors.toMap(MeasuredMetric::name, MeasuredMetric::column));
        MeanRow.print(result.means().stream().map(mean -> new MeanRow(mean.region(), mean.metric(), columns.get(mean.metric()),
                mean.estimate())).toList(), bootstrap, out);
        result.settings().metrics().forEach(metric -> out.println(metric.name() + ": " + metric.definition()));
        out.printf(Locale.ROOT, "intervals: of the mean, bootstrap of cases (%s, %,d repetitions, seed %d)%n", bootstrap.method().words(),
                bootstrap.repetitions(), bootstrap.seed());
        failures(out);
    }

    /** {@return sentences on what to be careful with, printable} */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (result.means().stream().anyMatch(mean -> mean.estimate().hasFewCases())) {
            warnings.add("fewer than " + MeanEstimate.ENOUGH + " cases; intervals of so few may be too narrow");
        }
        result.warnings().forEach(warning -> warnings.add(Printable.of(warning)));
        return warnings;
    }

    private void failures(PrintWriter out) {
        out.println();
        out.println("failures: Dice below " + result.settings().failureDice() + " in " + result.failedCases() + " of "
                + result.cases().size() + " cases");
        for (RegionFailures region : result.regionFailures()) {
            out.printf(Locale.ROOT, "%s: %d of %d cases below, %d missed, %d false; %,d of %,d lesions missed, %,d false%n",
                    Printable.of(region.region()), region.belowBound(), region.cases(), region.missed(), region.falsePositives(),
                    region.missedLesions(), region.lesions(), region.falseLesions());
        }
        List<CaseFailure> below = result.failures().stream().filter(CaseFailure::belowBound)
                .sorted(Comparator.comparingDouble(CaseFailure::dice)).toList();
        if (!below.isEmpty()) {
            out.println("worst: " + below.stream().limit(WORST).map(failure -> String.format(Locale.ROOT, "%s, %s %.3f",
                    Printable.of(failure.name()), Printable.of(failure.region()), failure.dice())).collect(Collectors.joining("; ")));
        }
    }
}
