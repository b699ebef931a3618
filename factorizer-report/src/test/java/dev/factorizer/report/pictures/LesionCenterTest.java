package dev.factorizer.report.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class LesionCenterTest {
    private static final Grid GRID = new Grid(20, 20, 10, Affine.diagonal(1, 1, 2));

    private static IntPredicate box(int x, int y, int z, int size) {
        return voxel -> {
            int[] at = {voxel / 200, voxel / 10 % 20, voxel % 10};
            return at[0] >= x && at[0] < x + size && at[1] >= y && at[1] < y + size && at[2] >= z && at[2] < z + size;
        };
    }

    @Test
    void theMissedLesionIsTakenAndNotTheLargest() {
        IntPredicate large = box(1, 1, 1, 7);
        LesionCenter center = LesionCenter.of(GRID, large.or(box(14, 12, 5, 3)), large);
        assertArrayEquals(new int[] {15, 13, 6}, center.voxel());
        assertTrue(center.found());
    }

    @Test
    void ofEquallyGoodOnesTheLargestIsTaken() {
        IntPredicate both = box(1, 1, 1, 3).or(box(10, 10, 3, 5));
        assertArrayEquals(new int[] {12, 12, 5}, LesionCenter.of(GRID, both, both).voxel());
    }

    /** The center of mass of a ring is outside of it. */
    @Test
    void theCenterIsInTheLesion() {
        IntPredicate ring = box(4, 4, 4, 9).and(box(6, 6, 0, 5).negate());
        LesionCenter center = LesionCenter.of(GRID, ring, voxel -> false);
        assertTrue(ring.test((center.x() * 20 + center.y()) * 10 + center.z()), center::toString);
    }

    @Test
    void withoutALesionItIsTheMiddle() {
        LesionCenter center = LesionCenter.of(GRID, voxel -> false, voxel -> false);
        assertArrayEquals(new int[] {10, 10, 5}, center.voxel());
        assertFalse(center.found());
    }

    @Test
    void aFalseLesionIsOneToo() {
        assertEquals(new LesionCenter(3, 3, 3, true), LesionCenter.of(GRID, voxel -> false, box(2, 2, 2, 3)));
    }
}
