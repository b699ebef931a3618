package dev.factorizer.report.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaneViewTest {
    /** The affine of a grid whose axes run along letters, with steps of 2, 3 and 4 mm. */
    private static Grid grid(String letters) {
        double[] rows = new double[16];
        rows[15] = 1;
        for (int axis = 0; axis < 3; axis++) {
            int world = Math.max("RAS".indexOf(letters.charAt(axis)), "LPI".indexOf(letters.charAt(axis)));
            rows[4 * world + axis] = ("RAS".indexOf(letters.charAt(axis)) >= 0 ? 1 : -1) * (axis + 2);
        }
        return new Grid(3, 4, 5, Affine.of(rows));
    }

    /** In each of the 48 orientations, the world's axes run in a picture as its letters say. */
    @Test
    void picturesLookTheSameInAllOrientations() {
        int seen = 0;
        for (String axes : List.of("RAS", "RSA", "ARS", "ASR", "SRA", "SAR")) {
            for (int signs = 0; signs < 8; signs++) {
                StringBuilder letters = new StringBuilder();
                for (int axis = 0; axis < 3; axis++) {
                    char letter = axes.charAt(axis);
                    letters.append((signs >> axis & 1) == 0 ? letter : "LPI".charAt("RAS".indexOf(letter)));
                }
                check(grid(letters.toString()));
                seen++;
            }
        }
        assertEquals(48, seen);
    }

    private static void check(Grid grid) {
        for (AnatomicalPlane plane : AnatomicalPlane.values()) {
            PlaneView view = PlaneView.through(grid, plane, new int[] {1, 1, 1});
            int[] voxels = view.voxels();
            double[] corner = world(grid, voxels[0]);
            double[] right = world(grid, voxels[view.width() - 1]);
            double[] below = world(grid, voxels[(view.height() - 1) * view.width()]);
            int across = plane.across();
            int down = plane.down();
            assertEquals((view.width() - 1) * view.pixelWidth(), corner[across] - right[across], 1e-9, "right and front are on the left");
            assertEquals((view.height() - 1) * view.pixelHeight(), corner[down] - below[down], 1e-9, "front and head are up");
            assertEquals(corner[plane.through()], right[plane.through()], 1e-9);
            assertEquals(corner[plane.through()], below[plane.through()], 1e-9);
            assertEquals(world(grid, (grid.y() + 1) * grid.z() + 1)[plane.through()], corner[plane.through()], 1e-9, "goes through the voxel");
        }
    }

    private static double[] world(Grid grid, int voxel) {
        return grid.affine().apply(voxel / grid.z() / grid.y(), voxel / grid.z() % grid.y(), voxel % grid.z());
    }

    @Test
    void lettersAreThoseOfRadiologists() {
        assertArrayEquals(new String[] {"R", "L", "A", "P"}, AnatomicalPlane.AXIAL.letters());
        assertArrayEquals(new String[] {"R", "L", "S", "I"}, AnatomicalPlane.CORONAL.letters());
        assertArrayEquals(new String[] {"A", "P", "S", "I"}, AnatomicalPlane.SAGITTAL.letters());
    }

    @Test
    void aSliceOutsideIsRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new PlaneView(grid("RAS"), AnatomicalPlane.AXIAL, 5));
        assertTrue(e.getMessage().contains("slice is 5") && e.getMessage().contains("expected one of 5"), e.getMessage());
    }
}
