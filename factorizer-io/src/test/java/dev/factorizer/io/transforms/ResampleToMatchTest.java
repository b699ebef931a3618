package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * MONAI 1.5.2 gives the values below: {@code ResampleToMatch(mode=…, padding_mode="border", dtype=torch.float64)} of the same image and
 * affines, printed at the same voxels with their sum.
 */
class ResampleToMatchTest {
    private static final Grid SOURCE = new Grid(5, 4, 3, Affine.of(1.5, 0.1, 0, -3, -0.1, 2, 0.2, 4, 0, -0.2, 3, 1, 0, 0, 0, 1));
    private static final Grid TARGET = new Grid(6, 5, 4, Affine.of(-1, 0, 0, 3, 0, 1, 0.3, 5, 0.1, 0, 2, 0, 0, 0, 0, 1));
    private static final List<int[]> PLACES = List.of(new int[] {0, 0, 0}, new int[] {1, 2, 3}, new int[] {5, 4, 3}, new int[] {3, 1, 1},
            new int[] {2, 3, 0}, new int[] {4, 2, 2}, new int[] {5, 0, 0});

    private static Volume image() {
        float[] voxels = new float[SOURCE.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i * 37 % 101;
        }
        return new Volume(SOURCE, 1, voxels);
    }

    private static void expect(Volume moved, double sum, double... values) {
        assertEquals(TARGET, moved.grid());
        for (int i = 0; i < values.length; i++) {
            int[] at = PLACES.get(i);
            assertEquals(values[i], moved.value(0, at[0], at[1], at[2]), 1e-5, "place " + i);
        }
        double found = 0;
        for (float value : moved.voxels()) {
            found += value;
        }
        assertEquals(sum, found, 1e-3);
    }

    @Test
    void linearAndNearestAsInMonai() {
        expect(ResampleToMatch.image().apply(image(), TARGET), 6266.31641, 64.324532, 26.895712, 31.914192, 60.057121, 62.753796, 70.619766,
                30.660067);
        expect(new ResampleToMatch(Interpolation.NEAREST, false).apply(image(), TARGET), 6303, 69, 12, 3, 26, 39, 97, 50);
    }

    @Test
    void beyondTheOutermostVoxelsAreNoLabels() {
        Grid grid = new Grid(2, 1, 1, Affine.diagonal(1, 1, 1));
        Volume labels = new Volume(grid, 2, new float[] {1, 2, 3, 4});
        Grid wide = new Grid(6, 2, 1, Affine.of(1, 0, 0, -2, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1));
        float[] found = ResampleToMatch.label().apply(labels, wide).voxels();
        float[] expected = {0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0, 0};
        assertArrayEquals(expected, found);
        Grid half = new Grid(2, 1, 1, Affine.of(1, 0, 0, 0.5, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1));
        assertEquals(2, ResampleToMatch.label().apply(labels, half).value(0, 1, 0, 0), "half a voxel off is not outside");
        assertSame(labels, ResampleToMatch.label().apply(labels, grid));
    }
}
