package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The values of surface-distance for all neighborhoods are compared by {@link SurfaceValuesTest}, where masks are noise. */
class SurfelAreasTest {
    private static final double[] STEPS = {0.7, 1.1, 3.2};

    @Test
    void flatSurfacesHaveTheirArea() {
        double[] areas = SurfelAreas.ofSpace(STEPS);
        assertEquals(1.1 * 3.2, areas[0b00001111], 1e-15);
        assertEquals(0.7 * 3.2, areas[0b00110011], 1e-15);
        assertEquals(0.7 * 1.1, areas[0b10101010], 1e-15);
        assertEquals(0, areas[0]);
        assertEquals(0, areas[255]);
        assertEquals(254, Arrays.stream(areas).filter(area -> area > 0).count());
    }

    @Test
    void insideAndOutsideMayBeExchanged() {
        double[] areas = SurfelAreas.ofSpace(STEPS);
        double[] lengths = SurfelAreas.ofPlane(0.7, 1.1);
        for (int code = 0; code < 256; code++) {
            assertEquals(areas[code], areas[255 - code], 1e-15, "neighborhood " + code);
        }
        for (int code = 0; code < 16; code++) {
            assertEquals(lengths[code], lengths[15 - code], 1e-15, "neighborhood " + code);
        }
    }

    /** A neighborhood mirrored along an axis, or with two axes of equal steps exchanged, has the same area. */
    @Test
    void symmetriesKeepTheArea() {
        double[] areas = SurfelAreas.ofSpace(new double[] {0.8, 0.8, 2});
        for (int code = 0; code < 256; code++) {
            int mirrored = 0;
            int exchanged = 0;
            for (int corner = 0; corner < 8; corner++) {
                mirrored |= (code >> corner & 1) << (corner ^ 1);
                exchanged |= (code >> corner & 1) << (corner & 1 | (corner & 2) << 1 | (corner & 4) >> 1);
            }
            assertEquals(areas[code], areas[mirrored], 1e-15, "neighborhood " + code);
            assertEquals(areas[code], areas[exchanged], 1e-15, "neighborhood " + code);
        }
    }

    /** A voxel is an octahedron, a row of them has rectangles along it. */
    @Test
    void surfacesOfSmallMasks() {
        assertEquals(8 * Math.sqrt(3) / 8, surface(1, 1, 1), 1e-15);
        assertEquals(8 * Math.sqrt(3) / 8 + 4 * Math.sqrt(2) / 2 * 2, surface(1, 1, 3), 1e-14);
        double[] lengths = Surfels.of(Mask.of(new int[] {3, 3}, new double[] {3, 4}, voxel -> voxel == 4)).weights().orElseThrow();
        assertArrayEquals(new double[] {2.5, 2.5, 2.5, 2.5}, lengths);
    }

    /** A ball's surface comes out too large by the steps of its voxels: 9 % for the area of marching cubes on a binary mask. */
    @Test
    void aBallHasItsSurface() {
        int size = 61;
        Mask ball = Mask.of(new int[] {size, size, size}, new double[] {1, 1, 1}, voxel -> {
            int x = voxel / size / size - 30;
            int y = voxel / size % size - 30;
            int z = voxel % size - 30;
            return x * x + y * y + z * z <= 25 * 25;
        });
        assertEquals(1.09, Arrays.stream(Surfels.of(ball).weights().orElseThrow()).sum() / (4 * Math.PI * 25 * 25), 0.02);
    }

    private static double surface(int x, int y, int z) {
        return Arrays.stream(Surfels.of(Mask.of(new int[] {x, y, z}, new double[] {1, 1, 1}, voxel -> true)).weights().orElseThrow()).sum();
    }
}
