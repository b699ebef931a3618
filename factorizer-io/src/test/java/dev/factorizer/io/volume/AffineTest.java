package dev.factorizer.io.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AffineTest {
    private static final Affine SHEARED = Affine.of(0.9, -0.25, 0.1, -20.5, 0.3, 1.7, -0.4, 13.25, -0.12, 0.5, 2.6, -7, 0, 0,
            0, 1);

    @Test
    void inverseUndoes() {
        assertTrue(SHEARED.multiply(SHEARED.inverse()).isNear(Affine.diagonal(1, 1, 1), 1e-14));
        double[] world = SHEARED.apply(3, 5, 7);
        assertArrayEquals(new double[] {3, 5, 7}, SHEARED.inverse().apply(world[0], world[1], world[2]), 1e-12);
    }

    @Test
    void spacingIsTheLengthOfColumns() {
        assertArrayEquals(new double[] {Math.sqrt(0.81 + 0.09 + 0.0144), Math.sqrt(0.0625 + 2.89 + 0.25),
            Math.sqrt(0.01 + 0.16 + 6.76)}, SHEARED.spacing(), 1e-15);
        assertEquals(24, Affine.diagonal(-2, 3, 4).voxelVolume(), 1e-12);
    }

    @Test
    void allOrientationsHaveTheirCodes() {
        String[] positive = {"R", "A", "S"};
        String[] negative = {"L", "P", "I"};
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int code = 0; code < 48; code++) {
            double[] rows = new double[16];
            rows[15] = 1;
            StringBuilder expected = new StringBuilder();
            for (int axis = 0; axis < 3; axis++) {
                int world = orders[code / 8][axis];
                boolean reversed = (code & 1 << axis) != 0;
                rows[4 * world + axis] = reversed ? -2 : 2;
                rows[4 * ((world + 1) % 3) + axis] = 0.2;
                expected.append(reversed ? negative[world] : positive[world]);
            }
            assertEquals(expected.toString(), Affine.of(rows).axisCodes().letters());
        }
    }

    @Test
    void whatIsNoAffineIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Affine.of(1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Affine.diagonal(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Affine.diagonal(1, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new AxisCodes("RAR"));
        assertThrows(IllegalArgumentException.class, () -> new AxisCodes("RLS"));
        assertThrows(IllegalArgumentException.class, () -> new Grid(1, 0, 1, SHEARED));
        var large = assertThrows(IllegalArgumentException.class, () -> new Grid(5000, 5000, 5000, SHEARED));
        assertTrue(large.getMessage().contains("coarser spacing"), large.getMessage());
    }
}
