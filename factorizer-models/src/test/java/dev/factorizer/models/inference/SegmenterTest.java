package dev.factorizer.models.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.network.IterativeNetwork;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.CropForeground;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a scan to its segmentation, with a network of random weights on the reference backend: geometry, refusals. */
class SegmenterTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final Factorizer.Settings SETTINGS = Factorizer.Settings.swin(2, 1, List.of(16, 16, 16), List.of(8, 16));
    private static final List<String> CHANNELS = List.of("dwi", "adc");
    private static final Affine HALF = Affine.diagonal(0.5, 0.5, 0.5);

    private static TrainedModel trained(ModelRecipe recipe) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(21, spec.name(), spec.shape())));
        }
        return new TrainedModel(recipe, weights, Map.of());
    }

    private static TrainedModel lesion(Preprocessing preprocessing) {
        return trained(new ModelRecipe(SETTINGS, CHANNELS, preprocessing, Labels.isles22()));
    }

    private static Segmentation probable(Segmenter segmenter, Volume scan) {
        return segmenter.segment(scan, SegmentationSettings.DEFAULT.withProbabilities(), progress -> { });
    }

    /** A bright box in zeros, so that there is something to crop. */
    private static Volume scan(int x, int y, int z, Affine affine) {
        SplittableRandom random = new SplittableRandom(9);
        float[] voxels = new float[2 * x * y * z];
        for (int i = 0; i < voxels.length; i++) {
            int at = i % (x * y * z);
            boolean inside = at % z >= 2 && at % z < z - 3 && at / z % y >= 4 && at / z % y < y - 1 && at / z / y >= 3;
            voxels[i] = inside ? 1 + random.nextInt(1000) / 1000f : 0;
        }
        return new Volume(new Grid(x, y, z, affine), 2, voxels);
    }

    @Test
    void oneWindowOnItsOwnGridIsTheSigmoidOfTheNetwork() {
        Volume scan = scan(16, 16, 16, HALF);
        TrainedModel trained = lesion(Preprocessing.none());
        try (Segmenter segmenter = Segmenter.of(trained, BACKEND);
                Model model = trained.recipe().program().on(BACKEND).load(trained.weights())) {
            float[] logits = model.run(Tensor.of(Shape.of(1, 2, 16, 16, 16), scan.voxels())).toFloats();
            Segmentation found = probable(segmenter, scan);
            long inside = 0;
            for (int i = 0; i < logits.length; i++) {
                assertEquals(1 / (1 + Math.exp(-logits[i])), found.probabilities().voxels()[i], 1e-6);
                assertEquals(found.probabilities().voxels()[i] >= 0.5 ? 1 : 0, found.labels().voxels()[i]);
                inside += (long) found.labels().voxels()[i];
            }
            assertTrue(inside > 0 && inside < logits.length, inside + " voxels");
            assertEquals(inside * 0.125 / 1000, found.millilitersOf("lesion"), 1e-12);
            assertArrayEquals(found.labels().voxels(), found.mask("lesion").voxels());
            assertEquals("segmentation: there is no region \"tumor\", expected one of [lesion]",
                    assertThrows(IllegalArgumentException.class, () -> found.millilitersOf("tumor")).getMessage());
        }
    }

    @Test
    void anyOrientationInTheSameGridOut() {
        Preprocessing recipe = new Preprocessing(Optional.of(new CropForeground(1)), Optional.of(new Orientation(AxisCodes.RAS)),
                Optional.of(new NormalizeIntensity(true, true)), Optional.empty(), Optional.of(new SpatialPad(16)));
        Volume scan = scan(22, 19, 17, Affine.of(2, 0, 0, -7, 0, 2, 0, 5, 0, 0, 3, 1, 0, 0, 0, 1));
        try (Segmenter segmenter = Segmenter.of(lesion(recipe), BACKEND)) {
            Segmentation straight = probable(segmenter, scan);
            assertEquals(scan.grid(), straight.labels().grid());
            // The same head with its axes in the order Z, X, Y, X and Z backwards.
            Affine turned = Affine.of(0, -2, 0, -7 + 2 * 21, 0, 0, 2, 5, -3, 0, 0, 1 + 3 * 16, 0, 0, 0, 1);
            Volume other = new Volume(new Grid(17, 22, 19, turned), 2, turn(scan.voxels(), 2));
            Segmentation found = probable(segmenter, other);
            assertEquals(other.grid(), found.probabilities().grid());
            assertArrayEquals(turn(straight.probabilities().voxels(), 1), found.probabilities().voxels(), 0f);
            assertArrayEquals(turn(straight.labels().voxels(), 1), found.labels().voxels(), 0f);
            assertEquals(straight.millilitersOf("lesion"), found.millilitersOf("lesion"), 1e-9);
            assertEquals(0, straight.probabilities().value(0, 0, 0, 0), "outside the cropped box");
        }
    }

    private static float[] turn(float[] voxels, int channels) {
        float[] turned = new float[voxels.length];
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (int z = 16; z >= 0; z--) {
                for (int x = 21; x >= 0; x--) {
                    for (int y = 0; y < 19; y++) {
                        turned[at++] = voxels[((c * 22 + x) * 19 + y) * 17 + z];
                    }
                }
            }
        }
        return turned;
    }

    @Test
    void progressIsThatOfThePlannedWindows() {
        Volume scan = scan(40, 31, 27, HALF);
        try (Segmenter segmenter = Segmenter.of(lesion(Preprocessing.none()), BACKEND)) {
            SegmentationPlan plan = segmenter.plan(scan);
            assertEquals(Shape.of(40, 31, 27), plan.image());
            assertEquals(4 * 3 * 3, plan.windows());
            assertTrue(plan.networkBytes() > 4 * segmenter.trained().weights().values().stream()
                    .mapToLong(tensor -> tensor.shape().elements()).sum());
            assertEquals(2L * 40 * 31 * 27 * 4, plan.imageBytes());
            assertEquals(2 * 2L * 40 * 31 * 27 * 4, plan.preparationBytes(), "the files and the scan");
            assertEquals(40L * 31 * 27, plan.resultBytes());
            assertEquals(plan.networkBytes() + plan.runtimeBytes() + Math.max(plan.preparationBytes(), plan.imageBytes() + plan.sumBytes()
                    + plan.resultBytes()), plan.residentBytes());
            // As thick as a window: the sums of the result and of the weights; of the result, a plane and one more.
            assertEquals((16L * 2 + 2) * 31 * 27 * 4, plan.sumBytes());
            assertEquals(List.of(36, 1), List.of(plan.runs(), plan.bands()));
            List<Progress> seen = new ArrayList<>();
            segmenter.segment(scan, seen::add);
            assertEquals(36, seen.size());
            assertEquals(new Progress(36, 36), seen.getLast());
        }
    }

    @Test
    void throughFilesTheSameBitsOnTheScansOwnGrid(@TempDir Path folder) throws IOException {
        Affine oblique = Affine.of(0, -2.1, 0.2, 40, 1.8, 0, 0, -30, 0, 0.2, 2.4, 7, 0, 0, 0, 1);
        Volume made = scan(30, 28, 20, oblique);
        Volumes.write(made.withVoxels(1, Arrays.copyOf(made.voxels(), 30 * 28 * 20)), folder.resolve("dwi.nii.gz"));
        Volumes.write(made.withVoxels(1, Arrays.copyOfRange(made.voxels(), 30 * 28 * 20, 2 * 30 * 28 * 20)),
                folder.resolve("adc.nii.gz"));
        TrainedModel trained = lesion(Preprocessing.recipe(2, 16));
        trained.write(folder.resolve("stroke.zip"));
        Volume scan = Volumes.read(folder.resolve("dwi.nii.gz"), folder.resolve("adc.nii.gz"));
        assertTrue(scan.grid().isNear(made.grid(), 1e-4));
        try (Segmenter direct = Segmenter.of(trained, BACKEND);
                Segmenter opened = Segmenter.open(folder.resolve("stroke.zip"), BACKEND)) {
            Segmentation found = probable(opened, scan);
            assertArrayEquals(probable(direct, scan).probabilities().voxels(), found.probabilities().voxels(), 0f);
            Volumes.writeLabels(found.labels(), folder.resolve("dwi_seg.nii.gz"));
            Volume written = Volumes.read(folder.resolve("dwi_seg.nii.gz"));
            assertEquals(scan.grid(), written.grid());
            assertArrayEquals(found.labels().voxels(), written.voxels(), 0f);
        }
    }

    @Test
    void fewerIterationsGiveAnotherResult() {
        Volume scan = scan(16, 16, 16, HALF);
        try (Segmenter five = Segmenter.of(lesion(Preprocessing.none()), BACKEND);
                Segmenter one = five.withIterations(1); Segmenter again = one.withIterations(5)) {
            float[] first = probable(five, scan).probabilities().voxels();
            assertTrue(!Arrays.equals(first, probable(one, scan).probabilities().voxels()));
            assertArrayEquals(first, probable(again, scan).probabilities().voxels(), 0f);
            assertEquals(1, ((IterativeNetwork) one.trained().recipe().network()).iterations());
        }
    }

    @Test
    void overlappingRegionsAreMergedInTheirOrder() {
        ModelRecipe recipe = new ModelRecipe(Factorizer.Settings.swin(2, 3, List.of(16, 16, 16), List.of(8, 16)), CHANNELS,
                Preprocessing.none(), Labels.brats23());
        try (Segmenter segmenter = Segmenter.of(trained(recipe), BACKEND)) {
            Segmentation found = probable(segmenter, scan(16, 16, 16, HALF));
            float[] p = found.probabilities().voxels();
            int n = 16 * 16 * 16;
            for (int i = 0; i < n; i++) {
                assertEquals(p[i] >= 0.5 ? 3 : p[n + i] >= 0.5 ? 1 : p[2 * n + i] >= 0.5 ? 2 : 0,
                        found.labels().voxels()[i]);
            }
            assertEquals(List.of("enhancing tumor", "tumor core", "whole tumor"), found.regions());
        }
    }

    @Test
    void aNetworkOfTwoAxesSegmentsEachSlice() {
        TrainedModel plane = trained(new ModelRecipe(Factorizer.Settings.swin(2, 1, List.of(16, 16), List.of(8, 16)),
                CHANNELS, Preprocessing.none(), Labels.isles22()));
        Volume scan = scan(20, 16, 3, HALF);
        try (Segmenter segmenter = Segmenter.of(plane, BACKEND)) {
            assertEquals(2 * 3, segmenter.plan(scan).windows());
            Volume found = probable(segmenter, scan).probabilities();
            for (int z = 0; z < 3; z++) {
                float[] slice = new float[2 * 20 * 16];
                for (int i = 0; i < slice.length; i++) {
                    slice[i] = scan.voxels()[i * 3 + z];
                }
                float[] alone = probable(segmenter, new Volume(new Grid(20, 16, 1, HALF), 2, slice)).probabilities().voxels();
                for (int i = 0; i < alone.length; i++) {
                    assertEquals(alone[i], found.voxels()[i * 3 + z]);
                }
            }
        }
    }

    @Test
    void tooSmallAHeapIsSaid() {
        try (Segmenter segmenter = Segmenter.of(lesion(Preprocessing.none()), BACKEND)) {
            String message = assertThrows(BackendException.class, () -> segmenter.segment(scan(16, 16, 16, HALF), progress -> {
                throw new OutOfMemoryError("as the virtual machine does");
            })).getMessage();
            assertTrue(message.matches("memory: the Java heap of [0-9,]+ MiB is too small to segment this scan"
                    + " \\(2 × 16×16×16 RAS\\); give it more with -Xmx, or take a coarser spacing"), message);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Segmenter segmenter = Segmenter.of(lesion(Preprocessing.none()), BACKEND);
        Volume one = new Volume(new Grid(16, 16, 16, HALF), 1, new float[16 * 16 * 16]);
        assertEquals("segment: the scan has 1 channel, expected 2: dwi, adc; name a file for each in this order, or one that holds"
                + " all",
                assertThrows(IllegalArgumentException.class, () -> segmenter.segment(one)).getMessage());
        Volume broken = scan(16, 16, 16, HALF);
        broken.voxels()[16 * 16 * 16 + 3 * 256 + 2 * 16 + 1] = Float.NaN;
        String message = assertThrows(IllegalArgumentException.class, () -> segmenter.segment(broken)).getMessage();
        assertTrue(message.startsWith("channel 1: voxel (3, 2, 1) is NaN, expected finite numbers"), message);
        segmenter.close();
        segmenter.close();
        assertEquals("segmenter: used after it was closed; open the bundle again", assertThrows(IllegalStateException.class,
                () -> segmenter.segment(scan(16, 16, 16, HALF))).getMessage());
    }
}
