package dev.factorizer.models.evaluation;

import dev.factorizer.models.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Two evaluations of the same cases, compared case by case.
 *
 * @param comparisons one for each region and metric that both have, in the order of the first
 * @param cases the names of the cases that both have
 * @param warnings what is left out
 */
public record EvaluationComparison(List<MetricComparison> comparisons, List<String> cases, List<String> warnings) {
    private static final int MOST_SHOWN = 10;

    /** Copies the lists. */
    public EvaluationComparison {
        comparisons = List.copyOf(comparisons);
        cases = List.copyOf(cases);
        warnings = List.copyOf(warnings);
    }

    /**
     * Compares two evaluations.
     *
     * @param first one, such as of the method before
     * @param second the other
     * @return the comparison
     * @throws IllegalArgumentException if they have no case, region or metric in common, the references of a case are different files, or
     *     the two left out different voxels
     */
    public static EvaluationComparison of(EvaluationResult first, EvaluationResult second) {
        Map<String, CaseResult> others = new LinkedHashMap<>();
        second.cases().forEach(one -> others.put(one.name(), one));
        List<CaseResult> cases = first.cases().stream().filter(one -> others.containsKey(one.name())).toList();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("comparison: the evaluations have no case in common, expected the same cases in both");
        }
        List<String> changed = cases.stream().filter(one -> !one.reference().sha256().equals(same(one, others).reference().sha256()))
                .map(CaseResult::name).toList();
        if (!changed.isEmpty()) {
            throw new IllegalArgumentException("comparison: the references of " + shown(changed) + " are different files in the two"
                    + " evaluations, expected the same");
        }
        if (!first.settings().ignored().equals(second.settings().ignored())) {
            throw new IllegalArgumentException("comparison: the first evaluation ignores " + ignored(first) + " and the second "
                    + ignored(second) + ", expected the same; evaluate one of them again");
        }
        List<String> warnings = new ArrayList<>();
        left(warnings, "first", first, second);
        left(warnings, "second", second, first);
        List<MetricComparison> found = new ArrayList<>();
        for (LabelRegion region : first.settings().regions()) {
            if (second.settings().regions().contains(region)) {
                for (MeasuredMetric metric : first.settings().metrics()) {
                    if (second.settings().metrics().contains(metric)) {
                        found.add(new MetricComparison(region.name(), metric, PairedDifference.of(
                                values(cases, region.name(), metric.name()),
                                values(cases.stream().map(one -> same(one, others)).toList(), region.name(), metric.name())), 1));
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("comparison: the evaluations have no metric of a region in common, expected the same regions"
                    + " and metrics in both");
        }
        return new EvaluationComparison(adjusted(found), cases.stream().map(CaseResult::name).toList(), warnings);
    }

    /** The case of this name, which both have. */
    private static CaseResult same(CaseResult one, Map<String, CaseResult> others) {
        return Objects.requireNonNull(others.get(one.name()), one.name());
    }

    private static String ignored(EvaluationResult result) {
        return result.settings().ignored().isPresent() ? "the label " + result.settings().ignored().getAsInt() : "no label";
    }

    private static double[] values(List<CaseResult> cases, String region, String metric) {
        return cases.stream().mapToDouble(one -> one.region(region).value(metric)).toArray();
    }

    private static void left(List<String> warnings, String which, EvaluationResult one, EvaluationResult other) {
        TreeSet<String> only = new TreeSet<>(one.cases().stream().map(CaseResult::name).toList());
        other.cases().forEach(both -> only.remove(both.name()));
        if (!only.isEmpty()) {
            warnings.add("left out, because only the " + which + " has them: the cases " + shown(List.copyOf(only)));
        }
        List<String> columns = new ArrayList<>();
        one.settings().regions().stream().filter(region -> !other.settings().regions().contains(region))
                .forEach(region -> columns.add("region " + region.name()));
        one.settings().metrics().stream().filter(metric -> !other.settings().metrics().contains(metric))
                .forEach(metric -> columns.add(metric.name()));
        if (!columns.isEmpty()) {
            warnings.add("left out, because only the " + which + " has them or defines them so: " + shown(columns));
        }
    }

    private static String shown(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN)))
                + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " more" : "");
    }

    /** {@return how many comparisons were made at once: those of fewer unequal pairs than can show anything were none} */
    public int tests() {
        return (int) comparisons.stream().filter(one -> !one.difference().hasFewPairs()).count();
    }

    /**
     * Holm's step-down correction: the smallest p value counts as many times as there are comparisons, the next once less. What can't be
     * shown, however the values fall, is known from the number of unequal pairs alone and takes nothing from the others.
     */
    private static List<MetricComparison> adjusted(List<MetricComparison> plain) {
        List<Integer> order = IntStream.range(0, plain.size()).filter(i -> !plain.get(i).difference().hasFewPairs()).boxed()
                .sorted(Comparator.comparingDouble(i -> plain.get(i).difference().pValue())).toList();
        List<MetricComparison> adjusted = new ArrayList<>(plain);
        double largest = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            MetricComparison one = plain.get(order.get(rank));
            largest = Math.max(largest, Math.min(1, one.difference().pValue() * (order.size() - rank)));
            adjusted.set(order.get(rank), new MetricComparison(one.region(), one.metric(), one.difference(), largest));
        }
        return adjusted;
    }
}
