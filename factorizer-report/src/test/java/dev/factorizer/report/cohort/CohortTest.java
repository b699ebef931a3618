package dev.factorizer.report.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.ComparedFile;
import dev.factorizer.models.evaluation.EvaluationResult;
import dev.factorizer.models.evaluation.EvaluationSettings;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.evaluation.LesionCounts;
import dev.factorizer.models.evaluation.MeasuredMetric;
import dev.factorizer.models.evaluation.RegionResult;
import dev.factorizer.models.evaluation.VoxelCounts;
import dev.factorizer.models.statistics.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CohortTest {
    /** A region of voxels of 1 ml that are in both, only found, only there. */
    private static RegionResult region(String name, int both, int found, int there) {
        return new RegionResult(name, Map.of("hd95", 1.0), new VoxelCounts(both, found, there, 1000), new LesionCounts(1, 1, 0, 0), both + there,
                both + found);
    }

    private static CaseResult one(String name, RegionResult... regions) {
        ComparedFile file = new ComparedFile(name, "0".repeat(64));
        return new CaseResult(name, file, file, List.of(regions));
    }

    private static Cohort cohort(CaseResult... cases) {
        List<LabelRegion> regions = new ArrayList<>();
        cases[0].regions().forEach(region -> regions.add(new LabelRegion(region.region(), Set.of(regions.size() + 1))));
        return new Cohort(EvaluationResult.of(new EvaluationSettings(regions, List.of(new MeasuredMetric("hd95", "mm", "distance",
                MeasuredMetric.Better.LOWER)), new Bootstrap(), 0.5, OptionalInt.empty()), List.of(cases)), Map.of());
    }

    @Test
    void theWorstRegionDecides() {
        Cohort cohort = cohort(one("good", region("a", 90, 10, 10), region("b", 80, 10, 10)),
                one("one bad", region("a", 99, 0, 1), region("b", 10, 20, 40)),
                one("missed", region("a", 50, 5, 5), region("b", 0, 0, 7)),
                one("large missed", region("a", 50, 5, 5), region("b", 0, 0, 70)),
                one("false", region("a", 50, 5, 5), region("b", 0, 3, 0)),
                one("nothing", region("a", 0, 0, 0), region("b", 0, 0, 0)));
        assertEquals(List.of("large missed", "missed", "false", "one bad", "good", "nothing"), cohort.worst().map(CaseResult::name).toList());
        assertEquals("b", Cohort.worstRegion(cohort.cases().get(1)).region());
        assertEquals(List.of("", "low Dice", "missed", "missed", "false", ""), cohort.cases().stream().map(each -> cohort.failure(
                Cohort.worstRegion(each))).toList());
        assertEquals(4, cohort.failedCases());
    }

    /** Dice is measured even where it is no column. */
    @Test
    void theMeanDiceNeedsNoColumn() {
        assertEquals((0.9 + 0.5) / 2, cohort(one("a", region("r", 90, 10, 10)), one("b", region("r", 50, 50, 50))).meanDice("r").mean(), 1e-12);
    }

    @Test
    void volumesAgreeAsBlandAndAltmanSay() {
        VolumeAgreement agreement = VolumeAgreement.of(cohort(one("a", region("r", 10, 2, 0)), one("b", region("r", 20, 0, 4)),
                one("c", region("r", 30, 5, 0))), "r");
        assertEquals(1, agreement.bias(), 1e-12);
        assertEquals(Math.sqrt((1 + 25 + 16) / 2.0), agreement.deviation(), 1e-12);
        assertEquals(1 + 1.959963984540054 * Math.sqrt(21), agreement.upper(), 1e-12);
        assertEquals(1 - 1.959963984540054 * Math.sqrt(21), agreement.lower(), 1e-12);
        assertEquals(11, agreement.pairs().getFirst().mean());
        VolumeAgreement alone = VolumeAgreement.of(cohort(one("a", region("r", 10, 2, 0))), "r");
        assertEquals(2, alone.bias());
        assertTrue(Double.isNaN(alone.deviation()) && Double.isNaN(alone.upper()));
    }
}
