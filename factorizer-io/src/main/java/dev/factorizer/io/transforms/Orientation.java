package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * Flips and permutes the axes until they run the way the codes say (MONAI's {@code Orientation}); no value changes, and the
 * affine follows.
 *
 * @param axisCodes which way the axes are to run
 */
public record Orientation(AxisCodes axisCodes) implements RecipeStep {
    @Override
    public Volume apply(Volume image) {
        AxisCodes found = image.grid().affine().axisCodes();
        return found.equals(axisCodes) ? image : AxisTurn.between(found, axisCodes).apply(image);
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        AxisCodes found = original.affine().axisCodes();
        return found.equals(axisCodes) ? result : AxisTurn.between(axisCodes, found).back("orientation", result, original);
    }
}
