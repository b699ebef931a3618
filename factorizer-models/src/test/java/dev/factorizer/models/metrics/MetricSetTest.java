package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MetricSetTest {
    private static final String ALL = "dice,hd,hd95,hd99.5-surfels,hd-surfels,assd,assd-surfels,masd,asd,nsd@2,nsd@0.5-surfels,volume,"
            + "target-volume,volume-difference,relative-volume-difference,lesion-f1,lesion-dice,lesion-count-difference,pq,rq,sq";

    private static MaskPair pair(int prediction, int target) {
        int[] sizes = {4, 4, 4};
        double[] spacing = {1, 1, 2};
        return new MaskPair(Mask.of(sizes, spacing, voxel -> voxel < prediction), Mask.of(sizes, spacing, voxel -> voxel < target));
    }

    @Test
    void namesAreThoseOfTheMetrics() {
        MetricSet set = MetricSet.parse(ALL);
        assertEquals(ALL, String.join(",", set.metrics().stream().map(Metric::name).toList()));
        assertEquals("nsd@2", MetricSet.parse(" nsd@2.0 ").metrics().getFirst().name());
        assertEquals(List.of("dice", "hd95 (mm)", "volume (ml)", "target-volume (ml)"), MetricSet.STANDARD.columns());
        assertEquals("volume: volume of the prediction", MetricSet.STANDARD.describe().get(2));
        assertTrue(set.describe().stream().allMatch(line -> line.matches("[a-z0-9@.-]+: .+")), set.describe()::toString);
    }

    @Test
    void unknownNamesAreRefused() {
        for (String name : List.of("", "Dice", "nsd", "nsd2", "dice95", "hd@2", "dice-surfels", "volume-surfels", "hd95-voxels",
                "jaccard")) {
            String message = assertThrows(IllegalArgumentException.class, () -> MetricSet.parse("dice," + name)).getMessage();
            assertTrue(message.startsWith("metrics: \"" + name + "\" is unknown, expected some of dice, hd95 or another percentile, hd"),
                    message);
        }
        assertEquals("metrics: \"hd9.5.1\" has \"9.5.1\", expected a number", refused("hd9.5.1"));
        assertEquals("Hausdorff distance: percentile is 101.0, expected more than 0 and at most 100", refused("hd101"));
        assertEquals("metrics: found hd95 twice, expected different ones", refused("hd95,dice,hd95"));
        assertEquals("metrics: found none, expected at least one",
                assertThrows(IllegalArgumentException.class, () -> new MetricSet(List.of())).getMessage());
    }

    private static String refused(String names) {
        return assertThrows(IllegalArgumentException.class, () -> MetricSet.parse(names)).getMessage();
    }

    @Test
    void aCaseIsATable() {
        Map<String, Supplier<MaskPair>> regions = new LinkedHashMap<>();
        regions.put("liver", () -> pair(32, 16));
        regions.put("tumor", () -> pair(0, 16));
        CaseMetrics found = MetricSet.parse("dice,hd95,volume,nsd@1").of("a", regions);
        assertEquals(List.of("liver", "tumor"), List.copyOf(found.regions().keySet()));
        assertEquals(2.0 / 3, found.value("liver", "dice"), 1e-12);
        assertEquals(1, found.value("liver", "hd95"), 1e-12);
        assertEquals(0.064, found.value("liver", "volume"), 1e-12);
        assertEquals(1, found.value("liver", "nsd@1"), 1e-12);
        assertEquals(0, found.value("tumor", "dice"));
        assertEquals(Math.sqrt(16 + 16 + 64), found.value("tumor", "hd95"), 1e-12);
        assertEquals("case a: there is no hd of liver, expected one of [dice, hd95, volume, nsd@1] of one of [liver, tumor]",
                assertThrows(IllegalArgumentException.class, () -> found.value("liver", "hd")).getMessage());
        assertEquals("case b: region liver has 1 values, expected one for each of [dice, hd95 (mm), volume (ml), target-volume (ml)]",
                assertThrows(IllegalArgumentException.class, () -> new CaseMetrics("b", MetricSet.STANDARD, Map.of("liver", List.of(1.0))))
                        .getMessage());
    }
}
