package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;

/** Where the voxels of a target grid lie in a source grid. */
interface Resampling {
    /** {@return the grid that values are read from} */
    Grid source();

    /** {@return how a value between voxels is found} */
    Interpolation interpolation();

    /**
     * The coordinate of a target's voxel along an axis of the source, within its voxels. Rounding keeps its order, so its extremes in a
     * box are at the corners.
     *
     * @param axis of the source
     * @param x the voxel's index along the first axis
     * @param y along the second
     * @param z along the third
     * @return 0 to one less than the source's size
     */
    double coordinate(int axis, int x, int y, int z);
}
