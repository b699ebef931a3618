package dev.factorizer.models.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.transforms.ChannelNormalization;
import dev.factorizer.io.transforms.NormalizeChannels;
import dev.factorizer.io.transforms.NormalizeIntensity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelPlanTest {
    private static final ChannelNormalization.Ct CT = new ChannelNormalization.Ct(-80, 200, 40, 20);

    private static ChannelPlan of(Checked data, double maskShare) {
        DataReport report = data.cases(3, List.of(9, 9, 9), List.of(1.0, 1.0, 1.0), "RAS").report();
        return ChannelPlan.of(report.list().channels(), report.cases(), report.fingerprint(), maskShare);
    }

    @Test
    void magneticResonance() {
        assertEquals(new NormalizeIntensity(false, true), of(new Checked().channels("T1", "T2"), 0.8).normalization());
        ChannelPlan masked = of(new Checked().channels("T1", "T2"), 0.4);
        assertEquals(new NormalizeIntensity(true, true), masked.normalization());
        assertTrue(masked.choices().getLast().reason().contains("40 % of an image"), masked.choices()::toString);
    }

    @Test
    void computedTomographyByNameAndByAir() {
        assertEquals(new NormalizeChannels(List.of(CT)), of(new Checked().channels("CT"), 1).normalization());
        ChannelPlan found = of(new Checked().channels("portal venous").values(-1024, 3000, 0.99), 1);
        assertEquals(new NormalizeChannels(List.of(CT)), found.normalization());
        assertEquals("portal venous is a CT (half of the images reach down to -1024): its numbers mean the same in each scan, so all are"
                + " clipped to what the foreground has, -80 to 200", found.choices().getLast().reason());
        assertEquals(new NormalizeChannels(List.of(new ChannelNormalization.None())),
                of(new Checked().channels("noNorm").values(-1024, 3000, 0.99), 1).normalization());
    }

    @Test
    void severalKindsAndColors() {
        assertEquals(new NormalizeChannels(List.of(CT, new ChannelNormalization.ZScore(false))),
                of(new Checked().channels("CT", "PET"), 1).normalization());
        assertEquals(new NormalizeChannels(List.of(new ChannelNormalization.RgbToOne(), new ChannelNormalization.RgbToOne(),
                new ChannelNormalization.RgbToOne())), of(new Checked().channels("R", "G", "B"), 1).normalization());
    }

    @Test
    void namesAreUnique() {
        assertEquals(List.of("image"), of(new Checked().channels(), 1).names());
        assertEquals(List.of("T2", "T2 1"), of(new Checked().channels("T2", "T2"), 1).names());
    }
}
