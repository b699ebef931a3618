package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;

/**
 * Adds zeros until an image is at least so large: half of them (rounded down) before, the others after it (MONAI's
 * {@code SpatialPad}).
 *
 * @param size the least size along each axis, in voxels
 */
public record SpatialPad(List<Integer> size) implements RecipeStep {
    /** Checks the size. */
    public SpatialPad {
        size = List.copyOf(size);
        if (size.size() != 3 || size.stream().anyMatch(voxels -> voxels < 1)) {
            throw new IllegalArgumentException("spatialPad: size is " + size + ", expected three sizes of at least 1");
        }
    }

    /**
     * The same least size along all axes.
     *
     * @param size voxels
     */
    public SpatialPad(int size) {
        this(List.of(size, size, size));
    }

    @Override
    public Volume apply(Volume image) {
        Grid grid = image.grid();
        int[] start = new int[3];
        int[] sizes = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            sizes[axis] = Math.max(grid.size(axis), size.get(axis));
            start[axis] = -((sizes[axis] - grid.size(axis)) / 2);
        }
        Box box = new Box(start, sizes);
        Grid padded = box.within(grid);
        return padded.voxels() == grid.voxels() ? image : box.cut(image, padded);
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        return Box.between(result.grid(), original).cut(result, original);
    }
}
