package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.explanation.VolumeFactors;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.Windows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a NIfTI file to its components as NIfTI files, on the same grid. */
class VolumeFactorsTest extends JvmTest {
    private static final Grid GRID = new Grid(6, 4, 2, Affine.diagonal(1, 2, 3));
    private static final Factorization NMF = Factorization.of(Solver.HALS).withRank(2).withIterations(20);

    @TempDir
    private Path folder;

    /** One tissue in the left half, another in the right, in three contrasts. */
    private static Volume scan() {
        float[][] contrasts = {{0, 4}, {3, 0}, {2, 2}};
        float[] voxels = new float[3 * GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            int voxel = i % GRID.voxels();
            voxels[i] = contrasts[i / GRID.voxels()][voxel < GRID.voxels() / 2 ? 0 : 1] * (1 + voxel % 3);
        }
        return new Volume(GRID, 3, voxels);
    }

    @Test
    void componentsOfAFileAreFiles() throws IOException {
        Volumes.write(scan(), folder.resolve("scan.nii.gz"));
        Volume scan = Volumes.read(folder.resolve("scan.nii.gz"));
        VolumeFactors found = VolumeFactors.of(scan, NMF, 1, backend());
        assertTrue(found.factors().relativeError() < 1e-3, () -> "error " + found.factors().relativeError());
        assertArrayEquals(scan.voxels(), found.reconstruction().voxels(), 0.01f);
        for (int r = 0; r < found.rank(); r++) {
            Volumes.write(found.map(r), folder.resolve("map-" + r + ".nii.gz"));
            Volume map = Volumes.read(folder.resolve("map-" + r + ".nii.gz"));
            assertEquals(GRID, map.grid());
            assertEquals(1, map.channels());
            // A tissue of its own: nowhere but in one half.
            boolean left = map.value(0, 0, 0, 1) > map.value(0, 5, 0, 1);
            assertEquals(0, map.value(0, left ? 5 : 0, 0, 1), 0.02 * map.value(0, left ? 0 : 5, 0, 1));
            Volume part = found.component(r);
            assertEquals(3, part.channels());
            assertEquals(scan.header(), part.header());
        }
        assertEquals(2, found.rank());
    }

    @Test
    void windowsAreFactorizedEachForItself() {
        Windows windows = new Windows.Local(new Heads.Count(3), new Partition.Patch(List.of(3, 2, 2)));
        VolumeFactors found = VolumeFactors.of(scan(), windows, NMF.withRank(1), 1, backend());
        assertEquals(3, found.map(0).channels());
        // One row in each matrix: one component is enough.
        assertArrayEquals(scan().voxels(), found.component(0).voxels(), 1e-4f);
        Windows tooLarge = new Windows.Local(new Heads.Count(1), new Partition.Patch(List.of(4)));
        assertEquals("windows: spatial size 6×4×2 is not divisible by patch [4, 4, 4] on axis 0; pad the image or choose another"
                + " patch", assertThrows(ShapeException.class,
                        () -> VolumeFactors.of(scan(), tooLarge, NMF, 1, backend())).getMessage());
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        Volume scan = scan();
        scan.voxels()[7] = Float.NaN;
        String message = assertThrows(IllegalArgumentException.class, () -> VolumeFactors.of(scan, NMF, 1, backend()))
                .getMessage();
        assertTrue(message.contains("NaN") && message.contains("channel 0"), message);
    }
}
