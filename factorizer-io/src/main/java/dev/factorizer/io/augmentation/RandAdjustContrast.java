package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import java.util.Optional;

/**
 * Raises values, as shares of their range, to a power (MONAI's {@code RandAdjustContrast}, nnU-Net's gamma).
 *
 * @param probability that it happens
 * @param gamma the range of the power, above 0
 * @param invertImage whether the values' signs are changed before and after
 * @param retainStatistics whether mean and deviation are made what they were before
 */
public record RandAdjustContrast(double probability, Range gamma, boolean invertImage, boolean retainStatistics)
        implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandAdjustContrast {
        Probability.require("randAdjustContrast: probability", probability);
        gamma.requireWithin("randAdjustContrast: gamma", 0.01, 100);
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        return draws.happens(probability)
                ? Optional.of(new AdjustContrast(draws.in(gamma), invertImage, retainStatistics)) : Optional.empty();
    }

    static RandAdjustContrast read(SettingsReader read) {
        return new RandAdjustContrast(read.number("probability"), read.object("gamma", Range::read), read.truth("invertImage"),
                read.truth("retainStatistics"));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randAdjustContrast", new SettingsWriter().put("probability", probability)
                .put("gamma", gamma.toTree()).put("invertImage", invertImage).put("retainStatistics", retainStatistics).toTree()));
    }
}
