package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CaseScoreTest {
    private static final SimulatedHead SICK = head(1, 1, 0, 0, 0, 0, 0, 1);
    private static final SimulatedHead HEALTHY = head(0, 0, 0, 0, 0, 0, 0, 0);

    private static SimulatedHead head(float... lesion) {
        return new SimulatedHead(2, 5, new float[8], lesion, new float[] {1, 1, 1, 1, 1, 1, 1, 1});
    }

    @Test
    void countsOverlap() {
        CaseScore score = CaseScore.of("case-01", SICK, new float[] {1, 0, 1, 0, 0, 0, 0, 1});
        assertEquals(2.0 * 2 / (3 + 3), score.dice(), 1e-12);
        assertEquals("case-01  lesions    0.4 ml  predicted    0.4 ml  Dice 0.667", score.toString());
    }

    @Test
    void headsWithoutLesionsStandApart() {
        CaseScore none = CaseScore.of("case-02", HEALTHY, new float[8]);
        CaseScore wrong = CaseScore.of("case-03", HEALTHY, new float[] {1, 1, 0, 0, 0, 0, 0, 0});
        CaseScore sick = CaseScore.of("case-01", SICK, SICK.lesion());
        assertFalse(none.hasLesion());
        assertEquals("case-02  no lesion          predicted    0.0 ml  (0 voxels, expected 0)", none.toString());
        assertTrue(wrong.toString().endsWith("predicted    0.3 ml  (2 voxels, expected 0)"), wrong.toString());
        assertEquals(1, CaseScore.meanDice(List.of(sick, none, wrong)), 0);
        assertTrue(Double.isNaN(CaseScore.meanDice(List.of(none))));
    }
}
