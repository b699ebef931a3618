package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.transforms.ScaleIntensity;
import java.util.Optional;

/**
 * Multiplies all values by 1 + factor (MONAI's {@code RandScaleIntensity}; in {@link RandPerChannel}, nnU-Net's brightness).
 *
 * @param probability that it happens
 * @param factor the range of the factor
 */
public record RandScaleIntensity(double probability, Range factor) implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandScaleIntensity {
        Probability.require("randScaleIntensity: probability", probability);
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        return draws.happens(probability) ? Optional.of(new ScaleIntensity(draws.in(factor))) : Optional.empty();
    }

    static RandScaleIntensity read(SettingsReader read) {
        return new RandScaleIntensity(read.number("probability"), read.object("factor", Range::read));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randScaleIntensity",
                new SettingsWriter().put("probability", probability).put("factor", factor.toTree()).toTree()));
    }
}
