package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SurfaceMetricsTest {
    private static final int[] SIZES = {4, 5, 6};
    private static final double[] SPACING = {1, 2, 3};

    private static Mask mask(IntPredicate foreground) {
        return Mask.of(SIZES, SPACING, foreground);
    }

    private static Mask voxel(int x, int y, int z) {
        return mask(voxel -> voxel == (x * 5 + y) * 6 + z);
    }

    private static final MaskPair APART = new MaskPair(voxel(0, 0, 0), voxel(2, 3, 5));
    private static final double DIAGONAL = Math.sqrt(16 + 100 + 324);

    @Test
    void distanceOfTwoVoxels() {
        double distance = Math.sqrt(4 + 36 + 225);
        assertEquals(distance, new HausdorffDistance(100).of(APART));
        assertEquals(distance, new HausdorffDistance(95).of(APART));
        assertEquals(distance, AverageSurfaceDistance.symmetric().of(APART));
        assertEquals(0, new SurfaceDice(distance - 1e-3).of(APART));
        assertEquals(1, new SurfaceDice(distance).of(APART));
        assertEquals(0, new Dice().of(APART));
    }

    /** The target has the prediction's voxel and one 9 mm off. */
    @Test
    void directions() {
        MaskPair pair = new MaskPair(voxel(1, 1, 1), mask(voxel -> voxel == 37 || voxel == 40));
        for (Directions directions : Directions.values()) {
            double expected = switch (directions) {
                case LARGER, TARGET_TO_PREDICTION -> 4.5;
                case MEAN -> 2.25;
                case POOLED -> 3;
                case PREDICTION_TO_TARGET -> 0;
            };
            assertEquals(expected, new AverageSurfaceDistance(Surface.BOUNDARY_VOXELS, directions, EmptyMasks.WORST_CASE).of(pair),
                    directions.words());
        }
        assertEquals(9 * 0.95, new HausdorffDistance(95).of(pair), 1e-12);
        assertEquals(9 * 0.9, new HausdorffDistance(95, Surface.BOUNDARY_VOXELS, Directions.POOLED, EmptyMasks.WORST_CASE).of(pair), 1e-12);
        assertEquals(2.0 / 3, new SurfaceDice(8.9).of(pair), 1e-12);
    }

    @Test
    void aDistanceOfTheToleranceIsWithin() {
        MaskPair pair = new MaskPair(Mask.of(new int[] {1, 1, 4}, new double[] {1, 1, 0.1}, voxel -> voxel == 0),
                Mask.of(new int[] {1, 1, 4}, new double[] {1, 1, 0.1}, voxel -> voxel == 3));
        assertEquals(0.30000000000000004, new HausdorffDistance(100).of(pair));
        assertEquals(1, new SurfaceDice(0.3).of(pair));
        assertEquals(0, new SurfaceDice(0.2999).of(pair));
    }

    @Test
    void emptyMasks() {
        Mask none = mask(voxel -> false);
        MaskPair neither = new MaskPair(none, none);
        MaskPair missed = new MaskPair(none, voxel(0, 0, 0));
        MaskPair made = new MaskPair(voxel(0, 0, 0), none);
        Metric worst = new HausdorffDistance(95);
        assertEquals(0, worst.of(neither));
        assertEquals(DIAGONAL, worst.of(missed), 1e-12);
        assertEquals(DIAGONAL, worst.of(made), 1e-12);
        for (MaskPair pair : new MaskPair[] {neither, missed, made}) {
            assertEquals(Double.NaN, HausdorffDistance.monai95().of(pair));
            assertEquals(Double.POSITIVE_INFINITY, HausdorffDistance.surfaceDistance95().of(pair));
            assertEquals(Double.POSITIVE_INFINITY, SurfaceDistances.of(pair.prediction(), pair.target(), Surface.SURFELS)
                    .percentile(95, Directions.LARGER));
        }
        Metric ignoring = new AverageSurfaceDistance(Surface.SURFELS, Directions.MEAN, EmptyMasks.IGNORING_EMPTY_TARGETS);
        assertEquals(Double.NaN, ignoring.of(neither));
        assertEquals(Double.NaN, ignoring.of(made));
        assertEquals(DIAGONAL, ignoring.of(missed), 1e-12);
        assertEquals(1, new SurfaceDice(1).of(neither));
        assertEquals(0, new SurfaceDice(1).of(missed));
        assertEquals(0, new SurfaceDice(1).of(made));
        assertEquals(0, new VolumeDifference().of(neither));
        assertEquals(Double.NaN, new RelativeVolumeDifference().of(made));
        assertEquals(1, new RelativeVolumeDifference().of(missed));
    }

    @Test
    void volumes() {
        MaskPair pair = new MaskPair(mask(voxel -> voxel < 50), mask(voxel -> voxel < 40));
        assertEquals(0.3, new SegmentedVolume(SegmentedVolume.Which.PREDICTION).of(pair), 1e-12);
        assertEquals(0.24, new SegmentedVolume(SegmentedVolume.Which.TARGET).of(pair), 1e-12);
        assertEquals(0.06, new VolumeDifference().of(pair), 1e-12);
        assertEquals(0.25, new RelativeVolumeDifference().of(pair), 1e-12);
        assertEquals(80.0 / 90, new Dice().of(pair), 1e-12);
    }

    @Test
    void saysWhatIsComputed() {
        assertEquals("Hausdorff distance, percentile 95, over boundary voxels, the larger of both directions; both masks empty: 0;"
                + " only the target: the diagonal of the image; only the prediction: the diagonal of the image",
                new HausdorffDistance(95).describe());
        assertEquals("Hausdorff distance, over surface elements weighted by area, of both directions together; both masks empty:"
                + " left out; only the target: infinite; only the prediction: infinite",
                new HausdorffDistance(100, Surface.SURFELS, Directions.POOLED, EmptyMasks.INFINITE_OR_IGNORED).describe());
        assertEquals("normalized surface Dice at 1 mm over surface elements weighted by area; both masks empty: 1; only the target: 0;"
                + " only the prediction: 0", SurfaceDice.decathlon(DecathlonTask.HIPPOCAMPUS).describe());
        assertEquals("hd95", new HausdorffDistance(95).name());
        assertEquals("hd-surfels", new HausdorffDistance(100, Surface.SURFELS, Directions.LARGER, EmptyMasks.INFINITE).name());
        assertEquals("nsd@7-surfels", SurfaceDice.decathlon(DecathlonTask.LIVER).name());
        assertEquals("nsd@0.5", new SurfaceDice(0.5).name());
        assertEquals("assd", AverageSurfaceDistance.symmetric().name());
    }

    @Test
    void settingsAreChecked() {
        assertEquals("Hausdorff distance: percentile is 0.0, expected more than 0 and at most 100",
                refused(() -> new HausdorffDistance(0)));
        assertEquals("surface Dice: tolerance is NaN, expected at least 0 mm", refused(() -> new SurfaceDice(Double.NaN)));
        assertEquals("surface Dice: an empty mask gives INFINITE, expected another value, as overlaps are 0 to 1",
                refused(() -> new SurfaceDice(1, Surface.SURFELS, EmptyMasks.INFINITE)));
        SurfaceDistances distances = SurfaceDistances.of(voxel(0, 0, 0), voxel(0, 0, 1), Surface.BOUNDARY_VOXELS);
        assertEquals("surface distances: tolerance is -1.0, expected at least 0 mm", refused(() -> distances.within(-1)));
        assertEquals("surface distances: tolerance is -1.0, expected at least 0 mm",
                refused(() -> distances.within(-1, Directions.MEAN)));
        assertEquals("surface distances: percentile is 101.0, expected more than 0 and at most 100",
                refused(() -> distances.percentile(101, Directions.MEAN)));
        assertEquals("mask: sizes are [4] and spacing [1.0], expected two or three of each",
                refused(() -> Mask.of(new int[] {4}, new double[] {1}, voxel -> true)));
        assertEquals("mask: sizes are [4, 0], expected 1 to 65535 along each axis",
                refused(() -> Mask.of(new int[] {4, 0}, new double[] {1, 1}, voxel -> true)));
        assertEquals("mask: spacing is [1.0, 0.0], expected positive numbers of mm",
                refused(() -> Mask.of(new int[] {4, 4}, new double[] {1, 0}, voxel -> true)));
        assertEquals("mask: sizes are [2000, 2000, 2000], expected less than 2³¹ voxels",
                refused(() -> Mask.of(new int[] {2000, 2000, 2000}, new double[] {1, 1, 1}, voxel -> true)));
        assertEquals("metrics: the prediction has [4, 5, 6] voxels, expected the target's [4, 5, 7]",
                refused(() -> new MaskPair(voxel(0, 0, 0), Mask.of(new int[] {4, 5, 7}, SPACING, voxel -> true))));
        assertEquals("metrics: the prediction's spacing is [1.0, 2.0, 3.0] mm, expected the target's [1.0, 2.0, 3.1]",
                refused(() -> new MaskPair(voxel(0, 0, 0), Mask.of(SIZES, new double[] {1, 2, 3.1}, voxel -> true))));
    }

    @Test
    void masksOfVolumes() {
        Volume volume = new Volume(new Grid(1, 2, 2, Affine.diagonal(1, 2, 3)), 2, new float[] {0, 1, 2, 0, 0, 0, 0, -0f});
        assertEquals("mask of 2 voxels on [2, 2], spacing [2.0, 3.0] mm", Mask.of(volume, 0).toString());
        assertEquals(0, Mask.of(volume, 1).voxels());
        assertEquals("mask: channel is 2, expected one of 2", refused(() -> Mask.of(volume, 2)));
        assertEquals("mask: found 2 channels, expected one of labels", refused(() -> Mask.ofLabel(volume, 1)));
        assertEquals("mask: voxel 3 is not a number",
                refused(() -> Mask.ofLabel(volume.withVoxels(1, new float[] {0, 0, 0, Float.NaN}), 2)));
        Volume labels = volume.withVoxels(1, new float[] {0, 1, 2, 2});
        assertEquals(2, Mask.ofLabel(labels, 2).voxels());
        assertEquals("mask: voxel 1 is not a number",
                refused(() -> Mask.of(volume.withVoxels(1, new float[] {0, Float.NaN, 0, 0}), 0)));
        assertEquals("mask: shape is 1×1×3, expected batch×channels and two or three axes of space", assertThrows(ShapeException.class,
                () -> Mask.of(Tensor.of(Shape.of(1, 1, 3), new float[3]), 0, 0, 1)).getMessage());
    }

    @Test
    void pairsOfVolumesAreOnOneGrid() {
        Volume labels = new Volume(new Grid(1, 2, 2, Affine.diagonal(1, 2, 3)), 1, new float[] {0, 1, 2, 2});
        Volume flipped = new Volume(new Grid(1, 2, 2, Affine.diagonal(1, -2, 3)), 1, labels.voxels());
        assertEquals(1, new Dice().of(MaskPair.ofLabel(labels, labels, 2)));
        assertEquals(1, new Dice().of(MaskPair.of(labels, labels, 0)));
        String message = "metrics: the prediction has 1×2×2 voxels at [1.0, 0.0, 0.0, 0.0, 0.0, -2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0],"
                + " expected the grid of the target, 1×2×2 at [1.0, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0]";
        assertEquals(message, refused(() -> MaskPair.ofLabel(flipped, labels, 2)));
        assertEquals(message, refused(() -> MaskPair.of(flipped, labels, 0)));
    }

    @Test
    void aLayerOfAVolumeIsAPlane() {
        for (int axis = 0; axis < 3; axis++) {
            int[] sizes = {5, 5, 5};
            sizes[axis] = 1;
            Volume full = new Volume(new Grid(sizes[0], sizes[1], sizes[2], Affine.diagonal(2, 2, 2)), 1, filled(25));
            Mask mask = Mask.of(full, 0);
            assertEquals("mask of 25 voxels on [5, 5], spacing [2.0, 2.0] mm", mask.toString());
            assertEquals(16, BoundaryVoxels.of(mask).points().count());
            assertEquals(0.2, mask.milliliters(), 1e-12);
        }
        Volume line = new Volume(new Grid(1, 1, 4, Affine.diagonal(1, 1, 1)), 1, filled(4));
        assertEquals("mask of 4 voxels on [1, 1, 4], spacing [1.0, 1.0, 1.0] mm", Mask.of(line, 0).toString());
    }

    private static float[] filled(int count) {
        float[] values = new float[count];
        Arrays.fill(values, 1);
        return values;
    }

    @Test
    void distancesNeedRightAngles() {
        double cosine = Math.cos(Math.toRadians(20));
        double sine = Math.sin(Math.toRadians(20));
        Grid tilted = new Grid(2, 2, 2, Affine.of(1, 0, 0, 0, 0, 1, 5 * sine, 0, 0, 0, 5 * cosine, 0, 0, 0, 0, 1));
        Mask mask = Mask.of(new Volume(tilted, 1, new float[] {1, 1, 0, 0, 0, 0, 0, 0}), 0);
        MaskPair pair = new MaskPair(mask, mask);
        assertEquals(1, new Dice().of(pair));
        assertEquals(2 * 5 * cosine / 1000, mask.milliliters(), 1e-12);
        assertEquals("metrics: the image's axes are not at right angles, but off by up to 20.0°, expected right ones for distances"
                + " between surfaces; resample both masks first", refused(() -> new HausdorffDistance(95).of(pair)));
        Grid oblique = new Grid(2, 2, 2, Affine.of(cosine, -sine, 0, 0, sine, cosine, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1));
        Mask turned = Mask.of(new Volume(oblique, 1, new float[] {1, 1, 0, 0, 0, 0, 0, 0}), 0);
        assertEquals(0, new HausdorffDistance(95).of(new MaskPair(turned, turned)));
    }

    private static String refused(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
