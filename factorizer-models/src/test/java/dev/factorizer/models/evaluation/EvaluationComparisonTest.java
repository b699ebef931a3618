package dev.factorizer.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.models.evaluation.MetricComparison.Winner;
import dev.factorizer.models.metrics.MetricSet;
import dev.factorizer.models.statistics.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationComparisonTest {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(List.of(new LabelRegion("lesion", Set.of(1))),
            MetricSet.STANDARD.metrics().stream().map(MeasuredMetric::of).toList(), new Bootstrap(), 0.5, OptionalInt.empty());

    /** Cases whose Dice is higher by a gain, whose distance is smaller by it, and whose volumes are what they are. */
    private static EvaluationResult result(int from, int to, double gain) {
        List<CaseResult> cases = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("dice", 0.5 + i * 0.01 + gain * (1 + i * 0.1));
            values.put("hd95", 9 - i * 0.01 - gain * (1 + i * 0.1));
            values.put("volume", 3 + gain * (1 + i * 0.1));
            values.put("target-volume", 4.0);
            cases.add(new CaseResult("case " + i, new ComparedFile("a", "0".repeat(64)), new ComparedFile("b", "1".repeat(64)),
                    List.of(new RegionResult("lesion", values, new VoxelCounts(1, 0, 0, 0), new LesionCounts(1, 1, 0, 0), 1, 1))));
        }
        return EvaluationResult.of(SETTINGS, cases);
    }

    private static List<String> verdicts(EvaluationComparison comparison) {
        return comparison.comparisons().stream().map(MetricComparison::verdict).toList();
    }

    @Test
    void theBetterOneDependsOnTheMetric() {
        EvaluationComparison found = EvaluationComparison.of(result(0, 12, 0), result(0, 12, 0.1));
        assertEquals(List.of("the second is better", "the second is better", "the second is larger",
                "too few unequal pairs to show anything (0 of at least 6)"), verdicts(found));
        assertEquals(List.of(Winner.SECOND, Winner.SECOND, Winner.NEITHER, Winner.NEITHER),
                found.comparisons().stream().map(MetricComparison::winner).toList());
        MetricComparison dice = found.comparisons().getFirst();
        // Exact: of 2¹² ways to sign the ranks two are as far from the middle.
        assertEquals(2 / 4096.0, dice.difference().pValue(), 1e-15);
        // The fourth metric is the same in all cases: nothing was compared.
        assertEquals(3, found.tests());
        assertEquals(3 * 2 / 4096.0, dice.adjusted(), 1e-15);
        assertEquals(1, found.comparisons().getLast().adjusted());
        assertEquals(1, dice.difference().rankCorrelation());
        assertEquals(Winner.FIRST, EvaluationComparison.of(result(0, 12, 0.1), result(0, 12, 0)).comparisons().getFirst().winner());
        assertTrue(found.warnings().isEmpty());
    }

    @Test
    void whatManyComparisonsShowByChanceIsNotShown() {
        EvaluationComparison found = EvaluationComparison.of(result(0, 6, 0), result(0, 6, 0.1));
        assertEquals(2 / 64.0, found.comparisons().getFirst().difference().pValue(), 1e-15);
        assertEquals("no difference shown", found.comparisons().getFirst().verdict());
        assertEquals("too few unequal pairs to show anything (5 of at least 6)",
                verdicts(EvaluationComparison.of(result(0, 5, 0), result(0, 5, 0.1))).getFirst());
    }

    @Test
    void onlyWhatBothHaveIsCompared() {
        EvaluationResult fewer = result(3, 14, 0.1);
        List<MeasuredMetric> metrics = SETTINGS.metrics().subList(0, 3);
        EvaluationSettings other = new EvaluationSettings(SETTINGS.regions(), metrics, new Bootstrap(), 0.5, OptionalInt.empty());
        EvaluationResult narrow = EvaluationResult.of(other, fewer.cases().stream().map(one -> new CaseResult(one.name(), one.reference(),
                one.prediction(), one.regions().stream().map(EvaluationComparisonTest::withoutTarget).toList())).toList());
        EvaluationComparison found = EvaluationComparison.of(result(0, 12, 0), narrow);
        assertEquals(9, found.cases().size());
        assertEquals(List.of("left out, because only the first has them: the cases case 0, case 1, case 2",
                "left out, because only the first has them or defines them so: target-volume",
                "left out, because only the second has them: the cases case 12, case 13"), found.warnings());
    }

    private static RegionResult withoutTarget(RegionResult region) {
        Map<String, Double> values = new LinkedHashMap<>(region.metrics());
        values.remove("target-volume");
        return new RegionResult(region.region(), values, region.voxels(), region.lesions(), 1, 1);
    }

    @Test
    void whatIgnoresOtherVoxelsIsNotCompared() {
        EvaluationSettings ignoring = new EvaluationSettings(SETTINGS.regions(), SETTINGS.metrics(), new Bootstrap(), 0.5, OptionalInt.of(9));
        EvaluationResult second = EvaluationResult.of(ignoring, result(0, 6, 0).cases());
        assertEquals("comparison: the first evaluation ignores no label and the second the label 9, expected the same; evaluate one of them"
                + " again", assertThrows(IllegalArgumentException.class, () -> EvaluationComparison.of(result(0, 6, 0), second)).getMessage());
    }

    @Test
    void differentReferencesAreRefused() {
        EvaluationResult first = result(0, 6, 0);
        EvaluationResult second = EvaluationResult.of(SETTINGS, first.cases().stream().map(one -> new CaseResult(one.name(),
                new ComparedFile("a", (one.name().endsWith("2") ? "2" : "0").repeat(64)), one.prediction(), one.regions())).toList());
        assertEquals("comparison: the references of case 2 are different files in the two evaluations, expected the same",
                assertThrows(IllegalArgumentException.class, () -> EvaluationComparison.of(first, second)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> EvaluationComparison.of(first, result(7, 9, 0))).getMessage()
                .contains("no case in common"));
    }
}
