package dev.factorizer.models.challenges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PenaltyTest {
    @Test
    void distances() {
        int[] brats = {240, 240, 155};
        Penalty fixed = new Penalty.Fixed(374);
        Penalty diagonal = new Penalty.GridDiagonal();
        assertEquals(374, fixed.distance(brats));
        assertEquals(Math.sqrt(240 * 240 + 240 * 240 + 155 * 155), diagonal.distance(brats), 1e-12);
        // Where the 374 of 2023 comes from: this grid's diagonal.
        assertEquals(374, Math.round(diagonal.distance(brats)), 1);
    }
}
