package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.io.transforms.AffineTransform;
import dev.factorizer.io.transforms.Flip;
import dev.factorizer.io.transforms.GaussianSmooth;
import dev.factorizer.io.transforms.ScaleIntensity;
import dev.factorizer.io.transforms.ShiftIntensity;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each transform alone. */
class RandomTransformTest {
    /** A transform for a probability, and what it draws. */
    private record Kind(DoubleFunction<RandomTransform> of, Class<?> drawn) {
        @Override
        public String toString() {
            return of.apply(1).getClass().getSimpleName();
        }
    }

    private static List<Kind> kinds() {
        Range some = Range.of(0.5, 0.75);
        return List.of(new Kind(p -> new RandFlip(p, 1), Flip.class),
                new Kind(p -> new RandAffine(p, List.of(0.1, 0.2, 0.3), List.of(0.1, 0.2, 0.3)), AffineTransform.class),
                new Kind(p -> new RandScale(p, Range.aroundOne(0.7, 1.4)), AffineTransform.class),
                new Kind(p -> new RandGaussianNoise(p, some, false), GaussianNoise.class),
                new Kind(p -> new RandGaussianSmooth(p, some), GaussianSmooth.class),
                new Kind(p -> new RandGaussianBlur(p, some), GaussianBlur.class),
                new Kind(p -> new RandScaleIntensity(p, some), ScaleIntensity.class),
                new Kind(p -> new RandShiftIntensity(p, some), ShiftIntensity.class),
                new Kind(p -> new RandScaleContrast(p, some), ScaleContrast.class),
                new Kind(p -> new RandAdjustContrast(p, some, true, false), AdjustContrast.class),
                new Kind(p -> new RandSimulateLowResolution(p, some), SimulateLowResolution.class),
                new Kind(p -> new RandPerChannel(p, 0.5, new RandScaleContrast(1, some)), PerChannel.class));
    }

    private static Optional<?> draw(RandomTransform transform, long epoch) {
        Draws draws = new SampleKey(1, epoch, "a").draws(2);
        return switch (transform) {
            case RandomSpatialTransform spatial -> spatial.draw(draws);
            case RandomIntensityTransform intensity -> intensity.draw(draws, 8);
        };
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingIsDrawnAtZeroAndAlwaysSomethingElseAtOne(Kind kind) {
        Object last = null;
        int changes = 0;
        for (long epoch = 0; epoch < 50; epoch++) {
            assertTrue(draw(kind.of().apply(0), epoch).isEmpty());
            Optional<?> drawn = draw(kind.of().apply(1), epoch);
            assertTrue(drawn.isPresent());
            assertInstanceOf(kind.drawn(), drawn.get());
            assertEquals(drawn, draw(kind.of().apply(1), epoch));
            changes += drawn.get().equals(last) ? 0 : 1;
            last = drawn.get();
        }
        assertEquals(kind.drawn() == Flip.class ? 1 : 50, changes);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void settingsAreRead(Kind kind) {
        RandomTransform transform = kind.of().apply(0.25);
        Augmentation alone = switch (transform) {
            case RandomSpatialTransform spatial -> new Augmentation(new RandSpatialCrop(List.of(4, 4, 4)), PatchSampling.MONAI,
                    List.of(spatial), List.of());
            case RandomIntensityTransform intensity -> new Augmentation(new RandSpatialCrop(List.of(4, 4, 4)), PatchSampling.MONAI,
                    List.of(), List.of(intensity));
        };
        Identity identity = alone.identity().orElseThrow();
        assertEquals(alone, SettingsReader.read("recipe", identity.toTree(), Augmentation::read));
        String kindName = transform.identity().orElseThrow().kind();
        assertEquals(transform.getClass().getSimpleName(), Character.toUpperCase(kindName.charAt(0)) + kindName.substring(1));
    }
}
