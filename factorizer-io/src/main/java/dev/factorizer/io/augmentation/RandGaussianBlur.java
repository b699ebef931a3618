package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import java.util.List;
import java.util.Optional;

/**
 * Smooths by the Gaussian of nnU-Net, which is normalized and reflects the image at its border.
 *
 * @param probability that it happens
 * @param sigma the range of the deviation along each axis, in voxels; each axis has its own
 */
public record RandGaussianBlur(double probability, Range sigma) implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandGaussianBlur {
        Probability.require("randGaussianBlur: probability", probability);
        sigma.requireWithin("randGaussianBlur: sigma", 0, 100);
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        return draws.happens(probability)
                ? Optional.of(new GaussianBlur(List.of(draws.in(sigma), draws.in(sigma), draws.in(sigma)))) : Optional.empty();
    }

    static RandGaussianBlur read(SettingsReader read) {
        return new RandGaussianBlur(read.number("probability"), read.object("sigma", Range::read));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randGaussianBlur",
                new SettingsWriter().put("probability", probability).put("sigma", sigma.toTree()).toTree()));
    }
}
