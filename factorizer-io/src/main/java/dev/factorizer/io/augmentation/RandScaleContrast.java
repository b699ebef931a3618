package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import java.util.Optional;

/**
 * Moves all values away from their mean or towards it (nnU-Net's contrast).
 *
 * @param probability that it happens
 * @param factor the range of the factor that distances from the mean are multiplied by, at least 0
 */
public record RandScaleContrast(double probability, Range factor) implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandScaleContrast {
        Probability.require("randScaleContrast: probability", probability);
        factor.requireWithin("randScaleContrast: factor", 0, 100);
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        return draws.happens(probability) ? Optional.of(new ScaleContrast(draws.in(factor))) : Optional.empty();
    }

    static RandScaleContrast read(SettingsReader read) {
        return new RandScaleContrast(read.number("probability"), read.object("factor", Range::read));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randScaleContrast",
                new SettingsWriter().put("probability", probability).put("factor", factor.toTree()).toTree()));
    }
}
