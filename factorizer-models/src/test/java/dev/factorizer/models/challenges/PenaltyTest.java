package dev.factorizer.models.challenges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PenaltyTest {
    @Test
    void distances() {
        int[] brats = {240, 240, 155};
        assertEquals(374, new Penalty.Fixed(374).distance(brats));
        assertEquals(Math.sqrt(240 * 240 + 240 * 240 + 155 * 155), new Penalty.GridDiagonal().distance(brats), 1e-12);
        // Where the 374 of 2023 comes from: this grid's diagonal.
        assertEquals(374, Math.round(new Penalty.GridDiagonal().distance(brats)), 1);
    }
}
