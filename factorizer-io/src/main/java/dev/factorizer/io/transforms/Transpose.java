package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;

/**
 * Puts the axes in another order (MONAI's {@code Transpose}, nnU-Net's {@code transpose_forward}); no value changes, and the affine
 * follows. nnU-Net's own arrays have their axes in the order (z, y, x): its order [a, b, c] is [2 − c, 2 − b, 2 − a] here.
 *
 * @param axes for each axis of the result, the axis of the image: 0, 1 and 2 in any order
 */
public record Transpose(List<Integer> axes) implements SpatialTransform {
    /** Checks the axes. */
    public Transpose {
        axes = List.copyOf(axes);
        if (!axes.stream().sorted().toList().equals(List.of(0, 1, 2))) {
            throw new IllegalArgumentException("transpose: axes are " + axes + ", expected 0, 1 and 2 in any order");
        }
    }

    private AxisTurn turn(boolean back) {
        int[] source = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            source[axis] = back ? axes.indexOf(axis) : axes.get(axis);
        }
        return new AxisTurn(source, new boolean[3]);
    }

    @Override
    public Volume apply(Volume image) {
        return axes.equals(List.of(0, 1, 2)) ? image : turn(false).apply(image);
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        return axes.equals(List.of(0, 1, 2)) ? result : turn(true).back("transpose", result, original);
    }
}
