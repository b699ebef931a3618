package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Lesions and objects as numbers of a table: 2 in the target, of which one is found, and 1 where none is. */
class ObjectMetricsTest {
    private static MaskPair pair() {
        int[] sizes = {1, 1, 12};
        double[] spacing = {1, 1, 1};
        Mask prediction = Mask.of(sizes, spacing, voxel -> voxel < 3 || voxel == 11);
        Mask target = Mask.of(sizes, spacing, voxel -> voxel < 4 || voxel == 6);
        return new MaskPair(prediction, target);
    }

    @Test
    void lesions() {
        assertEquals(2.0 * 1 / (2 * 1 + 1 + 1), new LesionMetric(LesionMetric.Part.F1).of(pair()), 1e-12);
        assertEquals((2.0 * 3 / 7 + 0 + 0) / 3, new LesionMetric(LesionMetric.Part.DICE).of(pair()), 1e-12);
        assertEquals(0, new LesionMetric(LesionMetric.Part.COUNT_DIFFERENCE).of(pair()));
        assertEquals("lesion-f1", new LesionMetric(LesionMetric.Part.F1).name());
    }

    @Test
    void objects() {
        assertEquals(0.5, new PanopticMetric(PanopticMetric.Part.RECOGNITION).of(pair()), 1e-12);
        assertEquals(0.75, new PanopticMetric(PanopticMetric.Part.SEGMENTATION).of(pair()), 1e-12);
        assertEquals(0.375, new PanopticMetric(PanopticMetric.Part.PANOPTIC).of(pair()), 1e-12);
    }
}
