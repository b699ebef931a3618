package dev.factorizer.report.cohort;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.EvaluationResult;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.evaluation.MeasuredMetric;
import dev.factorizer.models.evaluation.RegionResult;
import dev.factorizer.models.statistics.MeanEstimate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cases of an evaluation.
 *
 * @param evaluation what was measured
 * @param files of each case, by its name; a case without files is missing
 */
public record Cohort(EvaluationResult evaluation, Map<String, CaseFiles> files) {
    private static final String DICE = "dice";

    /** Copies the files. */
    public Cohort {
        files = Map.copyOf(files);
    }

    /** {@return the cases, in the order of the evaluation} */
    public List<CaseResult> cases() {
        return evaluation.cases();
    }

    /** {@return the regions, in the order of tables} */
    public List<LabelRegion> regions() {
        return evaluation.settings().regions();
    }

    /** {@return the metrics, in the order of columns} */
    public List<MeasuredMetric> metrics() {
        return evaluation.settings().metrics();
    }

    /**
     * {@return the files of a case; none if it has none}
     *
     * @param one the case
     */
    public CaseFiles files(CaseResult one) {
        return files.getOrDefault(one.name(), CaseFiles.NONE);
    }

    /**
     * {@return the mean Dice of a region with its interval}
     *
     * @param region its name
     */
    public MeanEstimate meanDice(String region) {
        return metrics().stream().anyMatch(metric -> metric.name().equals(DICE)) ? evaluation.mean(region, DICE)
                : evaluation.settings().bootstrap().of(cases().stream().mapToDouble(one -> one.region(region).dice()).toArray());
    }

    /**
     * {@return the region of a case with the least Dice, the first of several}
     *
     * @param one the case
     */
    public static RegionResult worstRegion(CaseResult one) {
        return one.regions().stream().min(Comparator.comparingDouble(RegionResult::dice)).orElseThrow();
    }

    /** {@return the cases from the least Dice of their worst region on; of those that are equal, first the ones with more wrong volume} */
    public Stream<CaseResult> worst() {
        return cases().stream().sorted(Comparator.<CaseResult>comparingDouble(one -> worstRegion(one).dice())
                .thenComparing(Comparator.<CaseResult>comparingDouble(one -> wrongVolume(worstRegion(one))).reversed()));
    }

    private static double wrongVolume(RegionResult region) {
        return Math.abs(region.predictionMilliliters() - region.referenceMilliliters());
    }

    /**
     * {@return what is wrong with a region of a case: {@code missed}, {@code false}, {@code low Dice}, or nothing}
     *
     * @param region of a case
     */
    public String failure(RegionResult region) {
        if (region.isMissed()) {
            return "missed";
        }
        if (region.isFalse()) {
            return "false";
        }
        return region.dice() < evaluation.settings().failureDice() ? "low Dice" : "";
    }

    /** {@return how many cases have a region that failed in any way} */
    public int failedCases() {
        return (int) cases().stream().filter(one -> one.regions().stream().anyMatch(region -> !failure(region).isEmpty())).count();
    }
}
