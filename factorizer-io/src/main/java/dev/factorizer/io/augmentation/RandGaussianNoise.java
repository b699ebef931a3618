package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import java.util.Optional;

/**
 * Adds normal noise of mean 0 whose deviation is drawn, too (MONAI's {@code RandGaussianNoise} with {@code sample_std}).
 *
 * @param probability that it happens
 * @param deviation the range of the deviation, at least 0
 * @param sameInChannels whether all channels get the same noise, as in nnU-Net, or each its own, as in MONAI
 */
public record RandGaussianNoise(double probability, Range deviation, boolean sameInChannels) implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandGaussianNoise {
        Probability.require("randGaussianNoise: probability", probability);
        deviation.requireWithin("randGaussianNoise: deviation", 0, 1e6);
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        return draws.happens(probability)
                ? Optional.of(new GaussianNoise(draws.in(deviation), sameInChannels, draws.noise())) : Optional.empty();
    }

    static RandGaussianNoise read(SettingsReader read) {
        return new RandGaussianNoise(read.number("probability"), read.object("deviation", Range::read),
                read.truth("sameInChannels"));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randGaussianNoise", new SettingsWriter().put("probability", probability)
                .put("deviation", deviation.toTree()).put("sameInChannels", sameInChannels).toTree()));
    }
}
