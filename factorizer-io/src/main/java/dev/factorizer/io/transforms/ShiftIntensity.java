package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;

/**
 * Adds a number to each value (MONAI's {@code ShiftIntensity}).
 *
 * @param offset what is added
 */
public record ShiftIntensity(double offset) implements IntensityTransform {
    /** Checks the offset. */
    public ShiftIntensity {
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("shiftIntensity: offset is " + offset + ", expected a finite number");
        }
    }

    @Override
    public Volume apply(Volume image) {
        float added = (float) offset;
        return Blocks.map(image, (from, to, start, end) -> {
            for (int i = start; i < end; i++) {
                to[i] = from[i] + added;
            }
        });
    }
}
