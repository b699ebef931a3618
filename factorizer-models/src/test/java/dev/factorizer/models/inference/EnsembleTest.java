package dev.factorizer.models.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Several models, flips, uncertainty, and what ends a segmentation before its end. */
class EnsembleTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final List<Integer> WINDOW = List.of(5, 4, 6);
    private static final SegmentationSettings KEEPING = SegmentationSettings.DEFAULT.withProbabilities().withUncertainty();

    private static TrainedModel model(Labels labels, List<Integer> window, long seed) {
        return new ConvolutionNetwork(1, labels.regions().size(), window).trained(Preprocessing.none(), labels, 0.5, seed);
    }

    private static Volume scan() {
        SplittableRandom random = new SplittableRandom(4);
        float[] voxels = new float[9 * 7 * 8];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = random.nextInt(2000) / 1000f - 1;
        }
        return new Volume(new Grid(9, 7, 8, Affine.diagonal(1, 2, 3)), 1, voxels);
    }

    private static Segmentation segment(SegmentationSettings settings, TrainedModel... models) {
        try (Segmenter segmenter = Segmenter.of(List.of(models), BACKEND, CompileOptions.DEFAULT)) {
            return segmenter.segment(scan(), settings, progress -> { });
        }
    }

    private static float[] probabilities(TrainedModel... models) {
        return segment(KEEPING, models).probabilities().voxels();
    }

    @Test
    void equalModelsAreLikeOne() {
        for (Labels labels : List.of(ConvolutionNetwork.regions(2), ConvolutionNetwork.classes(3))) {
            for (Averaging averaging : Averaging.values()) {
                TrainedModel one = model(labels, WINDOW, 1);
                Segmentation alone = segment(KEEPING, one);
                Segmentation three = segment(KEEPING.withAveraging(averaging), one, one, one);
                assertArrayEquals(alone.probabilities().voxels(), three.probabilities().voxels(), 0f);
                assertArrayEquals(alone.labels().voxels(), three.labels().voxels(), 0f);
                assertArrayEquals(alone.entropy().voxels(), three.entropy().voxels(), 0f);
                assertTrue(alone.disagreement().isEmpty());
                for (float value : three.disagreement().orElseThrow().voxels()) {
                    assertEquals(0, value, 1e-6);
                }
            }
        }
    }

    @Test
    void aMeanOfProbabilitiesOrOfLogitsWithWindowsOfTheirOwn() {
        TrainedModel first = model(ConvolutionNetwork.regions(2), WINDOW, 1);
        TrainedModel second = model(ConvolutionNetwork.regions(2), List.of(6, 6, 3), 2);
        float[] a = probabilities(first);
        float[] b = probabilities(second);
        Segmentation mean = segment(KEEPING, first, second);
        Segmentation logits = segment(KEEPING.withAveraging(Averaging.LOGITS), first, second);
        for (int i = 0; i < a.length; i++) {
            double p = ((double) a[i] + b[i]) / 2;
            assertEquals(p, mean.probabilities().voxels()[i], 1e-7);
            double logit = (Math.log(a[i] / (1.0 - a[i])) + Math.log(b[i] / (1.0 - b[i]))) / 2;
            assertEquals(1 / (1 + Math.exp(-logit)), logits.probabilities().voxels()[i], 1e-5);
            assertEquals(entropy(p), mean.entropy().voxels()[i], 1e-6);
            assertEquals(entropy(p) - (entropy(a[i]) + entropy(b[i])) / 2, mean.disagreement().orElseThrow().voxels()[i], 1e-5);
            // Of what the members say, whatever is averaged for the labels.
            assertEquals(mean.disagreement().orElseThrow().voxels()[i], logits.disagreement().orElseThrow().voxels()[i]);
        }
    }

    private static double entropy(double p) {
        return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }

    @Test
    void aTemperatureChangesProbabilitiesButNotWhatIsMoreLikely() {
        for (Labels labels : List.of(ConvolutionNetwork.regions(2), ConvolutionNetwork.classes(3))) {
            TrainedModel plain = model(labels, WINDOW, 1);
            Segmentation as = segment(KEEPING, plain);
            Segmentation warm = segment(KEEPING, plain.withTemperature(2.5));
            assertArrayEquals(as.labels().voxels(), warm.labels().voxels(), 0f);
            assertArrayEquals(as.probabilities().voxels(), segment(KEEPING, plain.withTemperature(1)).probabilities().voxels(), 0f);
            float[] p = as.probabilities().voxels();
            float[] q = warm.probabilities().voxels();
            int voxels = 9 * 7 * 8;
            int different = 0;
            for (int i = 0; i < q.length; i++) {
                double sum = 0;
                for (int c = 0; c < 3; c++) {
                    sum += q.length == 3 * voxels ? Math.pow(p[c * voxels + i % voxels], 1 / 2.5) : 0;
                }
                assertEquals(q.length == 3 * voxels ? Math.pow(p[i], 1 / 2.5) / sum
                        : 1 / (1 + Math.pow((1.0 - p[i]) / p[i], 1 / 2.5)), q[i], 1e-5);
                different += Math.abs(q[i] - p[i]) > 0.001 ? 1 : 0;
            }
            assertTrue(different > voxels / 2, different + " probabilities changed");
        }
    }

    @Test
    void eachMemberHasATemperatureOfItsOwn() {
        TrainedModel first = model(ConvolutionNetwork.regions(2), WINDOW, 1).withTemperature(3);
        TrainedModel second = model(ConvolutionNetwork.regions(2), WINDOW, 2).withTemperature(0.5);
        float[] a = probabilities(first);
        float[] b = probabilities(second);
        Segmentation both = segment(KEEPING, first, second);
        for (int i = 0; i < a.length; i++) {
            double p = ((double) a[i] + b[i]) / 2;
            assertEquals(p, both.probabilities().voxels()[i], 1e-7);
            assertEquals(entropy(p) - (entropy(a[i]) + entropy(b[i])) / 2, both.disagreement().orElseThrow().voxels()[i], 1e-5);
        }
        // Flips of one model have the one that it has.
        SegmentationSettings flips = KEEPING.withFlips(List.of(List.of(), List.of(0)));
        assertEquals(segment(flips, first).disagreement().orElseThrow().voxels().length, a.length);
    }

    @Test
    void classesHaveOneEntropy() {
        TrainedModel first = model(ConvolutionNetwork.classes(3), WINDOW, 1);
        TrainedModel second = model(ConvolutionNetwork.classes(3), WINDOW, 2);
        Segmentation found = segment(KEEPING, first, second);
        float[] p = found.probabilities().voxels();
        int voxels = 9 * 7 * 8;
        assertEquals(voxels, found.entropy().voxels().length);
        float[] a = probabilities(first);
        float[] b = probabilities(second);
        int[] counts = new int[3];
        for (int i = 0; i < voxels; i++) {
            double entropy = 0;
            double own = 0;
            double sum = 0;
            int best = 0;
            for (int c = 0; c < 3; c++) {
                int at = c * voxels + i;
                entropy -= p[at] * Math.log(p[at]);
                own -= (a[at] * Math.log(a[at]) + b[at] * Math.log(b[at])) / 2;
                sum += p[at];
                best = p[at] > p[best * voxels + i] ? c : best;
            }
            counts[best]++;
            assertEquals(1, sum, 1e-6);
            assertEquals(entropy, found.entropy().voxels()[i], 1e-6);
            assertEquals(entropy - own, found.disagreement().orElseThrow().voxels()[i], 1e-5);
            assertEquals(2 * best, found.labels().voxels()[i]);
            assertEquals(best == 2 ? 1 : 0, found.mask("class 2").voxels()[i]);
        }
        assertTrue(counts[1] > 0 && counts[2] > 0, "all classes are found");
        assertEquals(List.of("class 1", "class 2"), found.regions());
        assertEquals(counts[1] * 6 / 1000.0, found.millilitersOf("class 1"), 1e-12);
        assertEquals("segmentation: there is no region \"class 0\", expected one of [class 1, class 2]",
                assertThrows(IllegalArgumentException.class, () -> found.mask("class 0")).getMessage());
    }

    /** By hand: halves have ln 2, a sure and an unsure member ln 2 less the half of it. */
    @Test
    void entropiesByHand() {
        ProbabilityRows rows = new ProbabilityRows(List.of(1, 1), List.of(1.0, 1.0), 1, false, Averaging.PROBABILITIES, true);
        float[] result = new float[3];
        // Logits 0 and 100, each with the weight 2.
        rows.row(new float[][] {{0, 2}, {200, 2}}, 1, 0, 1, result, new ProbabilityRows.Scratch());
        assertEquals(0.75, result[0]);
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertEquals(entropy, result[1], 1e-7);
        assertEquals(entropy - Math.log(2) / 2, result[2], 1e-7);
        ProbabilityRows classes = new ProbabilityRows(List.of(1), List.of(1.0), 4, true, Averaging.PROBABILITIES, true);
        float[] four = new float[5];
        classes.row(new float[][] {{3, 3, 3, 3, 1}}, 1, 0, 1, four, new ProbabilityRows.Scratch());
        assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f, (float) Math.log(4)}, four, 1e-7f);
    }

    @Test
    void flipsOfASingleModelAreItsMembers() {
        TrainedModel one = model(ConvolutionNetwork.regions(1), WINDOW, 1);
        Segmentation flipped = segment(KEEPING.withFlips(List.of(List.of(), List.of(2, 0))), one);
        float[] alone = probabilities(one);
        float furthest = 0;
        for (int i = 0; i < alone.length; i++) {
            furthest = Math.max(furthest, Math.abs(alone[i] - flipped.probabilities().voxels()[i]));
        }
        assertTrue(furthest > 1e-3, "flips change something");
        float most = 0;
        for (float value : flipped.disagreement().orElseThrow().voxels()) {
            assertTrue(value >= 0);
            most = Math.max(most, value);
        }
        assertTrue(most > 1e-4 && most <= Math.log(2), "they disagree by " + most);
    }

    @Test
    void eachModelPadsToItsOwnWindow() {
        Labels labels = ConvolutionNetwork.regions(1);
        TrainedModel small = padded(labels, List.of(5, 4, 6), Optional.of(new SpatialPad(List.of(5, 4, 6))));
        TrainedModel large = padded(labels, List.of(12, 10, 9), Optional.of(new SpatialPad(List.of(12, 10, 9))));
        float[] a = probabilities(small);
        float[] b = probabilities(large);
        float[] mean = probabilities(small, large);
        for (int i = 0; i < a.length; i++) {
            assertEquals(((double) a[i] + b[i]) / 2, mean[i], 1e-7);
        }
        TrainedModel other = padded(labels, List.of(5, 4, 6), Optional.of(new SpatialPad(20)));
        refused(small, other, "ensemble: model 2 has the preprocessing spatialPad to [20, 20, 20], expected those of model"
                + " 1, none; take", "");
    }

    private static TrainedModel padded(Labels labels, List<Integer> window, Optional<SpatialPad> pad) {
        return new ConvolutionNetwork(1, 1, window).trained(new Preprocessing(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), pad), labels, 0.5, 3);
    }

    @Test
    void modelsOfSomethingElseAreRefused() {
        TrainedModel one = model(ConvolutionNetwork.regions(2), WINDOW, 1);
        refused(one, model(ConvolutionNetwork.classes(2), WINDOW, 1), "ensemble: model 2 has the labels [class 0 = 0, class 1 = 2]",
                " that exclude each other, expected those of model 1, [region");
        refused(one, new ConvolutionNetwork(2, 2, WINDOW).trained(Preprocessing.none(), ConvolutionNetwork.regions(2), 0.5, 1),
                "ensemble: model 2 has the channels [channel 0, channel 1], expected those of model 1, [channel 0]", "");
        refused(one, new ConvolutionNetwork(1, 2, WINDOW).trained(new Preprocessing(Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(new Spacing(2)), Optional.empty()), ConvolutionNetwork.regions(2), 0.5, 1),
                "ensemble: model 2 has the preprocessing spacing [2.0, 2.0, 2.0], bilinear, alignCorners true, expected", "");
        assertEquals("ensemble: found no model, expected at least one", assertThrows(IllegalArgumentException.class,
                () -> Segmenter.of(List.of(), BACKEND, CompileOptions.DEFAULT)).getMessage());
    }

    private static void refused(TrainedModel one, TrainedModel other, String start, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> Segmenter.of(List.of(one, other), BACKEND,
                CompileOptions.DEFAULT)).getMessage();
        assertTrue(message.startsWith(start) && message.contains(part), message);
    }

    @Test
    void whatWasNotAskedForIsNotThere() {
        Segmentation found = segment(SegmentationSettings.DEFAULT, model(ConvolutionNetwork.regions(2), WINDOW, 1));
        assertEquals("segmentation: the probabilities were not kept; ask for them by SegmentationSettings.withProbabilities()",
                assertThrows(IllegalStateException.class, found::probabilities).getMessage());
        assertEquals("segmentation: the entropy was not kept; ask for it by SegmentationSettings.withUncertainty()",
                assertThrows(IllegalStateException.class, found::entropy).getMessage());
        assertTrue(found.disagreement().isEmpty());
    }

    @Test
    void manyOverlappingRegions() {
        Labels labels = ConvolutionNetwork.regions(20);
        TrainedModel model = model(labels, WINDOW, 1);
        Segmentation kept = segment(SegmentationSettings.DEFAULT.withProbabilities(), model);
        Segmentation found = segment(SegmentationSettings.DEFAULT, model);
        assertArrayEquals(kept.labels().voxels(), found.labels().voxels(), 0f);
        int voxels = 9 * 7 * 8;
        float[] p = kept.probabilities().voxels();
        long inside = 0;
        for (int i = 0; i < voxels; i++) {
            int first = 0;
            for (int c = 19; c >= 0; c--) {
                first = p[c * voxels + i] >= 0.5 ? c + 1 : first;
            }
            assertEquals(first, found.labels().voxels()[i]);
            assertEquals(p[7 * voxels + i] >= 0.5 ? 1 : 0, kept.mask("region 7").voxels()[i]);
            inside += p[7 * voxels + i] >= 0.5 ? 1 : 0;
        }
        assertEquals(inside * 6 / 1000.0, found.millilitersOf("region 7"), 1e-12);
        assertEquals("segmentation: of more than 16 regions that may overlap no masks are kept; ask for the probabilities by"
                + " SegmentationSettings.withProbabilities()", assertThrows(IllegalStateException.class,
                        () -> found.mask("region 7")).getMessage());
    }

    @Test
    void windowsThatDoNotFitTheMemoryAreRefusedBeforeTheRun() {
        TrainedModel one = model(ConvolutionNetwork.regions(2), WINDOW, 1);
        try (Segmenter segmenter = Segmenter.of(List.of(one, one), BACKEND, new CompileOptions(false, 1000))) {
            String message = assertThrows(BackendException.class, () -> segmenter.prepare(scan(), KEEPING)).getMessage();
            assertTrue(message.startsWith("segment: a window of 5×4×6 voxels can't run, memory: the program needs "), message);
        }
        long both;
        try (Segmenter segmenter = Segmenter.of(one, BACKEND)) {
            segmenter.plan(scan());
            both = one.recipe().program().on(BACKEND).memory().totalBytes() * 2;
        }
        try (Segmenter segmenter = Segmenter.of(List.of(one, one), BACKEND, new CompileOptions(false, both - 1))) {
            String message = assertThrows(BackendException.class, () -> segmenter.prepare(scan(), KEEPING)).getMessage();
            assertTrue(message.startsWith("segment: a window of 5×4×6 voxels of model 2, beside the models before it, can't run"),
                    message);
        }
    }

    @Test
    void volumesThatNoArrayHoldsAreRefusedBeforeTheRun() {
        TrainedModel many = model(ConvolutionNetwork.classes(1200), List.of(3, 3, 3), 1);
        Volume scan = new Volume(new Grid(128, 128, 128, Affine.diagonal(1, 1, 1)), 1, new float[128 * 128 * 128]);
        try (Segmenter segmenter = Segmenter.of(many, BACKEND)) {
            assertEquals("segment: the probabilities of 1200 regions on 128×128×128 voxels are 2,516,582,400 values (9,600 MiB),"
                    + " expected less than 2³¹; don't ask for them, or take a scan of fewer voxels",
                    assertThrows(IllegalArgumentException.class,
                            () -> segmenter.prepare(scan, SegmentationSettings.DEFAULT.withProbabilities())).getMessage());
        }
    }

    @Test
    void anInterruptedThreadStopsWithinAWindow() {
        List<Progress> seen = new ArrayList<>();
        try (Segmenter segmenter = Segmenter.of(model(ConvolutionNetwork.regions(1), WINDOW, 1), BACKEND)) {
            assertEquals("segment: interrupted after 3 of 18 windows; there is no result", assertThrows(CancellationException.class,
                    () -> segmenter.segment(scan(), progress -> {
                        seen.add(progress);
                        if (seen.size() == 3) {
                            Thread.currentThread().interrupt();
                        }
                    })).getMessage());
            assertTrue(Thread.interrupted(), "for its owner to see");
            assertEquals(new Progress(3, 18), seen.getLast());
            CancellationException stop = new CancellationException("enough");
            assertEquals(stop, assertThrows(CancellationException.class, () -> segmenter.segment(scan(), progress -> {
                throw stop;
            })));
            assertEquals(9 * 7 * 8, segmenter.segment(scan()).labels().voxels().length, "it can go on");
        }
    }

    @Test
    void settingsAreChecked() {
        assertEquals("segment: overlap is 0.95, expected 0 to 0.9", assertThrows(IllegalArgumentException.class,
                () -> SegmentationSettings.DEFAULT.withOverlap(0.95)).getMessage());
        for (List<List<Integer>> flips : List.of(List.<List<Integer>>of(), List.of(List.of(3)), List.of(List.of(1, 1)),
                Collections.nCopies(2, List.of(0)))) {
            assertEquals("segment: flips are " + flips + ", expected at least one set of axes from 0 to 2, each set once",
                    assertThrows(IllegalArgumentException.class, () -> SegmentationSettings.DEFAULT.withFlips(flips)).getMessage());
        }
        assertEquals("segment: sumBytes is 0, expected at least 1", assertThrows(IllegalArgumentException.class,
                () -> SegmentationSettings.DEFAULT.withSumBytes(0)).getMessage());
    }

    @Test
    void everyVoxelHasAWeight() {
        for (int size : new int[] {1, 2, 7, 64, 129}) {
            for (WindowWeights mode : WindowWeights.values()) {
                SlidingWindow window = new SlidingWindow(List.of(size, 3, 1), List.of(0.0, 0.0, 0.0), mode, 0.05, List.of(List.of()));
                for (float weight : window.weights()) {
                    assertTrue(weight > 0);
                }
            }
        }
    }

    @Test
    void lessOverlapIsFewerWindows() {
        try (Segmenter segmenter = Segmenter.of(model(ConvolutionNetwork.regions(1), WINDOW, 1), BACKEND)) {
            assertEquals(18, segmenter.plan(scan()).windows());
            assertEquals(8, segmenter.prepare(scan(), SegmentationSettings.DEFAULT.withOverlap(0)).plan().windows());
            assertEquals(16, segmenter.prepare(scan(), SegmentationSettings.DEFAULT.withOverlap(0)
                    .withFlips(List.of(List.of(), List.of(1)))).plan().windows());
        }
    }
}
