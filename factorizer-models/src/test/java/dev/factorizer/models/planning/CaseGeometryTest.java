package dev.factorizer.models.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.transforms.CropToNonzero;
import dev.factorizer.io.transforms.ResampleToSpacing;
import dev.factorizer.io.transforms.Spacing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaseGeometryTest {
    private static CaseGeometry of(Checked data) {
        return CaseGeometry.of(data.report().cases());
    }

    @Test
    void theMedianOfSpacingsInTheNetworksAxes() {
        CaseGeometry found = of(new Checked().cases(2, List.of(100, 80, 60), List.of(1.0, 2.0, 3.0), "RAS")
                .cases(1, List.of(60, 80, 100), List.of(3.5, 2.0, 1.0), "SPL"));
        assertEquals(List.of(1.0, 2.0, 3.0), found.spacing());
        assertEquals(List.of(100, 80, 60), found.size());
        assertEquals(3, found.axes());
        assertEquals("RAS", found.orientation().axisCodes().letters());
        assertEquals(Optional.of(new ResampleToSpacing(List.of(1.0, 2.0, 3.0), ResampleToSpacing.Content.IMAGE)), found.resampling());
        assertTrue(found.crop().isEmpty());
    }

    /** nnU-Net's rule: slices far apart and few, so that their 10th percentile counts. */
    @Test
    void thickSlicesOfDifferentDistances() {
        Checked data = new Checked();
        for (int i = 0; i <= 10; i++) {
            data.cases(1, List.of(300, 300, 30), List.of(0.8, 0.8, 3.0 + i), "RAS");
        }
        CaseGeometry found = of(data);
        assertEquals(List.of(0.8, 0.8, 4.0), found.spacing());
        assertTrue(reason(found, "preprocessing.resampleToSpacing").contains("10th percentile"), found.choices()::toString);
        assertEquals(List.of(0.8, 0.8, 8.0), of(new Checked().cases(3, List.of(300, 300, 120), List.of(0.8, 0.8, 8.0), "RAS")).spacing(),
                "many slices are no thick slices");
    }

    @Test
    void whatIsZeroAroundIsCroppedAndCountsAsMask() {
        CaseGeometry found = of(new Checked().cases(3, List.of(240, 240, 155), List.of(140, 170, 140), List.of(1.0, 1.0, 1.0), "LPS"));
        assertEquals(Optional.of(new CropToNonzero()), found.crop());
        assertEquals(List.of(140, 170, 140), found.size());
        assertEquals(140.0 * 170 * 140 / (240 * 240 * 155), found.maskShare());
    }

    @Test
    void singleSlices() {
        CaseGeometry found = of(new Checked().cases(2, List.of(1, 512, 400), List.of(5.0, 0.5, 0.6), "RAS")
                .cases(1, List.of(1, 500, 400), List.of(7.0, 0.5, 0.6), "RAS"));
        assertEquals(2, found.axes());
        assertEquals("ASR", found.orientation().axisCodes().letters());
        assertEquals(List.of(512, 400), found.size());
        assertTrue(found.resampling().isEmpty(), "equal in the plane");
        CaseGeometry other = of(new Checked().cases(3, List.of(512, 512, 1), List.of(0.5, 0.5, 5.0), "RAS")
                .cases(2, List.of(256, 256, 1), List.of(1.0, 1.0, 9.0), "RAS"));
        assertEquals(List.of(0.5, 0.5), other.spacing());
        assertEquals(List.of(0.5, 0.5, 5.0), ((Spacing) other.resampling().orElseThrow()).spacing());
        assertEquals(List.of(512, 512), other.size());
    }

    static String reason(CaseGeometry geometry, String key) {
        return geometry.choices().stream().filter(choice -> choice.key().equals(key)).map(Choice::reason).findFirst().orElse("none");
    }
}
