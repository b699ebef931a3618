package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoseTest {
    @Test
    void rotatesScalesAndFlipsALittle() {
        int flipped = 0;
        for (int seed = 0; seed < 200; seed++) {
            Pose pose = Pose.draw(new SplittableRandom(seed));
            double determinant = determinant(pose.matrix());
            assertTrue(Math.abs(determinant) > 0.9 && Math.abs(determinant) < 1.45, "seed " + seed + ": " + determinant);
            assertTrue(pose.matrix()[4] > 0.85 && pose.matrix()[8] > 0.85, "seed " + seed + ": upright");
            for (double shift : pose.shift()) {
                assertTrue(Math.abs(shift) <= 1.5, "seed " + seed + ": shift " + shift);
            }
            flipped += determinant < 0 ? 1 : 0;
        }
        assertTrue(flipped > 70 && flipped < 130, flipped + " of 200 flipped, expected about half");
    }

    @Test
    void rotationKeepsLengthsAndTurnsByTheAngle() {
        double[] quarter = Pose.rotation(2, Math.PI / 2);
        Pose pose = new Pose(quarter, new double[] {10, 20, 30});
        assertEquals(10 - 2, pose.source(1, 2, 3, 0), 1e-12);
        assertEquals(20 + 1, pose.source(1, 2, 3, 1), 1e-12);
        assertEquals(30 + 3, pose.source(1, 2, 3, 2), 1e-12);
        assertEquals(1, determinant(Pose.product(Pose.rotation(0, 0.3), Pose.rotation(1, -0.7))), 1e-12);
    }

    private static double determinant(double[] a) {
        return a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6]) + a[2] * (a[3] * a[7] - a[4] * a[6]);
    }
}
