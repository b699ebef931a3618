package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts out a box of voxels (MONAI's {@code SpatialCrop}). What of the box lies outside the image is left out, so the result
 * may be smaller than the box.
 *
 * @param start the first voxel along each axis, at least 0
 * @param size the size along each axis, at least 1
 */
public record SpatialCrop(List<Integer> start, List<Integer> size) implements SpatialTransform {
    /** Checks the box. */
    public SpatialCrop {
        start = List.copyOf(start);
        size = List.copyOf(size);
        if (start.size() != 3 || start.stream().anyMatch(voxel -> voxel < 0)) {
            throw new IllegalArgumentException("spatialCrop: start is " + start + ", expected three indices of at least 0");
        }
        if (size.size() != 3 || size.stream().anyMatch(voxels -> voxels < 1)) {
            throw new IllegalArgumentException("spatialCrop: size is " + size + ", expected three sizes of at least 1");
        }
    }

    /**
     * The box around a voxel, which has half of it (rounded down) before it; moved to start inside the image.
     *
     * @param center the voxel
     * @param size the size along each axis, at least 1
     * @return the box
     */
    public static SpatialCrop around(List<Integer> center, List<Integer> size) {
        if (center.size() != 3 || size.size() != 3) {
            throw new IllegalArgumentException("spatialCrop: center is " + center + ", size " + size
                    + ", expected three numbers each");
        }
        return new SpatialCrop(List.of(Math.max(0, center.get(0) - size.get(0) / 2),
                Math.max(0, center.get(1) - size.get(1) / 2), Math.max(0, center.get(2) - size.get(2) / 2)), size);
    }

    /**
     * Cuts out the box.
     *
     * @param image the image
     * @return the box, as far as it is inside the image
     * @throws IllegalArgumentException if it lies outside
     */
    @Override
    public Volume apply(Volume image) {
        Grid grid = image.grid();
        int[] from = new int[3];
        int[] sizes = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            from[axis] = start.get(axis);
            if (from[axis] >= grid.size(axis)) {
                throw new IllegalArgumentException("spatialCrop: the box starts at " + start + ", outside the image of "
                        + grid.describeSizes() + " voxels");
            }
            sizes[axis] = Math.min(size.get(axis), grid.size(axis) - from[axis]);
        }
        Box box = new Box(from, sizes);
        return Arrays.equals(sizes, grid.sizes()) ? image : box.cut(image, box.within(grid));
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        return Box.between(result.grid(), original).cut(result, original);
    }
}
