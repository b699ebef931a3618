package dev.factorizer.report.volumes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.calibration.ReliabilityCurve;
import dev.factorizer.models.evaluation.LabelRegion;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReliabilityCountTest {
    private static final Grid GRID = new Grid(10, 10, 10, Affine.diagonal(1, 1, 1));
    private static final List<LabelRegion> REGIONS = List.of(new LabelRegion("whole", Set.of(1, 2)), new LabelRegion("core", Set.of(2)));

    private static Volume labels(int offset) {
        float[] values = new float[1000];
        for (int i = 0; i < 400; i++) {
            values[i + offset] = i < 100 ? 2 : 1;
        }
        return new Volume(GRID, 1, values);
    }

    /** Of the second half of the grid the network saw nothing. The core comes first. */
    private static Volume probabilities(float core, float whole) {
        float[] values = new float[2000];
        for (int i = 0; i < 500; i++) {
            values[i] = i < 100 ? core : 0.1f;
            values[1000 + i] = i < 400 ? whole : 0.1f;
        }
        return new Volume(GRID, 2, values);
    }

    @Test
    void channelsAreToldByWhatWasFound() {
        ReliabilityCount count = new ReliabilityCount();
        count.add(probabilities(0.9f, 0.7f), labels(0), labels(0));
        assertEquals(List.of("core", "whole"), count.names(REGIONS));
        List<ReliabilityCurve> curves = count.curves(REGIONS);
        assertEquals(List.of("whole", "core"), curves.stream().map(ReliabilityCurve::region).toList());
        ReliabilityCurve whole = curves.getFirst();
        assertEquals(500, whole.voxels(), "what was not seen is left out");
        assertEquals(15, whole.bins().size());
        ReliabilityCurve.Bin likely = whole.bins().get(10);
        assertEquals(400, likely.voxels());
        assertEquals(1, likely.share());
        assertEquals(0.7, likely.probability(), 1e-6);
        assertEquals((400 * 0.3 + 100 * 0.1) / 500, whole.expectedCalibrationError(), 1e-6);
    }

    @Test
    void theTruthDecidesWhatIsInside() {
        ReliabilityCount count = new ReliabilityCount();
        count.add(probabilities(0.9f, 0.7f), labels(100), labels(0));
        assertEquals(0.75, count.curves(REGIONS).getFirst().bins().get(10).share(), 1e-12);
    }

    @Test
    void aRegionWithoutAChannelHasNoCurve() {
        ReliabilityCount count = new ReliabilityCount();
        count.add(probabilities(0.2f, 0.7f), labels(0), labels(0));
        assertEquals(List.of("whole"), count.curves(REGIONS).stream().map(ReliabilityCurve::region).toList());
        assertEquals(List.of("", "whole"), count.names(REGIONS));
        assertEquals(List.of(), new ReliabilityCount().curves(REGIONS));
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        ReliabilityCount count = new ReliabilityCount();
        for (float wrong : new float[] {-0.1f, 1.1f, Float.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> count.add(probabilities(wrong, 0.5f), labels(0), labels(0)));
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> count.add(labels(0), labels(0), labels(0))).getMessage()
                .contains("found 1 channels of probabilities, expected 2"));
    }

    @Test
    void uncertaintyIsTheMeanEntropyOfWhatWasFound() {
        float[] entropy = new float[2000];
        for (int i = 0; i < 1000; i++) {
            entropy[i] = i < 200 ? 0.4f : 0.1f;
            entropy[1000 + i] = i < 100 ? 0.6f : 0;
        }
        entropy[3] = Float.NaN;
        entropy[1999] = Float.POSITIVE_INFINITY;
        Volume volume = new Volume(GRID, 2, entropy);
        assertEquals((100 * 0.6 + 100 * 0.4 + 200 * 0.1) / 400, Uncertainty.of(volume, labels(0)).entropy(), 1e-6);
        assertTrue(Uncertainty.of(volume, labels(0)).found());
        Uncertainty empty = Uncertainty.of(volume, new Volume(GRID, 1, new float[1000]));
        assertEquals(0.6, empty.entropy(), 1e-6, "nothing was found: the largest");
        assertFalse(empty.found());
        assertTrue(Double.isNaN(Uncertainty.of(new Volume(GRID, 1, filled(Float.NaN)), labels(0)).entropy()));
    }

    private static float[] filled(float value) {
        float[] values = new float[1000];
        Arrays.fill(values, value);
        return values;
    }
}
