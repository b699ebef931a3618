package dev.factorizer.models.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Windows;
import dev.factorizer.models.metrics.Mask;
import dev.factorizer.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ranks by hand, and overlaps against sorting. */
class ComponentRankingTest {
    private static final Grid GRID = new Grid(4, 1, 1, Affine.diagonal(1, 1, 1));

    /** Maps that are (2, 2, 2, 2), (0, 0, 0, 6) and (1, 1, 2, 3). */
    private static ComponentMaps maps() {
        FactorizedImage network = new FactorizedImage(1, List.of(4), new Windows.Global(new Heads.Count(1)),
                Factorization.of(Solver.HALS).withRank(3).withIterations(0));
        Map<String, Tensor> weights = new LinkedHashMap<>(network.trained(5).weights());
        weights.put("nmf.factorize.init.u0", Tensor.of(Shape.of(1, 3), new float[] {2, 1, 1}));
        weights.put("nmf.factorize.init.v0", Tensor.of(Shape.of(4, 3), new float[] {1, 0, 1, 1, 0, 1, 1, 0, 2, 1, 6, 3}));
        TrainedModel trained = new TrainedModel(network.trained(5).recipe(), weights, Map.of());
        return Explainer.of(trained, new ReferenceBackend()).components(new Volume(GRID, 1, new float[] {1, 2, 3, 4}), "nmf");
    }

    private static Mask mask(int... voxels) {
        return Mask.of(new int[] {4, 1, 1}, new double[] {1, 1, 1}, voxel -> Arrays.stream(voxels).anyMatch(one -> one == voxel));
    }

    private static List<Integer> order(ComponentRanking ranking) {
        return ranking.components().stream().map(one -> one.component().component()).toList();
    }

    @Test
    void ranksByEachOrder() {
        ComponentMaps maps = maps();
        // The reconstruction is (3, 3, 4, 11), with itself 155.
        double[][] expected = {{8.0 / 21, 42.0 / 155}, {7.0 / 21, 47.0 / 155}, {6.0 / 21, 66.0 / 155}};
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], new double[] {maps.components().get(i).share(), maps.components().get(i).energy()}, 1e-7);
        }
        assertEquals(List.of(0, 2, 1), order(ComponentRanking.of(maps, Map.of(), ComponentOrder.SHARE)));
        assertEquals(List.of(1, 2, 0), order(ComponentRanking.of(maps, Map.of(), ComponentOrder.ENERGY)));
        ComponentRanking overlap = ComponentRanking.of(maps, Map.of("end", mask(2, 3), "none", mask()), ComponentOrder.OVERLAP);
        assertEquals(List.of(2, 1, 0), order(overlap));
        assertEquals(List.of("end"), List.copyOf(overlap.components().getFirst().regions().keySet()), "an empty region is left out");
        RegionOverlap best = overlap.components().getFirst().regions().get("end");
        assertEquals(1, best.dice());
        assertEquals(5.0 / 7, best.inside(), 1e-7);
        // One voxel of the map that isn't 0, two of the region.
        assertEquals(new RegionOverlap(2.0 / 3, 1), overlap.components().get(1).regions().get("end"));
        // Four voxels are equally strong, two of them in the region, and two have place.
        assertEquals(new RegionOverlap(0.5, 0.5), overlap.components().get(2).regions().get("end"));
        assertEquals(0.5, overlap.components().get(2).overlap());
    }

    @Test
    void refusesWhatCanNotBeCompared() {
        ComponentMaps maps = maps();
        assertEquals("components: no region has a voxel to rank by overlap, expected one that has; rank by share or energy",
                assertThrows(IllegalArgumentException.class, () -> ComponentRanking.of(maps, Map.of("none", mask()), ComponentOrder.OVERLAP))
                        .getMessage());
        Mask other = Mask.of(new int[] {5, 1, 1}, new double[] {1, 1, 1}, voxel -> true);
        assertEquals("components: the region \"a\" has a grid of 5 voxels, expected the scan's with 4", assertThrows(
                IllegalArgumentException.class, () -> ComponentRanking.of(maps, Map.of("a", other), ComponentOrder.SHARE)).getMessage());
        for (ComponentOrder order : ComponentOrder.values()) {
            assertSame(order, ComponentOrder.of(order.label()));
        }
        assertEquals("order \"size\" is unknown, expected one of share, energy, overlap",
                assertThrows(IllegalArgumentException.class, () -> ComponentOrder.of("size")).getMessage());
    }

    /** Numbers of all sizes, so that the strongest are told apart by their last bits. */
    @Test
    void overlapIsThatOfSortedVoxels() {
        SplittableRandom random = new SplittableRandom(8);
        for (int run = 0; run < 200; run++) {
            int count = 1 + random.nextInt(300);
            float[] map = new float[count];
            boolean[] inside = new boolean[count];
            for (int i = 0; i < count; i++) {
                map[i] = switch (run % 3) {
                    case 0 -> 1 + random.nextInt(1000) * Math.ulp(1f);
                    case 1 -> -(float) Math.scalb(random.nextDouble(), random.nextInt(-140, 120));
                    default -> i;
                };
                inside[i] = random.nextInt(4) == 0;
            }
            inside[random.nextInt(count)] = true;
            Mask region = Mask.of(new int[] {count, 1, 1}, new double[] {1, 1, 1}, voxel -> inside[voxel]);
            assertEquals(expected(map, inside), RegionOverlap.of(map, region).dice(), 1e-12, "run " + run);
        }
    }

    private static double expected(float[] map, boolean[] inside) {
        List<Integer> sorted = IntStream.range(0, map.length).boxed()
                .sorted((a, b) -> Float.compare(Math.abs(map[b]), Math.abs(map[a]))).toList();
        int region = 0;
        int positive = 0;
        for (int i = 0; i < map.length; i++) {
            region += inside[i] ? 1 : 0;
            positive += map[i] != 0 ? 1 : 0;
        }
        int found = Math.min(region, positive);
        if (found == 0) {
            return 0;
        }
        float least = Math.abs(map[sorted.get(found - 1)]);
        double hits = 0;
        int above = (int) sorted.stream().filter(i -> Math.abs(map[i]) > least).count();
        int equal = (int) sorted.stream().filter(i -> Math.abs(map[i]) == least).count();
        for (int i : sorted) {
            double part = Math.abs(map[i]) > least ? 1 : Math.abs(map[i]) == least ? (found - above) / (double) equal : 0;
            hits += inside[i] ? part : 0;
        }
        return 2 * hits / (found + region);
    }
}
