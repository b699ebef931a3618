package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.Flip;
import dev.factorizer.io.transforms.SpatialTransform;
import java.util.List;
import java.util.Optional;

/**
 * Runs axes backwards (MONAI's {@code RandFlip}).
 *
 * @param probability that it happens
 * @param axes which, 0 to 2, none twice
 */
public record RandFlip(double probability, List<Integer> axes) implements RandomSpatialTransform {
    /** Checks the settings. */
    public RandFlip {
        Probability.require("randFlip: probability", probability);
        axes = new Flip(axes).axes();
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("randFlip: axes are none, expected some of 0, 1, 2");
        }
    }

    /**
     * One axis.
     *
     * @param probability that it happens
     * @param axis 0 to 2
     */
    public RandFlip(double probability, int axis) {
        this(probability, List.of(axis));
    }

    @Override
    public Optional<SpatialTransform> draw(Draws draws) {
        return draws.happens(probability) ? Optional.of(new Flip(axes)) : Optional.empty();
    }

    static RandFlip read(SettingsReader read) {
        return new RandFlip(read.number("probability"), read.integers("axes"));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randFlip",
                new SettingsWriter().put("probability", probability).put("axes", axes).toTree()));
    }
}
