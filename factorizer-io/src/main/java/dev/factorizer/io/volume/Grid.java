package dev.factorizer.io.volume;

/**
 * Where voxels are: how many along each axis, and the map from their indices to world coordinates.
 *
 * @param x voxels along the first axis
 * @param y voxels along the second axis
 * @param z voxels along the third axis
 * @param affine voxel to world, RAS+ mm
 */
public record Grid(int x, int y, int z, Affine affine) {
    /** Checks the sizes. */
    public Grid {
        if (x < 1 || y < 1 || z < 1) {
            throw new IllegalArgumentException("grid: sizes are " + x + "×" + y + "×" + z + ", expected at least 1 each");
        }
        if ((long) x * y > Integer.MAX_VALUE || (long) x * y * z > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("grid: " + x + "×" + y + "×" + z + " are " + (double) x * y * z
                    + " voxels, expected less than 2³¹; take a coarser spacing");
        }
    }

    /** {@return the number of voxels, x·y·z} */
    public int voxels() {
        return x * y * z;
    }

    /**
     * The number of values that an image on this grid has.
     *
     * @param channels how many values a voxel has
     * @return channels·x·y·z
     * @throws IllegalArgumentException if no array can hold them
     */
    public int values(int channels) {
        if ((long) channels * voxels() > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("grid: " + channels + " channels of " + describeSizes() + " voxels are "
                    + (long) channels * voxels() + " values, expected less than 2³¹; take a coarser spacing");
        }
        return channels * voxels();
    }

    /**
     * The size along an axis.
     *
     * @param axis 0 to 2
     * @return voxels
     */
    public int size(int axis) {
        return switch (axis) {
            case 0 -> x;
            case 1 -> y;
            case 2 -> z;
            default -> throw new IllegalArgumentException("grid: axis is " + axis + ", expected 0 to 2");
        };
    }

    /** {@return x, y, z} */
    public int[] sizes() {
        return new int[] {x, y, z};
    }

    /** {@return the distance between neighboring voxels along each axis, in mm} */
    public double[] spacing() {
        return affine.spacing();
    }

    /**
     * Whether another grid has the same sizes and nearly the same affine.
     *
     * @param other the other grid
     * @param tolerance how much an entry of the affine may differ, in mm
     * @return true if voxels of equal index lie in the same place
     */
    public boolean isNear(Grid other, double tolerance) {
        return x == other.x && y == other.y && z == other.z && affine.isNear(other.affine, tolerance);
    }

    /** {@return the sizes as text, such as {@code 64×64×32}} */
    public String describeSizes() {
        return x + "×" + y + "×" + z;
    }
}
