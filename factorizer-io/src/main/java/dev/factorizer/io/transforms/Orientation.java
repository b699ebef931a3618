package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * Flips and permutes the axes until they run the way the codes say (MONAI's {@code Orientation}); no value changes, and the
 * affine follows.
 *
 * @param axisCodes which way the axes are to run
 */
public record Orientation(AxisCodes axisCodes) implements SpatialTransform {
    @Override
    public Volume apply(Volume image) {
        AxisCodes found = image.grid().affine().axisCodes();
        if (found.equals(axisCodes)) {
            return image;
        }
        Grid target = target(image.grid(), found);
        return copy(image, target, found, axisCodes);
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        AxisCodes found = original.affine().axisCodes();
        if (found.equals(axisCodes)) {
            return result;
        }
        return copy(result, original, axisCodes, found);
    }

    private Grid target(Grid grid, AxisCodes from) {
        double[] rows = new double[16];
        double[] corner = new double[3];
        int[] size = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int source = from.voxelAxis(axisCodes.worldAxis(axis));
            boolean flipped = from.isReversed(source) != axisCodes.isReversed(axis);
            size[axis] = grid.size(source);
            corner[source] = flipped ? size[axis] - 1 : 0;
            for (int row = 0; row < 3; row++) {
                double step = grid.affine().get(row, source);
                rows[4 * row + axis] = flipped ? -step : step;
            }
        }
        rows[15] = 1;
        double[] origin = grid.affine().apply(corner[0], corner[1], corner[2]);
        return new Grid(size[0], size[1], size[2], Affine.of(rows).at(origin));
    }

    private static Volume copy(Volume image, Grid target, AxisCodes from, AxisCodes to) {
        Grid grid = image.grid();
        int[] strides = {grid.y() * grid.z(), grid.z(), 1};
        int[] step = new int[3];
        int first = 0;
        for (int axis = 0; axis < 3; axis++) {
            int source = from.voxelAxis(to.worldAxis(axis));
            boolean flipped = from.isReversed(source) != to.isReversed(axis);
            if (grid.size(source) != target.size(axis)) {
                throw new IllegalArgumentException("orientation: result has " + grid.describeSizes()
                        + " voxels, expected those of " + target.describeSizes() + " in another order");
            }
            step[axis] = flipped ? -strides[source] : strides[source];
            first += flipped ? (grid.size(source) - 1) * strides[source] : 0;
        }
        float[] values = image.voxels();
        float[] voxels = new float[values.length];
        int to0 = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            int base = channel * grid.voxels() + first;
            for (int x = 0; x < target.x(); x++) {
                for (int y = 0; y < target.y(); y++) {
                    for (int z = 0; z < target.z(); z++) {
                        voxels[to0++] = values[base + x * step[0] + y * step[1] + z * step[2]];
                    }
                }
            }
        }
        return new Volume(target, image.channels(), voxels);
    }
}
