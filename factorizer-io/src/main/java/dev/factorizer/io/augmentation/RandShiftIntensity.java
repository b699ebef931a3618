package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.transforms.ShiftIntensity;
import java.util.Optional;

/**
 * Adds a number to all values (MONAI's {@code RandShiftIntensity}).
 *
 * @param probability that it happens
 * @param offset the range of what is added
 */
public record RandShiftIntensity(double probability, Range offset) implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandShiftIntensity {
        Probability.require("randShiftIntensity: probability", probability);
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        return draws.happens(probability) ? Optional.of(new ShiftIntensity(draws.in(offset))) : Optional.empty();
    }

    static RandShiftIntensity read(SettingsReader read) {
        return new RandShiftIntensity(read.number("probability"), read.object("offset", Range::read));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randShiftIntensity",
                new SettingsWriter().put("probability", probability).put("offset", offset.toTree()).toTree()));
    }
}
