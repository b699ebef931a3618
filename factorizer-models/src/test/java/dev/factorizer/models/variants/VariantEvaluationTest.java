package dev.factorizer.models.variants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.explanation.Ablation;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.truth.LabeledCase;
import dev.factorizer.models.truth.TruthLabels;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores by hand, and truths that don't fit. */
class VariantEvaluationTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final Grid GRID = new Grid(8, 8, 8, Affine.diagonal(1, 1, 1));
    private static final Labels TWO = new Labels(List.of(new Region("core", 3), new Region("whole", 1)));

    @TempDir
    private Path folder;

    private static TrainedModel model(Labels labels) {
        Factorizer.Settings settings = Factorizer.Settings.swin(1, labels.regions().size(), List.of(8, 8, 8), List.of(8));
        ModelRecipe recipe = new ModelRecipe(settings, List.of("ct"), Preprocessing.none(), labels);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(4, spec.name(), spec.shape())));
        }
        return new TrainedModel(recipe, weights, Map.of());
    }

    private Path file(String name, int channels, int below, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        float[] voxels = new float[channels * GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = random.nextInt(below);
        }
        Path file = folder.resolve(name);
        Volumes.write(new Volume(GRID, channels, voxels), file);
        return file;
    }

    private static double overlap(float[] a, float[] b) {
        double both = 0;
        double all = 0;
        for (int i = 0; i < a.length; i++) {
            both += a[i] != 0 && b[i] != 0 ? 1 : 0;
            all += (a[i] != 0 ? 1 : 0) + (b[i] != 0 ? 1 : 0);
        }
        return 2 * both / all;
    }

    @Test
    void scoresAreThoseOfTheSegmentations() throws IOException {
        TrainedModel model = model(Labels.isles22());
        List<LabeledCase> cases = List.of(
                new LabeledCase("first", List.of(file("a.nii", 1, 3, 1)), file("a_truth.nii", 1, 2, 2)),
                new LabeledCase("nothing", List.of(file("b.nii", 1, 100, 3)), file("b_truth.nii", 1, 1, 4)));
        List<Variant> variants = List.of(Variant.asTrained(model), Variant.withIterations(model, 0),
                Variant.ablated(model, Ablation.IDENTITY));
        assertEquals(List.of("T = 5", "T = 0", "identity"), variants.stream().map(Variant::name).toList());
        assertEquals(List.of(OptionalInt.of(5), OptionalInt.of(0), OptionalInt.empty()), variants.stream().map(Variant::iterations).toList());
        List<Progress> runs = new ArrayList<>();
        List<Progress> windows = new ArrayList<>();
        List<VariantScore> scores = VariantEvaluation.on(BACKEND).withRepeats(2).run(variants, cases, runs::add, windows::add);
        assertEquals(variants, scores.stream().map(VariantScore::variant).toList());
        assertEquals(3 * (1 + 2 * 2), runs.size());
        assertEquals(new Progress(15, 15), runs.getLast());
        assertEquals(runs.size(), windows.size());
        double[] agreement = new double[2];
        for (int i = 0; i < variants.size(); i++) {
            RegionScore score = scores.get(i).regions().getFirst();
            try (Segmenter segmenter = Segmenter.of(variants.get(i).model(), BACKEND); Segmenter first = Segmenter.of(model, BACKEND)) {
                float[] found = segmenter.segment(Volumes.read(cases.get(0).images())).labels().voxels();
                assertEquals(overlap(found, Volumes.read(cases.get(0).truth()).voxels()), score.dice(), 1e-12);
                for (int j = 0; j < 2; j++) {
                    Segmentation here = segmenter.segment(Volumes.read(cases.get(j).images()));
                    agreement[j] = new Dice().of(here.labels().voxels(),
                            first.segment(Volumes.read(cases.get(j).images())).labels().voxels());
                }
            }
            assertEquals("lesion", score.region());
            assertEquals(1, score.cases(), "cases with the region");
            assertEquals((agreement[0] + agreement[1]) / 2, score.agreement(), 1e-12);
            assertTrue(scores.get(i).seconds() > 0);
        }
        assertEquals(1, scores.getFirst().regions().getFirst().agreement());
        assertNotEquals(1, scores.get(1).regions().getFirst().agreement());
    }

    @Test
    void aRegionThatNoCaseHasGivesNoNumber() throws IOException {
        List<LabeledCase> cases = List.of(new LabeledCase("nothing", List.of(file("b.nii", 1, 100, 3)), file("b_truth.nii", 1, 1, 4)));
        RegionScore score = VariantEvaluation.on(BACKEND).run(List.of(Variant.asTrained(model(Labels.isles22()))), cases).getFirst().regions()
                .getFirst();
        assertTrue(Double.isNaN(score.dice()), score.toString());
        assertEquals(0, score.cases());
    }

    @Test
    void whichLabelsARegionHas() {
        assertEquals(List.of(Set.of(3), Set.of(3, 1)), TruthLabels.NESTED.split(TWO).regions());
        assertEquals(List.of(Set.of(3), Set.of(1)), TruthLabels.EXCLUSIVE.split(TWO).regions());
        assertEquals(List.of(Set.of(3), Set.of(1, 3), Set.of(1, 2, 3)), TruthLabels.NESTED.split(Labels.brats23()).regions());
    }

    @Test
    void nestedTruthsAndChannels() throws IOException {
        TrainedModel model = model(TWO);
        float[] labels = new float[GRID.voxels()];
        float[] channels = new float[2 * GRID.voxels()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3 == 0 ? 3 : i % 3 == 1 ? 1 : 0;
            channels[i] = labels[i] == 3 ? 1 : 0;
            channels[labels.length + i] = labels[i] > 0 ? 1 : 0;
        }
        Path image = file("a.nii", 1, 100, 1);
        Path map = folder.resolve("map.nii");
        Path each = folder.resolve("each.nii");
        Volumes.write(new Volume(GRID, 1, labels), map);
        Volumes.write(new Volume(GRID, 2, channels), each);
        List<Variant> variants = List.of(Variant.asTrained(model));
        List<LabeledCase> ofMap = List.of(new LabeledCase("a", List.of(image), map));
        List<RegionScore> nested = VariantEvaluation.on(BACKEND).withTruthLabels(TruthLabels.NESTED).run(variants, ofMap).getFirst().regions();
        assertEquals(nested, VariantEvaluation.on(BACKEND).run(variants, List.of(new LabeledCase("a", List.of(image), each))).getFirst().regions());
        assertNotEquals(nested, VariantEvaluation.on(BACKEND).withTruthLabels(TruthLabels.EXCLUSIVE).run(variants, ofMap).getFirst().regions());
        assertEquals(map + ": found one map of labels for 2 regions, which does not say whether they overlap, expected a channel for each"
                + " region; or say by --truth-labels, in Java by withTruthLabels, whether they are nested or exclusive", refusal(model, image, map));
    }

    /** The background is a channel of the network, but nothing that is found. */
    @Test
    void classesThatExcludeEachOtherNeedNoWordAboutTheTruth() throws IOException {
        TrainedModel model = model(Labels.exclusive(List.of(new Region("background", 0), new Region("liver", 1), new Region("spleen", 2))));
        LabeledCase one = new LabeledCase("a", List.of(file("a.nii", 1, 3, 1)), file("a_truth.nii", 1, 3, 2));
        VariantScore score = VariantEvaluation.on(BACKEND).run(List.of(Variant.asTrained(model)), List.of(one)).getFirst();
        assertEquals(List.of("liver", "spleen"), score.regions().stream().map(RegionScore::region).toList());
        try (Segmenter segmenter = Segmenter.of(model, BACKEND)) {
            float[] found = segmenter.segment(Volumes.read(one.images())).labels().voxels();
            float[] truth = Volumes.read(one.truth()).voxels();
            for (int label = 1; label <= 2; label++) {
                assertEquals(overlap(only(found, label), only(truth, label)), score.regions().get(label - 1).dice(), 1e-12);
            }
        }
        assertEquals("truth labels: the model's classes exclude each other, so that none contains another, expected regions that may overlap,"
                + " or exclusive labels", assertThrows(IllegalArgumentException.class, () -> VariantEvaluation.on(BACKEND)
                        .withTruthLabels(TruthLabels.NESTED).run(List.of(Variant.asTrained(model)), List.of(one))).getMessage());
    }

    private static float[] only(float[] labels, int label) {
        float[] mask = new float[labels.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = labels[i] == label ? 1 : 0;
        }
        return mask;
    }

    private static String refusal(TrainedModel model, Path image, Path truth) {
        return assertThrows(IllegalArgumentException.class, () -> VariantEvaluation.on(BACKEND).run(List.of(Variant.asTrained(model)),
                List.of(new LabeledCase("a", List.of(image), truth)))).getMessage();
    }

    @Test
    void truthsThatDoNotFitAreRefused() throws IOException {
        TrainedModel model = model(Labels.isles22());
        Path image = file("a.nii", 1, 100, 1);
        Path odd = file("odd.nii", 1, 5, 2);
        assertTrue(refusal(model, image, odd).matches(".*odd.nii: found the label [234].0, expected 0 or that of a region: lesion = 1"));
        Path two = file("two.nii", 2, 2, 2);
        assertEquals(two + ": found 2 channels, expected one of labels", refusal(model, image, two));
        Path other = folder.resolve("other.nii");
        Volumes.write(new Volume(new Grid(8, 8, 7, GRID.affine()), 1, new float[448]), other);
        assertTrue(refusal(model, image, other).contains("other.nii: found 8×8×7 voxels at"), refusal(model, image, other));
        assertEquals("evaluation: 0 runs of each case, expected at least 1", assertThrows(IllegalArgumentException.class,
                () -> VariantEvaluation.on(BACKEND).withRepeats(0)).getMessage());
        assertEquals("evaluation: 0 variants and 0 cases, expected at least one of each", assertThrows(IllegalArgumentException.class,
                () -> VariantEvaluation.on(BACKEND).run(List.of(), List.of())).getMessage());
    }
}
