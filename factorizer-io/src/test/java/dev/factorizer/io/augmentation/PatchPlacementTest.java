package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatchPlacementTest {
    private static final List<Integer> SIZE = List.of(4, 4, 4);

    /** Label 1 at one voxel, label 2 in 24 of them, far from each other. */
    private static TrainingCase twoLesions() {
        Grid grid = new Grid(20, 21, 22, Affine.diagonal(1, 1, 1));
        float[] label = new float[grid.voxels()];
        label[(5 * 21 + 6) * 22 + 7] = 1;
        for (int i = 0; i < 24; i++) {
            label[((12 + i / 12) * 21 + 10 + i % 12 / 4) * 22 + 12 + i % 4] = 2;
        }
        return TrainingCase.of(new Sample("lesions", new Volume(grid, 1, new float[grid.voxels()]), new Volume(grid, 1, label)));
    }

    private static List<Integer> start(PatchPlacement placement, TrainingCase source, int epoch, BatchPlace place) throws IOException {
        return placement.start(source, new SampleKey(9, epoch, source.name()).draws(0), place);
    }

    @Test
    void everyPlaceIsAsProbable() throws IOException {
        TrainingCase source = Cases.inMemory("a", 1, 6, 5, 4);
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (int epoch = 0; epoch < 6000; epoch++) {
            counts.merge(start(new RandSpatialCrop(SIZE), source, epoch, BatchPlace.ALONE), 1, Integer::sum);
        }
        assertEquals(6, counts.size());
        counts.forEach((place, count) -> assertEquals(1000, count, 150, place.toString()));
    }

    @Test
    void aSmallerCaseIsInTheMiddle() throws IOException {
        TrainingCase source = Cases.inMemory("a", 1, 6, 5, 4);
        for (PatchPlacement placement : List.of(new RandSpatialCrop(List.of(9, 5, 8)),
                new RandCropByPosNegLabel(List.of(9, 5, 8), 1, 1), new ForegroundOversampling(List.of(9, 5, 8), 0))) {
            assertEquals(List.of(-1, 0, -2), start(placement, source, 1, BatchPlace.ALONE));
        }
    }

    @Test
    void foregroundAndBackgroundAreWeighed() throws IOException {
        TrainingCase source = twoLesions();
        int inside = 0;
        for (int epoch = 0; epoch < 2000; epoch++) {
            List<Integer> start = start(new RandCropByPosNegLabel(SIZE, 3, 1), source, epoch, BatchPlace.ALONE);
            boolean isOne = start.equals(List.of(3, 4, 5));
            boolean isTwo = start.get(0) >= 10 && start.get(0) <= 11 && start.get(1) >= 8 && start.get(1) <= 10
                    && start.get(2) >= 10 && start.get(2) <= 13;
            inside += isOne || isTwo ? 1 : 0;
        }
        assertEquals(1500, inside, 110);
    }

    @Test
    void withoutForegroundTheBackgroundIsTaken() throws IOException {
        Grid grid = new Grid(8, 8, 8, Affine.diagonal(1, 1, 1));
        TrainingCase empty = TrainingCase.of(new Sample("e", new Volume(grid, 1, new float[512]), new Volume(grid, 1,
                new float[512])));
        float[] ones = new float[512];
        Arrays.fill(ones, 1);
        TrainingCase full = TrainingCase.of(new Sample("f", new Volume(grid, 1, ones), new Volume(grid, 1, ones)));
        for (int epoch = 0; epoch < 20; epoch++) {
            for (TrainingCase source : List.of(empty, full)) {
                for (PatchPlacement placement : List.of(new RandCropByPosNegLabel(SIZE, 1, 0), new RandCropByPosNegLabel(SIZE, 0, 1),
                        new ForegroundOversampling(SIZE, 1))) {
                    List<Integer> start = start(placement, source, epoch, BatchPlace.ALONE);
                    assertTrue(start.stream().allMatch(at -> at >= 0 && at <= 5), start.toString());
                }
            }
        }
    }

    @Test
    void aThirdOfABatchIsAroundForeground() {
        ForegroundOversampling third = new ForegroundOversampling(SIZE, 0.33);
        // int(round(B * 0.67)) of Python: 1, 1, 2, 3, 3, 4, 5, 5 of a batch of 1 to 8 are anywhere.
        int[] anywhere = {1, 1, 2, 3, 3, 4, 5, 5};
        for (int size = 1; size <= 8; size++) {
            int batch = size;
            assertEquals(anywhere[size - 1], IntStream.range(0, size)
                    .filter(i -> !third.isForced(new BatchPlace(i, batch))).count(), "batch of " + size);
            assertTrue(size == 1 || third.isForced(new BatchPlace(size - 1, size)));
        }
    }

    @Test
    void eachLabelIsAsProbableHoweverSmall() throws IOException {
        TrainingCase source = twoLesions();
        int small = 0;
        for (int epoch = 0; epoch < 2000; epoch++) {
            List<Integer> start = start(new ForegroundOversampling(SIZE, 0.33), source, epoch, new BatchPlace(1, 2));
            small += start.equals(List.of(3, 4, 5)) ? 1 : 0;
            assertTrue(start.equals(List.of(3, 4, 5)) || start.get(0) >= 10, start.toString());
        }
        assertEquals(1000, small, 120);
    }

    @Test
    void labelsAreWholeNumbers() {
        Grid grid = new Grid(2, 3, 4, Affine.diagonal(1, 1, 1));
        for (float wrong : new float[] {0.5f, -1, 65536, Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] label = new float[24];
            label[17] = wrong;
            assertEquals("x: the label map is " + wrong + " at voxel (1, 1, 1), expected whole numbers from 0 to 65535",
                    assertThrows(IllegalArgumentException.class, () -> TrainingCase.of(new Sample("x",
                            new Volume(grid, 1, new float[24]), new Volume(grid, 1, label)))).getMessage());
        }
    }

    @Test
    void imageAndLabelLieOnOneGrid() {
        Grid grid = new Grid(2, 3, 4, Affine.diagonal(1, 1, 1));
        Grid other = new Grid(2, 3, 4, Affine.diagonal(1, 1, 2));
        Volume image = new Volume(grid, 1, new float[24]);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Sample("x", image, new Volume(other, 1, new float[24])))
                .getMessage().endsWith("expected one grid"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Sample("x", image, new Volume(grid, 2, new float[48])))
                .getMessage().startsWith("x: the label map has 2 channels, expected 1"));
    }
}
