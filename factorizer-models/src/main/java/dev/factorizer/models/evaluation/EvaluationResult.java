package dev.factorizer.models.evaluation;

import dev.factorizer.models.statistics.MeanEstimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of predictions, as data: all values of each case and region, means with intervals, and failures. It is written
 * and read by {@link EvaluationFolder}.
 *
 * <pre>{@code
 * EvaluationResult result = new LabelComparison(pairs).measure(regions, MetricSet.COMPLETE, progress -> { });
 * EvaluationFolder.in(output).write(result);
 * EvaluationResult again = EvaluationFolder.in(output).read();
 * }</pre>
 *
 * @param settings how it was made
 * @param cases at least one, each with another name
 * @param means of each region and metric, in the order of the settings
 * @param warnings what a reader of the numbers should know
 * @param about where the numbers come from: texts, numbers, lists and maps of them
 */
public record EvaluationResult(EvaluationSettings settings, List<CaseResult> cases, List<RegionMean> means, List<String> warnings,
        Map<String, Object> about) {
    /** Copies the lists and checks that each case has all regions and metrics. */
    public EvaluationResult {
        cases = List.copyOf(cases);
        means = List.copyOf(means);
        warnings = List.copyOf(warnings);
        about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
        if (cases.isEmpty() || cases.stream().map(CaseResult::name).distinct().count() != cases.size()) {
            throw new IllegalArgumentException("evaluation: found " + cases.size() + " cases, expected at least one, all with different"
                    + " names");
        }
        List<String> regions = settings.regions().stream().map(LabelRegion::name).toList();
        List<String> metrics = settings.metrics().stream().map(MeasuredMetric::name).toList();
        for (CaseResult one : cases) {
            if (!one.regions().stream().map(RegionResult::region).toList().equals(regions)) {
                throw new IllegalArgumentException("evaluation: case " + one.name() + " has the regions "
                        + one.regions().stream().map(RegionResult::region).toList() + ", expected " + regions);
            }
            for (RegionResult region : one.regions()) {
                if (!List.copyOf(region.metrics().keySet()).equals(metrics)) {
                    throw new IllegalArgumentException("evaluation: case " + one.name() + ", region " + region.region() + " has the metrics "
                            + region.metrics().keySet() + ", expected " + metrics);
                }
            }
        }
    }

    /**
     * {@return a result with the means of its cases}
     *
     * @param settings how it was made
     * @param cases at least one, each with another name
     */
    public static EvaluationResult of(EvaluationSettings settings, List<CaseResult> cases) {
        List<RegionMean> means = new ArrayList<>();
        for (int i = 0; i < settings.regions().size(); i++) {
            int region = i;
            for (MeasuredMetric metric : settings.metrics()) {
                double[] values = cases.stream().mapToDouble(one -> one.regions().get(region).value(metric.name())).toArray();
                means.add(new RegionMean(settings.regions().get(i).name(), metric.name(), settings.bootstrap().of(values)));
            }
        }
        return new EvaluationResult(settings, cases, means, List.of(), Map.of());
    }

    /**
     * {@return the same with warnings}
     *
     * @param sentences what a reader of the numbers should know
     */
    public EvaluationResult withWarnings(List<String> sentences) {
        return new EvaluationResult(settings, cases, means, sentences, about);
    }

    /**
     * {@return the same with more about where the numbers come from}
     *
     * @param tree texts, numbers, lists and maps of them
     */
    public EvaluationResult withAbout(Map<String, Object> tree) {
        return new EvaluationResult(settings, cases, means, warnings, tree);
    }

    /**
     * {@return the mean of a metric of a region}
     *
     * @param region the region's name
     * @param metric the metric's name
     * @throws IllegalArgumentException if there is no such mean
     */
    public MeanEstimate mean(String region, String metric) {
        return means.stream().filter(mean -> mean.region().equals(region) && mean.metric().equals(metric)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("evaluation: there is no mean of " + metric + " of " + region)).estimate();
    }

    /** {@return the result as evaluation.json has it: texts, numbers, null, lists and maps of them} */
    public Map<String, Object> tree() {
        return EvaluationTree.of(this);
    }

    /** {@return the failures of each region} */
    public List<RegionFailures> regionFailures() {
        return settings.regions().stream().map(LabelRegion::name).map(region -> RegionFailures.of(region,
                cases.stream().map(one -> one.region(region)).toList(), settings.failureDice())).toList();
    }

    /** {@return everything that was segmented badly, in the order of cases and regions} */
    public List<CaseFailure> failures() {
        return cases.stream().flatMap(one -> one.regions().stream().map(region -> CaseFailure.of(one, region, settings.failureDice())))
                .filter(CaseFailure::isAny).toList();
    }

    /** {@return how many cases have a region whose Dice is below the bound of the settings} */
    public int failedCases() {
        return (int) cases.stream().filter(one -> one.regions().stream().anyMatch(region -> region.dice() < settings.failureDice()))
                .count();
    }
}
