package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.SettingsReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Augmentation as data: each part is its kind, by MONAI's name where it has one, and its settings. */
final class AugmentationFields {
    private static final Map<String, Function<SettingsReader, PatchPlacement>> PATCHES = new TreeMap<>(Map.of(
            "randSpatialCrop", read -> new RandSpatialCrop(read.integers("size")),
            "randCropByPosNegLabel", read -> new RandCropByPosNegLabel(read.integers("size"), read.number("positive"),
                    read.number("negative")),
            "foregroundOversampling", read -> new ForegroundOversampling(read.integers("size"), read.number("share"))));

    private static final Map<String, Function<SettingsReader, RandomSpatialTransform>> SPATIAL = new TreeMap<>(Map.of(
            "randFlip", RandFlip::read,
            "randAffine", RandAffine::read,
            "randScale", RandScale::read));

    private static final Map<String, Function<SettingsReader, RandomIntensityTransform>> INTENSITY = new TreeMap<>(Map.of(
            "randGaussianNoise", RandGaussianNoise::read,
            "randGaussianSmooth", RandGaussianSmooth::read,
            "randGaussianBlur", RandGaussianBlur::read,
            "randScaleIntensity", RandScaleIntensity::read,
            "randShiftIntensity", RandShiftIntensity::read,
            "randScaleContrast", RandScaleContrast::read,
            "randAdjustContrast", RandAdjustContrast::read,
            "randSimulateLowResolution", RandSimulateLowResolution::read,
            "randPerChannel", RandPerChannel::read));

    private AugmentationFields() { }

    static Augmentation read(SettingsReader read, String kind) {
        read.choice("kind", Map.of(kind, kind));
        return new Augmentation(read.object("patch", part -> part(part, PATCHES)), read.choice("sampling", PatchSampling.class),
                read.objects("spatial", part -> part(part, SPATIAL)), read.objects("intensity", AugmentationFields::intensity));
    }

    static RandomIntensityTransform intensity(SettingsReader read) {
        return part(read, INTENSITY);
    }

    private static <T> T part(SettingsReader read, Map<String, Function<SettingsReader, T>> kinds) {
        return read.choice("kind", kinds).apply(read);
    }
}
