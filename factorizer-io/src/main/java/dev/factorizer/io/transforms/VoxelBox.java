package dev.factorizer.io.transforms;

/**
 * A box of voxels, each end excluded.
 *
 * @param fromX first index along the first axis
 * @param toX one after the last
 * @param fromY first index along the second axis
 * @param toY one after the last
 * @param fromZ first index along the third axis
 * @param toZ one after the last
 */
public record VoxelBox(int fromX, int toX, int fromY, int toY, int fromZ, int toZ) {
    /** Checks that it holds a voxel. */
    public VoxelBox {
        if (fromX >= toX || fromY >= toY || fromZ >= toZ) {
            throw new IllegalArgumentException("box: " + fromX + "–" + toX + ", " + fromY + "–" + toY + ", " + fromZ + "–" + toZ
                    + ", expected at least one voxel along each axis");
        }
    }

    /**
     * The first index along an axis.
     *
     * @param axis 0 to 2
     * @return the index
     */
    public int from(int axis) {
        return axis == 0 ? fromX : axis == 1 ? fromY : fromZ;
    }

    /**
     * One after the last index along an axis.
     *
     * @param axis 0 to 2
     * @return the index
     */
    public int to(int axis) {
        return axis == 0 ? toX : axis == 1 ? toY : toZ;
    }

    /**
     * How many voxels lie along an axis.
     *
     * @param axis 0 to 2
     * @return at least 1
     */
    public int size(int axis) {
        return to(axis) - from(axis);
    }

    /**
     * One plane of the first axis.
     *
     * @param x its index
     * @return the same rows and columns
     */
    public VoxelBox plane(int x) {
        return new VoxelBox(x, x + 1, fromY, toY, fromZ, toZ);
    }
}
