package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;

/**
 * Multiplies each value by 1 + factor (MONAI's {@code ScaleIntensity} with a factor).
 *
 * @param factor 0 changes nothing
 */
public record ScaleIntensity(double factor) implements IntensityTransform {
    /** Checks the factor. */
    public ScaleIntensity {
        if (!Double.isFinite(factor)) {
            throw new IllegalArgumentException("scaleIntensity: factor is " + factor + ", expected a finite number");
        }
    }

    @Override
    public Volume apply(Volume image) {
        float times = (float) (1 + factor);
        return Blocks.map(image, (from, to, start, end) -> {
            for (int i = start; i < end; i++) {
                to[i] = from[i] * times;
            }
        });
    }
}
