package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InstancesTest {
    private static Instances line(int... numbers) {
        return Instances.numbered(new int[] {numbers.length}, voxel -> numbers[voxel]);
    }

    @Test
    void numbersLoseTheirGaps() {
        Instances found = line(7, 7, 0, 3, 7, 900);
        assertEquals(3, found.count());
        assertArrayEquals(new int[] {2, 2, 0, 1, 2, 3}, found.numbers());
        assertEquals(3, found.voxels(2));
        assertEquals(5, found.voxels());
        assertEquals("instances: 4 is none of them, expected 1 to 3",
                assertThrows(IllegalArgumentException.class, () -> found.voxels(4)).getMessage());
    }

    @Test
    void objectsAreJoinedOrLeftOut() {
        Instances found = line(1, 2, 3, 4, 0, 2).grouped(5, 0, 5, 2);
        assertArrayEquals(new int[] {2, 0, 2, 1, 0, 0}, found.numbers());
        assertEquals(2, found.voxels(2));
        assertEquals(3, found.voxels());
        assertEquals("instances: found 1 groups, expected one for each of the 2",
                assertThrows(IllegalArgumentException.class, () -> line(1, 2).grouped(1)).getMessage());
    }

    @Test
    void overlapsAreCountedVoxelByVoxel() {
        Random random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            int[] a = random.ints(60, 0, 4).toArray();
            int[] b = random.ints(60, 0, 4).toArray();
            TreeMap<List<Integer>, Long> counts = new TreeMap<>((p, q) -> p.equals(q) ? 0 : p.get(0).equals(q.get(0))
                    ? p.get(1) - q.get(1) : p.get(0) - q.get(0));
            IntStream.range(0, 60).filter(i -> a[i] != 0 && b[i] != 0).forEach(i -> counts.merge(List.of(a[i], b[i]), 1L, Long::sum));
            List<InstanceOverlaps.Pair> expected = counts.entrySet().stream()
                    .map(one -> new InstanceOverlaps.Pair(one.getKey().get(0), one.getKey().get(1), one.getValue())).toList();
            int[] sizes = {3, 4, 5};
            assertEquals(expected, Instances.numbered(sizes, i -> a[i]).overlaps(Instances.numbered(sizes, i -> b[i])).pairs());
        }
        assertEquals("instances: found an image of [2] voxels, expected [3], as the one it is compared with",
                assertThrows(IllegalArgumentException.class, () -> line(1, 1, 1).overlaps(line(1, 1))).getMessage());
    }

    @Test
    void lesionsAreCountedOnceHoweverLarge() {
        // Target lesions: 0–3, 6, 9–10; the first is touched by two predictions, the last by none; one prediction is false.
        LesionAgreement found = LesionAgreement.of(line(1, 1, 1, 1, 0, 0, 2, 0, 0, 3, 3, 0, 0),
                line(1, 0, 0, 2, 2, 0, 3, 0, 0, 0, 0, 0, 4));
        assertEquals(new LesionAgreement(3, 4, 2, 1, (2.0 * 2 / (3 + 4) + 1 + 0 + 0) / 4), found);
        assertEquals(2.0 * 2 / (2 * 2 + 1 + 1), found.f1());
        LesionAgreement none = LesionAgreement.of(line(0, 0), line(0, 0));
        assertEquals(1, none.f1());
        assertEquals(1, none.dice());
        LesionAgreement missed = LesionAgreement.of(line(1, 0), line(0, 0));
        assertEquals(0, missed.f1());
        assertEquals(0, missed.dice());
        assertEquals(1, missed.missed());
    }
}
