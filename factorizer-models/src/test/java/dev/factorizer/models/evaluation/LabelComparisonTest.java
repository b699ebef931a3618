package dev.factorizer.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.metrics.MetricSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grids on which the distances or volumes of plain boxes of voxels would be others. */
class LabelComparisonTest {
    private static final List<LabelRegion> REGIONS = List.of(new LabelRegion("both", Set.of(1, 2)));

    @TempDir
    private Path folder;

    private Path file(String name, Grid grid, int from, int to) throws IOException {
        float[] voxels = new float[grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            int x = i / grid.z() / grid.y();
            voxels[i] = x < from || x >= to ? 0 : 1 + i % 2;
        }
        Path file = folder.resolve(name + ".nii");
        Volumes.write(new Volume(grid, 1, voxels), file);
        return file;
    }

    private RegionResult measured(Grid grid, String metrics) throws IOException {
        LabelPair pair = new LabelPair("a", file("found", grid, 0, 8), file("there", grid, 0, 4));
        return new LabelComparison(List.of(pair)).measure(REGIONS, MetricSet.parse(metrics), _ -> { }).cases().getFirst().region("both");
    }

    @Test
    void aSingleLayerIsAPlane() throws IOException {
        RegionResult plane = measured(new Grid(12, 13, 1, Affine.diagonal(2, 2, 5)), "asd,volume");
        assertEquals(8 * 13 * 20 / 1000.0, plane.value("volume"), 1e-9);
        // The surface of 8 × 13 voxels is their rim of 38: of these 13 lie 4 rows beyond the truth, and on each side one 1, 2 and 3 rows.
        assertEquals((13 * 8 + 2 * (2 + 4 + 6)) / 38.0, plane.value("asd"), 1e-9);
    }

    @Test
    void slantedAxesHaveTheirVolumeAndNoDistances() throws IOException {
        Grid slanted = new Grid(12, 13, 5, Affine.of(1, 0.6, 0, 0, 0, 0.8, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1));
        assertEquals(8 * 13 * 5 * 0.8 / 1000, measured(slanted, "volume").value("volume"), 1e-6);
        String complaint = assertThrows(IllegalArgumentException.class, () -> measured(slanted, "hd95")).getMessage();
        assertTrue(complaint.startsWith("case a, " + folder.resolve("found.nii") + ": ")
                && complaint.contains("axes are not at right angles"), complaint);
    }
}
