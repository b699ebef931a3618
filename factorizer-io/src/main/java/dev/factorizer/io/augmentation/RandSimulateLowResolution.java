package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import java.util.Optional;

/**
 * Makes an image look as if it had been taken at a lower resolution (MONAI's {@code RandSimulateLowResolution}, with nnU-Net's
 * interpolation).
 *
 * @param probability that it happens
 * @param zoom the range of the lower resolution as a share of the image's own, above 0
 */
public record RandSimulateLowResolution(double probability, Range zoom) implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandSimulateLowResolution {
        Probability.require("randSimulateLowResolution: probability", probability);
        zoom.requireWithin("randSimulateLowResolution: zoom", 0.01, 1);
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        return draws.happens(probability) ? Optional.of(new SimulateLowResolution(draws.in(zoom))) : Optional.empty();
    }

    static RandSimulateLowResolution read(SettingsReader read) {
        return new RandSimulateLowResolution(read.number("probability"), read.object("zoom", Range::read));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randSimulateLowResolution",
                new SettingsWriter().put("probability", probability).put("zoom", zoom.toTree()).toTree()));
    }
}
