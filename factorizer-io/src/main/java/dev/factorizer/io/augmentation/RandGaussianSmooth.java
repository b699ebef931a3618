package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.GaussianSmooth;
import dev.factorizer.io.transforms.IntensityTransform;
import java.util.List;
import java.util.Optional;

/**
 * Smooths all channels by the same Gaussian (MONAI's {@code RandGaussianSmooth}).
 *
 * @param probability that it happens
 * @param sigma the range of the deviation along each axis, in voxels; each axis has its own
 */
public record RandGaussianSmooth(double probability, Range sigma) implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandGaussianSmooth {
        Probability.require("randGaussianSmooth: probability", probability);
        sigma.requireWithin("randGaussianSmooth: sigma", 0, 100);
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        return draws.happens(probability)
                ? Optional.of(new GaussianSmooth(List.of(draws.in(sigma), draws.in(sigma), draws.in(sigma)))) : Optional.empty();
    }

    static RandGaussianSmooth read(SettingsReader read) {
        return new RandGaussianSmooth(read.number("probability"), read.object("sigma", Range::read));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randGaussianSmooth",
                new SettingsWriter().put("probability", probability).put("sigma", sigma.toTree()).toTree()));
    }
}
