package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SmoothNoiseTest {
    @Test
    void staysWithinBoundsAndVaries() {
        SmoothNoise noise = new SmoothNoise(new SplittableRandom(5), 3);
        double least = 1;
        double greatest = -1;
        for (int i = 0; i < 4000; i++) {
            double value = noise.at(i * 0.37, i * 0.11 - 50, i * 0.05);
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        assertTrue(least >= -1 && least < -0.5 && greatest <= 1 && greatest > 0.5, least + " to " + greatest);
    }

    @Test
    void isSmoothAcrossCells() {
        SmoothNoise noise = new SmoothNoise(new SplittableRandom(6), 4);
        for (double x = -20; x < 20; x += 0.01) {
            // The cubic's steepest slope is 1.5 over a cell, between corners at most 2 apart.
            assertEquals(noise.at(x, 1.3, -2.2), noise.at(x + 0.01, 1.3, -2.2), 0.01 * 1.5 * 2 / 4 + 1e-9, "at " + x);
        }
    }

    @Test
    void repeatsAfterSixteenCells() {
        SmoothNoise noise = new SmoothNoise(new SplittableRandom(7), 2.5);
        assertEquals(noise.at(1, 2, 3), noise.at(1 + 40, 2 - 40, 3), 1e-9);
    }
}
