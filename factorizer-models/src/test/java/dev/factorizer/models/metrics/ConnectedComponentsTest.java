package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectedComponentsTest {
    /** Voxel by voxel, by a queue. */
    private static int[] slowly(int[] numbers, int x, int y, int z, int steps) {
        int[] found = new int[numbers.length];
        int count = 0;
        for (int start = 0; start < numbers.length; start++) {
            if (numbers[start] == 0 || found[start] != 0) {
                continue;
            }
            found[start] = ++count;
            Deque<Integer> queue = new ArrayDeque<>();
            queue.add(start);
            while (!queue.isEmpty()) {
                int at = queue.remove();
                for (int offset = 0; offset < 27; offset++) {
                    int dx = offset / 9 - 1;
                    int dy = offset / 3 % 3 - 1;
                    int dz = offset % 3 - 1;
                    int nx = at / z / y + dx;
                    int ny = at / z % y + dy;
                    int nz = at % z + dz;
                    if (Math.abs(dx) + Math.abs(dy) + Math.abs(dz) > steps || nx < 0 || nx >= x || ny < 0 || ny >= y || nz < 0 || nz >= z) {
                        continue;
                    }
                    int neighbor = (nx * y + ny) * z + nz;
                    if (numbers[neighbor] == numbers[start] && found[neighbor] == 0) {
                        found[neighbor] = count;
                        queue.add(neighbor);
                    }
                }
            }
        }
        return found;
    }

    @Test
    void areThoseOfASearchVoxelByVoxel() {
        Random random = new Random(7);
        int[] sides = {1, 2, 3, 5, 8};
        for (int trial = 0; trial < 600; trial++) {
            int x = sides[random.nextInt(sides.length)];
            int y = sides[random.nextInt(sides.length)];
            int z = sides[random.nextInt(sides.length)];
            int labels = 1 + random.nextInt(3);
            double density = random.nextDouble();
            int[] numbers = random.ints((long) x * y * z, 0, 1000)
                    .map(value -> value < 1000 * density ? 1 + value % labels : 0).toArray();
            for (Connectivity connectivity : Connectivity.values()) {
                Instances found = new ConnectedComponents(connectivity).of(new int[] {x, y, z}, voxel -> numbers[voxel]);
                assertArrayEquals(slowly(numbers, x, y, z, connectivity.ordinal() + 1), found.numbers(),
                        () -> "trial with " + x + "×" + y + "×" + z + " voxels, " + connectivity);
            }
        }
    }

    @Test
    void aPlaneAndALineHaveFewerNeighbors() {
        int[] diagonal = {1, 0, 0, 1};
        assertEquals(2, new ConnectedComponents(Connectivity.FACES).of(new int[] {2, 2}, voxel -> diagonal[voxel]).count());
        assertEquals(1, new ConnectedComponents(Connectivity.EDGES).of(new int[] {2, 2}, voxel -> diagonal[voxel]).count());
        assertEquals(1, new ConnectedComponents(Connectivity.CORNERS).of(new int[] {2, 2}, voxel -> diagonal[voxel]).count());
        assertEquals(2, new ConnectedComponents(Connectivity.CORNERS).of(new int[] {4}, voxel -> diagonal[voxel]).count());
    }

    @Test
    void aSpiralOfManyRunsIsOne() {
        int size = 301;
        int[] mask = new int[size * size];
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                // Teeth that are joined only by the last column.
                mask[x * size + y] = x % 2 == 0 || y == size - 1 ? 1 : 0;
            }
        }
        Instances one = new ConnectedComponents(Connectivity.FACES).of(new int[] {size, size}, voxel -> mask[voxel]);
        assertEquals(1, one.count());
        assertEquals(151 * 301 + 150, one.voxels(1));
    }

    @Test
    void sizesAndNumbersAreChecked() {
        ConnectedComponents components = new ConnectedComponents(Connectivity.FACES);
        assertEquals("components: sizes are [2, 0], expected 1 to 3 of them, each at least 1, and less than 2³¹ voxels",
                assertThrows(IllegalArgumentException.class, () -> components.of(new int[] {2, 0}, voxel -> 1)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> components.of(new int[] {2000, 2000, 2000}, voxel -> 1));
        assertThrows(IllegalArgumentException.class, () -> components.of(new int[] {1, 1, 1, 1}, voxel -> 1));
        assertEquals("components: voxel 1 has the number -1, expected 0 for the background and more for the rest",
                assertThrows(IllegalArgumentException.class, () -> components.of(new int[] {3}, voxel -> voxel == 1 ? -1 : 0))
                        .getMessage());
    }
}
