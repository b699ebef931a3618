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
 * Rotates and scales about the patch's center (MONAI's {@code RandAffine}): each angle is uniform in ±rotate, each factor in 1 ±
 * scale; a factor above 1 shrinks the object. The image is interpolated linearly, the label map takes the nearest voxel.
 *
 * @param probability that it happens
 * @param rotate the greatest angle about each axis, in radians
 * @param scale the greatest distance of the factor along each axis from 1, below 1
 */
public record RandAffine(double probability, List<Double> rotate, List<Double> scale) implements RandomSpatialTransform {
    /** Checks the settings. */
    public RandAffine {
        Probability.require("randAffine: probability", probability);
        rotate = List.copyOf(rotate);
        scale = List.copyOf(scale);
        if (rotate.size() != 3 || rotate.stream().anyMatch(angle -> !(angle >= 0 && angle <= 2 * Math.PI))) {
            throw new IllegalArgumentException("randAffine: rotate is " + rotate
                    + ", expected three angles in radians, from 0 to 2π");
        }
        if (scale.size() != 3 || scale.stream().anyMatch(most -> !(most >= 0 && most < 1))) {
            throw new IllegalArgumentException("randAffine: scale is " + scale + ", expected three numbers from 0 to below 1");
        }
    }

    @Override
    public Optional<SpatialTransform> draw(Draws draws) {
        if (!draws.happens(probability)) {
            return Optional.empty();
        }
        List<Double> angles = rotate.stream().map(most -> draws.in(Range.of(-most, most))).toList();
        List<Double> factors = scale.stream().map(most -> draws.in(Range.of(1 - most, 1 + most))).toList();
        return Optional.of(AffineTransform.of(angles, factors, Interpolation.BILINEAR));
    }

    static RandAffine read(SettingsReader read) {
        return new RandAffine(read.number("probability"), read.numbers("rotate"), read.numbers("scale"));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randAffine",
                new SettingsWriter().put("probability", probability).put("rotate", rotate).put("scale", scale).toTree()));
    }
}
