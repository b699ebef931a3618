package dev.factorizer.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.models.metrics.MetricSet;
import dev.factorizer.models.statistics.Bootstrap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationSettingsTest {
    private static EvaluationSettings settings(LabelRegion... regions) {
        return new EvaluationSettings(List.of(regions), MetricSet.STANDARD.metrics().stream().map(MeasuredMetric::of).toList(),
                new Bootstrap(), 0.5, OptionalInt.empty());
    }

    /** In nnU-Net's summary both would be named by the same labels, and one would be lost. */
    @Test
    void twoNamesOfTheSameLabelsAreRefused() {
        LabelRegion core = new LabelRegion("core", Set.of(3, 1));
        assertEquals(2, settings(core, new LabelRegion("enhancing", Set.of(3))).regions().size());
        assertEquals("evaluation: the regions core and tumor both have the labels [1, 3], expected different ones; leave out one",
                assertThrows(IllegalArgumentException.class, () -> settings(core, new LabelRegion("enhancing", Set.of(3)),
                        new LabelRegion("tumor", Set.of(1, 3)))).getMessage());
    }
}
