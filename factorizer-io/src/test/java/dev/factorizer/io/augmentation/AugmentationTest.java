package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.Flip;
import dev.factorizer.io.transforms.ScaleIntensity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationTest {
    private static final List<Integer> SMALL = List.of(20, 16, 18);

    private final TrainingCase source = Cases.inMemory("a", 3, 30, 28, 26);

    private static List<Augmentation> all() {
        Augmentation published = Augmentation.isles22();
        return List.of(new Augmentation(new RandSpatialCrop(SMALL), published.sampling(), published.spatial(), published.intensity()),
                Augmentation.nnUNet(SMALL), new Augmentation(new RandCropByPosNegLabel(SMALL, 2, 1), PatchSampling.NNUNET, List.of(),
                        List.of()), Augmentation.none(SMALL));
    }

    private static String message(Executable refused) {
        return assertThrows(IllegalArgumentException.class, refused).getMessage();
    }

    private DrawnAugmentation draw(Augmentation augmentation, long seed, long epoch) throws IOException {
        return augmentation.draw(source, new SampleKey(seed, epoch, "a"), BatchPlace.ALONE);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSampleIsAFunctionOfSeedEpochAndCase(Augmentation augmentation) throws IOException {
        List<DrawnAugmentation> drawn = new ArrayList<>();
        for (long epoch = 0; epoch < 40; epoch++) {
            drawn.add(draw(augmentation, 5, epoch));
        }
        // Backwards, and from settings that were read: the same.
        Augmentation again = Augmentation.read(new SettingsReader("", augmentation.identity().orElseThrow().toTree()));
        for (int epoch = 39; epoch >= 0; epoch--) {
            DrawnAugmentation repeated = draw(again, 5, epoch);
            assertEquals(drawn.get(epoch), repeated);
            assertEquals(drawn.get(epoch).toString(), repeated.toString());
        }
        assertNotEquals(drawn.get(0).start(), drawn.get(1).start());
        assertNotEquals(drawn, List.of(draw(augmentation, 6, 0)));
        TrainingCase other = Cases.inMemory("b", 3, 30, 28, 26);
        int same = 0;
        for (int epoch = 0; epoch < 40; epoch++) {
            same += augmentation.draw(other, new SampleKey(5, epoch, "b"), BatchPlace.ALONE).start().equals(drawn.get(epoch).start())
                    ? 1 : 0;
        }
        assertTrue(same < 5, "another case has the same place " + same + " times");
    }

    @ParameterizedTest
    @MethodSource("all")
    void bitsDontDependOnTheNumberOfThreads(Augmentation augmentation) throws IOException {
        int changed = 0;
        for (long epoch = 0; epoch < 30; epoch++) {
            DrawnAugmentation drawn = draw(augmentation, 3, epoch);
            changed += drawn.intensity().size();
            Sample one = Threads.limit(1, () -> applied(drawn));
            Sample many = Threads.limit(7, () -> applied(drawn));
            assertArrayEquals(one.image().voxels(), many.image().voxels());
            assertArrayEquals(one.label().voxels(), many.label().voxels());
            assertEquals(List.of(SMALL.get(0), SMALL.get(1), SMALL.get(2)),
                    List.of(one.image().grid().x(), one.image().grid().y(), one.image().grid().z()));
        }
        assertTrue(augmentation.intensity().isEmpty() || changed >= 10, "only " + changed);
    }

    private Sample applied(DrawnAugmentation drawn) {
        try {
            return drawn.apply(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void settingsAreReadAsTheyWereWritten(Augmentation augmentation) throws IOException {
        Map<String, Object> tree = augmentation.identity().orElseThrow().toTree();
        Map<String, Object> parsed = JsonTree.parse(JsonTree.text(tree), Path.of("recipe.json"), "a recipe");
        assertEquals(augmentation, SettingsReader.read("recipe", parsed, Augmentation::read));
        assertEquals(tree, parsed);
    }

    @Test
    void aTransformOfYourOwnHasNoIdentityUnlessItSaysSo() throws IOException {
        RandomIntensityTransform own = (draws, channels) -> Optional.of(new ScaleIntensity(draws.number()));
        Augmentation augmentation = new Augmentation(new RandSpatialCrop(SMALL), PatchSampling.MONAI, List.of(), List.of(own));
        assertEquals(Optional.<Identity>empty(), augmentation.identity());
        assertEquals(1, draw(augmentation, 1, 1).intensity().size());
    }

    @Test
    void wrongSettingsAreRefusedByName() {
        Map<String, Object> tree = new SettingsWriter().put("kind", "transforms").put("patch", Map.of("kind", "randCrop"))
                .put("sampling", "monai").put("spatial", List.of()).put("intensity", List.of()).toTree();
        assertEquals("recipe: \"patch.kind\" is \"randCrop\", expected foregroundOversampling, randCropByPosNegLabel or"
                + " randSpatialCrop", message(() -> SettingsReader.read("recipe", tree, Augmentation::read)));
        assertEquals("randFlip: probability is 1.5, expected 0 to 1", message(() -> new RandFlip(1.5, 0)));
        assertEquals("randFlip: axes are none, expected some of 0, 1, 2", message(() -> new RandFlip(0.5, List.of())));
        assertEquals("flip: axes are [0, 0], expected some of 0, 1, 2, none twice", message(() -> new RandFlip(0.5, List.of(0, 0))));
        assertEquals("randAffine: scale is [0.2, 0.2, 1.0], expected three numbers from 0 to below 1",
                message(() -> new RandAffine(0.2, List.of(0.0, 0.0, 0.0), List.of(0.2, 0.2, 1.0))));
        assertEquals("randAffine: rotate is [NaN, 0.0, 0.0], expected three angles in radians, from 0 to 2π",
                message(() -> new RandAffine(0.2, List.of(Double.NaN, 0.0, 0.0), List.of(0.2, 0.2, 0.2))));
        assertEquals("range: found 2.0 to 1.0, expected two finite numbers, the lower one first", message(() -> Range.of(2, 1)));
        assertEquals("range: half of 1.1 to 1.2 is to lie below 1, but 1 is not in it", message(() -> Range.aroundOne(1.1, 1.2)));
        assertEquals("randAdjustContrast: gamma is 0.0 to 1.0, expected numbers from 0.01 to 100.0",
                message(() -> new RandAdjustContrast(0.3, Range.of(0, 1), false, true)));
        assertEquals("randSpatialCrop: size is [64, 64], expected three sizes of at least 1",
                message(() -> new RandSpatialCrop(List.of(64, 64))));
        assertEquals("foregroundOversampling: share is -0.1, expected 0 to 1",
                message(() -> new ForegroundOversampling(SMALL, -0.1)));
        assertEquals("randCropByPosNegLabel: positive is 0.0, negative 0.0, expected two numbers of at least 0 that are not both 0",
                message(() -> new RandCropByPosNegLabel(SMALL, 0, 0)));
        assertEquals("sample: epoch is -1, expected at least 0", message(() -> new SampleKey(0, -1, "a")));
        assertEquals("sample: the case has no name, expected one that no other case has", message(() -> new SampleKey(0, 0, " ")));
        assertEquals("batch: sample 2 of 2, expected 0 to 1", message(() -> new BatchPlace(2, 2)));
        assertTrue(message(() -> new RandPerChannel(1, 1, new RandGaussianNoise(1, Range.of(0, 1), false)))
                .endsWith("is what RandGaussianNoise adds"));
    }

    @Test
    void aDrawnAugmentationIsForItsCase() throws IOException {
        DrawnAugmentation drawn = draw(Augmentation.none(SMALL), 1, 2);
        assertEquals("augmentation: was drawn for case \"a\", found \"b\"",
                message(() -> drawn.apply(Cases.inMemory("b", 3, 30, 28, 26))));
        assertEquals("patch [20, 16, 18] at " + drawn.start(), drawn.describe());
    }

    /** Shares of 4000 draws, and means of what is drawn, within five standard deviations. */
    @Test
    void probabilitiesAndRangesAreThePublishedOnes() throws IOException {
        int draws = 4000;
        List<DrawnAugmentation> published = new ArrayList<>();
        List<DrawnAugmentation> nnUNet = new ArrayList<>();
        for (int epoch = 0; epoch < draws; epoch++) {
            published.add(draw(all().getFirst(), 77, epoch));
            nnUNet.add(draw(all().get(1), 77, epoch));
        }
        List<Object> parts = new ArrayList<>();
        published.forEach(drawn -> parts.addAll(drawn.spatial()));
        published.forEach(drawn -> parts.addAll(drawn.intensity()));
        for (int axis = 0; axis < 3; axis++) {
            Flip flip = new Flip(List.of(axis));
            assertShare(0.5, draws, parts, flip::equals);
        }
        assertShare(0.2, draws, parts, part -> part.getClass().getSimpleName().equals("AffineTransform"));
        assertShare(0.2, draws, parts, part -> part.getClass().getSimpleName().equals("GaussianSmooth"));
        assertShare(0.2, draws, parts, part -> part instanceof GaussianNoise noise && noise.deviation() <= 0.1
                && !noise.sameInChannels());
        assertShare(0.1, draws, parts, part -> part instanceof GaussianNoise noise && noise.deviation() <= 0.05);
        assertShare(0.2, draws, parts, part -> part instanceof ScaleIntensity scale && Math.abs(scale.factor()) <= 0.3);
        assertShare(0.1, draws, parts, part -> part instanceof ScaleIntensity scale && scale.factor() > 0);
        List<Object> channels = new ArrayList<>();
        nnUNet.forEach(drawn -> drawn.intensity().forEach(part -> {
            if (part instanceof PerChannel each) {
                channels.addAll(each.channels().stream().flatMap(Optional::stream).toList());
            }
        }));
        assertShare(0.4, 3 * draws, channels, AdjustContrast.class::isInstance);
        assertShare(0.1, 3 * draws, channels, part -> part instanceof AdjustContrast contrast && contrast.invertImage());
        assertShare(0.2, 3 * draws, channels, part -> part instanceof AdjustContrast contrast && contrast.gamma() < 1);
        assertShare(0.1, 3 * draws, channels, part -> part instanceof AdjustContrast contrast && contrast.gamma() > 1.25);
        assertShare(0.125, 3 * draws, channels, SimulateLowResolution.class::isInstance);
        assertShare(0.1, 3 * draws, channels, GaussianBlur.class::isInstance);
        assertShare(0.15, 3 * draws, channels, ScaleContrast.class::isInstance);
        assertShare(0.15, 3 * draws, channels, ScaleIntensity.class::isInstance);
        assertFalse(nnUNet.stream().allMatch(drawn -> drawn.spatial().isEmpty()));
    }

    /** Draws of the channels of a sample are not independent of each other: thrice the deviation of independent ones. */
    private static void assertShare(double expected, int of, List<Object> parts, Predicate<Object> counted) {
        double found = (double) parts.stream().filter(counted).count() / of;
        assertEquals(expected, found, 5 * 1.8 * Math.sqrt(expected * (1 - expected) / of));
    }
}
