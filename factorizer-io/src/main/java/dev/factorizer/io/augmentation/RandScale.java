package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.AffineTransform;
import dev.factorizer.io.transforms.Interpolation;
import dev.factorizer.io.transforms.SpatialTransform;
import java.util.List;
import java.util.Optional;

/**
 * Scales by the same factor along all axes about the patch's center, as nnU-Net does; a factor above 1 shrinks the object.
 *
 * @param probability that it happens
 * @param factor the range of the factor, above 0
 */
public record RandScale(double probability, Range factor) implements RandomSpatialTransform {
    /** Checks the settings. */
    public RandScale {
        Probability.require("randScale: probability", probability);
        factor.requireWithin("randScale: factor", 0.01, 100);
    }

    @Override
    public Optional<SpatialTransform> draw(Draws draws) {
        if (!draws.happens(probability)) {
            return Optional.empty();
        }
        double drawn = draws.in(factor);
        return Optional.of(AffineTransform.of(List.of(0.0, 0.0, 0.0), List.of(drawn, drawn, drawn), Interpolation.BILINEAR));
    }

    static RandScale read(SettingsReader read) {
        return new RandScale(read.number("probability"), read.object("factor", Range::read));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randScale",
                new SettingsWriter().put("probability", probability).put("factor", factor.toTree()).toTree()));
    }
}
