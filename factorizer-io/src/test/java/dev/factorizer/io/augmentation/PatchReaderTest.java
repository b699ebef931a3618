package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.transforms.AffineTransform;
import dev.factorizer.io.transforms.Flip;
import dev.factorizer.io.transforms.Interpolation;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.SpatialCrop;
import dev.factorizer.io.transforms.SpatialTransform;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One interpolation of what the patch needs, held against the deterministic transforms one after the other. */
class PatchReaderTest {
    private static final List<Integer> SIZE = List.of(12, 9, 11);
    private static final List<Integer> START = List.of(3, 5, 2);
    private static final AffineTransform TURN = AffineTransform.of(List.of(0.2, -0.15, 0.26), List.of(0.85, 1.2, 1.1),
            Interpolation.BILINEAR);

    private final Sample whole = Cases.sample("a", 3, 21, 18, 17);

    private static void assertNear(Volume expected, Volume found) {
        assertEquals(expected.channels(), found.channels());
        assertTrue(expected.grid().isNear(found.grid(), 1e-9), expected.grid() + ", " + found.grid());
        assertArrayEquals(expected.voxels(), found.voxels(), 3e-6f);
    }

    private static AffineTransform nearest(AffineTransform transform) {
        return new AffineTransform(transform.matrix(), Optional.empty(), Interpolation.NEAREST);
    }

    @Test
    void aPatchIsThePartOfTheCase() throws IOException {
        Sample patch = PatchReader.read(TrainingCase.of(whole), START, SIZE, List.of(), PatchSampling.MONAI);
        SpatialCrop crop = new SpatialCrop(START, SIZE);
        assertArrayEquals(crop.apply(whole.image()).voxels(), patch.image().voxels());
        assertArrayEquals(crop.apply(whole.label()).voxels(), patch.label().voxels());
        assertTrue(crop.apply(whole.image()).grid().isNear(patch.image().grid(), 1e-12));
    }

    @Test
    void flipsAreExact() throws IOException {
        for (List<Integer> axes : List.of(List.of(0), List.of(1), List.of(2), List.of(0, 2), List.of(0, 1, 2))) {
            List<SpatialTransform> flips = new ArrayList<>();
            axes.forEach(axis -> flips.add(new Flip(List.of(axis))));
            Sample patch = PatchReader.read(TrainingCase.of(whole), START, SIZE, flips, PatchSampling.NNUNET);
            Volume expected = new Flip(axes).apply(new SpatialCrop(START, SIZE).apply(whole.image()));
            assertArrayEquals(expected.voxels(), patch.image().voxels());
            assertTrue(expected.grid().isNear(patch.image().grid(), 1e-9), axes.toString());
        }
    }

    @Test
    void twoFlipsAreNone() throws IOException {
        List<SpatialTransform> twice = List.of(new Flip(List.of(1)), new Flip(List.of(1)));
        assertArrayEquals(PatchReader.read(TrainingCase.of(whole), START, SIZE, List.of(), PatchSampling.MONAI).image().voxels(),
                PatchReader.read(TrainingCase.of(whole), START, SIZE, twice, PatchSampling.MONAI).image().voxels());
    }

    @Test
    void turnsAndFlipsOfThePatchAreThoseOneAfterTheOther() throws IOException {
        List<SpatialTransform> transforms = List.of(TURN, new Flip(List.of(0)), new Flip(List.of(2)));
        Sample patch = PatchReader.read(TrainingCase.of(whole), START, SIZE, transforms, PatchSampling.MONAI);
        Volume image = new SpatialCrop(START, SIZE).apply(whole.image());
        Volume label = new SpatialCrop(START, SIZE).apply(whole.label());
        Flip flip = new Flip(List.of(0, 2));
        assertNear(flip.apply(TURN.apply(image)), patch.image());
        assertNear(flip.apply(nearest(TURN).apply(label)), patch.label());
    }

    /** With the case around it, the middle of a patch is the same as when the whole case is turned about the patch's center. */
    @Test
    void theCaseAroundThePatchIsSeen() throws IOException {
        Sample large = Cases.sample("b", 2, 31, 31, 31);
        List<Integer> size = List.of(15, 15, 15);
        Sample patch = PatchReader.read(TrainingCase.of(large), List.of(8, 8, 8), size, List.of(TURN), PatchSampling.NNUNET);
        Volume expected = new SpatialCrop(List.of(8, 8, 8), size).apply(TURN.apply(large.image()));
        assertNear(expected, patch.image());
        // The label of the most weight: the greatest of the interpolated masks of all labels.
        int count = patch.label().voxels().length;
        float[][] masks = new float[4][];
        for (int label = 0; label < 4; label++) {
            Volume mask = new SplitRegions(List.of(Set.of(label))).apply(large.label());
            masks[label] = new SpatialCrop(List.of(8, 8, 8), size).apply(TURN.apply(mask)).voxels();
        }
        int compared = 0;
        for (int i = 0; i < count; i++) {
            float found = masks[(int) patch.label().voxels()[i]][i];
            for (int label = 0; label < 4; label++) {
                assertTrue(masks[label][i] <= found + 1e-5f, "voxel " + i + ": label " + label);
            }
            compared += found < 0.9 ? 1 : 0;
        }
        assertTrue(compared > count / 2, "only " + compared);
    }

    @Test
    void beyondTheCaseEverythingIsZero() throws IOException {
        List<Integer> start = List.of(-4, 12, 0);
        for (List<SpatialTransform> transforms : List.<List<SpatialTransform>>of(List.of(), List.of(TURN))) {
            for (PatchSampling sampling : PatchSampling.values()) {
                Sample patch = PatchReader.read(TrainingCase.of(whole), start, List.of(30, 30, 17), transforms, sampling);
                assertEquals(0, patch.image().value(1, 0, 29, 3));
                assertEquals(0, patch.label().value(0, 0, 29, 3));
                assertTrue(patch.image().value(1, 12, 1, 8) != 0);
            }
        }
        Sample beyond = PatchReader.read(TrainingCase.of(whole), List.of(100, 0, 0), SIZE, List.of(TURN), PatchSampling.NNUNET);
        for (float value : beyond.image().voxels()) {
            assertEquals(0, value);
        }
    }

    @Test
    void onlyWhatThePatchNeedsIsRead() throws IOException {
        List<VoxelBox> read = new ArrayList<>();
        TrainingCase watched = new WatchedCase(TrainingCase.of(Cases.sample("c", 1, 40, 40, 40)), read);
        List<Integer> start = List.of(20, 4, 10);
        PatchReader.read(watched, start, List.of(8, 8, 8), List.of(), PatchSampling.NNUNET);
        assertEquals(new VoxelBox(20, 28, 4, 12, 10, 18), read.getFirst());
        read.clear();
        PatchReader.read(watched, start, List.of(8, 8, 8), List.of(TURN), PatchSampling.MONAI);
        assertEquals(new VoxelBox(20, 28, 4, 12, 10, 18), read.getFirst());
        read.clear();
        PatchReader.read(watched, start, List.of(8, 8, 8), List.of(TURN), PatchSampling.NNUNET);
        assertTrue(read.getFirst().size(0) <= 16 && read.getFirst().size(1) <= 16 && read.getFirst().size(2) <= 16,
                read.toString());
    }

    @Test
    void otherTransformsAreRefused() {
        List<SpatialTransform> other = List.of(new Orientation(AxisCodes.RAS));
        String message = assertThrows(IllegalArgumentException.class, () -> new DrawnAugmentation(new SampleKey(1, 0, "a"), SIZE,
                START, PatchSampling.MONAI, other, List.of())).getMessage();
        assertTrue(message.endsWith("expected a Flip or an AffineTransform"), message);
    }
}
