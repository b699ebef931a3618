package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;

/**
 * Runs axes backwards (MONAI's {@code Flip}). The affine follows, so every voxel stays where it is in the world.
 *
 * @param axes which, 0 to 2, none twice; with none, nothing changes
 */
public record Flip(List<Integer> axes) implements SpatialTransform {
    /** Checks the axes. */
    public Flip {
        axes = List.copyOf(axes);
        if (axes.stream().anyMatch(axis -> axis < 0 || axis > 2) || axes.stream().distinct().count() != axes.size()) {
            throw new IllegalArgumentException("flip: axes are " + axes + ", expected some of 0, 1, 2, none twice");
        }
    }

    private AxisTurn turn() {
        return new AxisTurn(new int[] {0, 1, 2}, new boolean[] {axes.contains(0), axes.contains(1), axes.contains(2)});
    }

    @Override
    public Volume apply(Volume image) {
        return axes.isEmpty() ? image : turn().apply(image);
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        return axes.isEmpty() ? result : turn().back("flip", result, original);
    }
}
