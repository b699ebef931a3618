package dev.factorizer.models.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.ImageFactors;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.CropForeground;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.Windows;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Component maps against factors that are known, and their sum against the layer's own result, on the reference backend. */
class ExplainerTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final Factorization HALS = Factorization.of(Solver.HALS);
    private static final long SEED = 11;

    private static Volume scan(int channels, Grid grid) {
        SplittableRandom random = new SplittableRandom(3);
        float[] voxels = new float[grid.values(channels)];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = random.nextInt(1, 1000) / 100f;
        }
        return new Volume(grid, channels, voxels);
    }

    private static Grid grid(List<Integer> sizes) {
        List<Integer> all = new ArrayList<>(sizes);
        all.addAll(Collections.nCopies(3 - sizes.size(), 1));
        return new Grid(all.get(0), all.get(1), all.get(2), Affine.diagonal(1, 1, 1));
    }

    private static void assertNear(float[] expected, float[] found, double tolerance) {
        assertEquals(expected.length, found.length);
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0, "nothing to compare");
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], tolerance * largest, "voxel " + i);
        }
    }

    private static float[] sum(ComponentMaps maps) {
        float[] sum = new float[maps.reconstruction().voxels().length];
        double shares = 0;
        double energies = 0;
        double last = 1;
        for (Component component : maps.components()) {
            float[] map = maps.map(component).voxels();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += map[i];
            }
            assertTrue(component.share() <= last, "ranked");
            last = component.share();
            shares += last;
            energies += component.energy();
        }
        assertEquals(1, shares, 1e-9, "shares");
        assertEquals(1, energies, 1e-9, "energies");
        return sum;
    }

    /** Without iterations the factors are their start values, whatever the image is. */
    @Test
    void mapsOfKnownFactors() {
        FactorizedImage network = new FactorizedImage(2, List.of(4, 2), new Windows.Local(new Heads.Count(1),
                new Partition.Patch(List.of(2))), HALS.withRank(2).withIterations(0));
        Map<String, Tensor> weights = new LinkedHashMap<>(network.trained(SEED).weights());
        weights.put("nmf.factorize.init.u0", Tensor.of(Shape.of(2, 2), new float[] {1, 0.5f, 3, 0}));
        weights.put("nmf.factorize.init.v0", Tensor.of(Shape.of(4, 2), new float[] {1, 10, 2, 20, 3, 30, 4, 40}));
        TrainedModel trained = new TrainedModel(network.trained(SEED).recipe(), weights, Map.of());
        ComponentMaps maps = Explainer.of(trained, BACKEND).components(scan(2, grid(List.of(4, 2))), "nmf");
        assertEquals("nmf", maps.layer());
        assertEquals(List.of(List.of(0, 0)), maps.shifts());
        // Sums over channels are 4 and 0.5; voxels of a window are numbered row by row.
        assertEquals(List.of(new Component(0, 0, 1, 50.0 / 90, 50.0 / 90), new Component(0, 0, 0, 40.0 / 90, 40.0 / 90)), maps.components());
        assertArrayEquals(new float[] {5, 10, 15, 20, 5, 10, 15, 20}, maps.map(maps.components().get(0)).voxels());
        assertArrayEquals(new float[] {4, 8, 12, 16, 4, 8, 12, 16}, maps.map(maps.components().get(1)).voxels());
        assertArrayEquals(new float[] {9, 18, 27, 36, 9, 18, 27, 36}, maps.reconstruction().voxels());
        assertEquals("components: nmf has no Component[shift=0, head=0, component=2, share=0.5, energy=0.5], expected one of its 2 components",
                assertThrows(IllegalArgumentException.class, () -> maps.map(new Component(0, 0, 2, 0.5, 0.5))).getMessage());
    }

    /** A shift moves the windows, not what is found: the image is rolled back. */
    @Test
    void shiftedWindowsArePutBack() {
        FactorizedImage network = new FactorizedImage(1, List.of(4), new Windows.Shifted(new Heads.Count(1),
                new Partition.Patch(List.of(2)), List.of(List.of(), List.of(1))), HALS.withIterations(0));
        Map<String, Tensor> weights = new LinkedHashMap<>(network.trained(SEED).weights());
        weights.put("nmf.factorize.init.u0", Tensor.of(Shape.of(1, 1), new float[] {2}));
        weights.put("nmf.factorize.init.v0", Tensor.of(Shape.of(2, 1), new float[] {1, 7}));
        TrainedModel trained = new TrainedModel(network.trained(SEED).recipe(), weights, Map.of());
        ComponentMaps maps = Explainer.of(trained, BACKEND).components(scan(1, grid(List.of(4))), "nmf");
        assertEquals(List.of(new Component(0, 0, 0, 0.5, 0.5), new Component(1, 0, 0, 0.5, 0.5)), maps.components());
        assertArrayEquals(new float[] {1, 7, 1, 7}, maps.map(maps.components().get(0)).voxels());
        assertArrayEquals(new float[] {7, 1, 7, 1}, maps.map(maps.components().get(1)).voxels());
        assertArrayEquals(new float[] {8, 8, 8, 8}, maps.reconstruction().voxels());
    }

    @TestFactory
    List<DynamicTest> theirSumIsTheReconstruction() {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, Windows> forms = new LinkedHashMap<>();
        forms.put("global", new Windows.Global(new Heads.Count(2)));
        forms.put("local", new Windows.Local(new Heads.Dimension(2), new Partition.Patch(List.of(2))));
        forms.put("grid", new Windows.Local(new Heads.Count(1), new Partition.Grid(List.of(2))));
        forms.put("shifted", new Windows.Shifted(new Heads.Dimension(2), new Partition.Patch(List.of(4)),
                List.of(List.of(), List.of(1), List.of(3))));
        List<Factorization> factorizations = List.of(HALS, HALS.withRank(2).withIterations(3),
                Factorization.of(Solver.MU).withRank(3), Factorization.of(Solver.CD).withRank(2).withIterations(2)
                        .withInitialization(Initialization.SVD));
        for (List<Integer> window : List.of(List.of(8), List.of(8, 4), List.of(4, 8, 4))) {
            forms.forEach((name, windows) -> factorizations.forEach(factorization -> tests.add(DynamicTest.dynamicTest(
                    name + " " + window + " " + factorization.solvers().getFirst().label() + " rank " + factorization.rank(), () -> {
                FactorizedImage network = new FactorizedImage(4, window, windows, factorization);
                Volume scan = scan(4, grid(window));
                ComponentMaps maps = Explainer.of(network.trained(SEED), BACKEND).components(scan, "nmf");
                assertNear(maps.reconstruction().voxels(), sum(maps), 1e-6);
                compare(network, scan, maps);
            }))));
        }
        assertEquals(3 * 4 * 4, tests.size());
        return tests;
    }

    /** With the factorization of the image itself, outside of any network. */
    private static void compare(FactorizedImage network, Volume scan, ComponentMaps maps) {
        Shape shape = Shape.of(1, 4).append(network.window().stream().mapToInt(Integer::intValue).toArray());
        ImageFactors expected = network.factorization().decompose(Tensor.of(shape, scan.voxels()),
                network.windows().layout(shape), SEED, BACKEND);
        assertNear(overChannels(expected.reconstruction(), 0, 4), maps.reconstruction().voxels(), 1e-5);
        int heads = network.windows().heads().of(4);
        for (int r = 0; r < expected.rank(); r++) {
            for (int head = 0; head < heads; head++) {
                float[] found = new float[scan.grid().voxels()];
                for (Component component : maps.components()) {
                    if (component.head() == head && component.component() == r) {
                        float[] map = maps.map(component).voxels();
                        for (int i = 0; i < found.length; i++) {
                            found[i] += map[i];
                        }
                    }
                }
                assertNear(overChannels(expected.component(r), head * 4 / heads, 4 / heads), found, 1e-5);
            }
        }
    }

    private static float[] overChannels(Tensor image, int first, int count) {
        float[] values = image.toFloats();
        int voxels = (int) image.shape().spatial().elements();
        float[] sum = new float[voxels];
        for (int i = 0; i < count * voxels; i++) {
            sum[i % voxels] += values[first * voxels + i];
        }
        return sum;
    }

    private static final Factorizer.Settings SWIN = Factorizer.Settings.swin(2, 1, List.of(16, 16, 16), List.of(8, 16));

    private static TrainedModel swin(Preprocessing preprocessing) {
        ModelRecipe recipe = new ModelRecipe(SWIN, List.of("dwi", "adc"), preprocessing, Labels.isles22());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(21, spec.name(), spec.shape())));
        }
        return new TrainedModel(recipe, weights, Map.of());
    }

    /** Two windows, other axes, another spacing, a cropped box: all linear. */
    @Test
    void mapsLieOnTheScansOwnGrid() {
        Grid grid = new Grid(9, 13, 15, Affine.of(0, -2, 0, -7, 0, 0, 3, 5, -2.5, 0, 0, 1, 0, 0, 0, 1));
        Volume scan = scan(2, grid);
        for (int i = 0; i < scan.voxels().length; i++) {
            if (i % grid.z() == 0) {
                scan.voxels()[i] = 0;
            }
        }
        Preprocessing preprocessing = new Preprocessing(Optional.of(new CropForeground(0)), Optional.of(new Orientation(AxisCodes.RAS)),
                Optional.of(new NormalizeIntensity(true, true)), Optional.of(new Spacing(1.8)), Optional.of(new SpatialPad(16)));
        Explainer explainer = Explainer.of(swin(preprocessing), BACKEND);
        List<Progress> progress = new ArrayList<>();
        for (String layer : explainer.layers()) {
            ComponentMaps maps = explainer.components(scan, layer, progress::add);
            assertEquals(grid, maps.reconstruction().grid());
            assertEquals(grid, maps.map(maps.components().getFirst()).grid());
            assertNear(maps.reconstruction().voxels(), sum(maps), 1e-5);
            assertEquals(0, maps.reconstruction().value(0, 4, 5, 0), "outside the cropped box");
            for (float value : maps.map(maps.components().getLast()).voxels()) {
                assertTrue(value >= 0, "below 0");
            }
            ComponentPlan plan = explainer.plan(scan, layer);
            assertEquals(maps.components().size(), plan.maps());
            assertEquals(progress.getLast(), new Progress(plan.windows(), plan.windows()));
            assertTrue(plan.windows() > 1 && plan.heapBytes() > plan.maps() * grid.voxels() * Float.BYTES, plan.toString());
            assertTrue(plan.describe().startsWith(layer + ": " + plan.maps() + " maps in " + plan.windows() + " windows; heap 1 MiB, network "),
                    plan.describe());
        }
    }

    /** Of a layer of half the resolution, each voxel is a block of two voxels a side. */
    @Test
    void coarseMapsAreBlocks() {
        Volume scan = scan(2, grid(List.of(16, 16, 16)));
        ComponentMaps maps = Explainer.of(swin(Preprocessing.none()), BACKEND).components(scan, "encoder.blocks.1");
        assertEquals(4 * 2, maps.components().size());
        Volume map = maps.map(maps.components().getFirst());
        for (int i = 0; i < map.voxels().length; i++) {
            int x = i / 256;
            int y = i / 16 % 16;
            int z = i % 16;
            assertEquals(map.value(0, x & ~1, y & ~1, z & ~1), map.voxels()[i], 1e-6 * map.voxels()[i]);
        }
    }

    @Test
    void aNetworkOfTwoAxesIsExplainedSliceBySlice() {
        FactorizedImage network = new FactorizedImage(2, List.of(4, 4), new Windows.Global(new Heads.Count(1)), HALS);
        Volume scan = scan(2, new Grid(4, 4, 3, Affine.diagonal(1, 1, 1)));
        ComponentMaps maps = Explainer.of(network.trained(SEED), BACKEND).components(scan, "nmf");
        float[] slice = new float[2 * 16];
        for (int i = 0; i < slice.length; i++) {
            slice[i] = scan.voxels()[3 * i + 1];
        }
        ComponentMaps one = Explainer.of(network.trained(SEED), BACKEND).components(new Volume(grid(List.of(4, 4)), 2, slice), "nmf");
        for (int i = 0; i < 16; i++) {
            assertEquals(one.reconstruction().voxels()[i], maps.reconstruction().voxels()[3 * i + 1]);
        }
    }

    private static final String ALL = "encoder.blocks.0.block.blocks.0.fact, encoder.blocks.1.block.blocks.0.fact,"
            + " decoder.blocks.0.block.blocks.0.fact";

    @Test
    void aLayerThatIsNotThereIsRefusedWithThoseThatAre() {
        Explainer explainer = Explainer.of(swin(Preprocessing.none()), BACKEND);
        assertEquals(List.of(ALL.split(", ")), explainer.layers());
        assertEquals(explainer.layers().subList(0, 2), explainer.layers("encoder"));
        Volume scan = scan(2, grid(List.of(16, 16, 16)));
        assertEquals("layer \"decoder.blocks.1\" factorizes no image, expected one of " + ALL + ", or the beginning of one up to a dot",
                assertThrows(IllegalArgumentException.class, () -> explainer.components(scan, "decoder.blocks.1")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> explainer.layers("enc"));
        assertEquals("layer \"encoder\" has 2 factorizations, expected one of encoder.blocks.0.block.blocks.0.fact,"
                + " encoder.blocks.1.block.blocks.0.fact",
                assertThrows(IllegalArgumentException.class, () -> explainer.plan(scan, "encoder")).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> explainer.components(scan(1, grid(List.of(16, 16, 16))),
                "decoder")).getMessage().startsWith("segment: the scan has 1 channel, expected 2"));
    }

    @Test
    void mapsThatCanNotFitAreRefusedBeforeTheNetworkRuns() {
        FactorizedImage network = new FactorizedImage(1, List.of(64, 64, 64), new Windows.Local(new Heads.Count(1),
                new Partition.Patch(List.of(2))), HALS.withRank(9000));
        Explainer explainer = Explainer.of(network.trained(SEED), BACKEND);
        String message = assertThrows(BackendException.class, () -> explainer.components(scan(1, grid(List.of(64, 64, 64))), "nmf"))
                .getMessage();
        assertTrue(message.startsWith("memory: the 9,000 component maps of nmf take ") && message.endsWith("with fewer heads"), message);
    }
}
