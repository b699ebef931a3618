package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;

/**
 * Two grids of the same axes that cover the same space, from border to border, as {@link ResampleToSpacing} makes them.
 *
 * @param source the grid that values are read from, linear between its voxels
 * @param target the grid that they are read for
 * @param separate the axis along which the nearest voxel is taken; −1 for none
 */
record BorderResampling(Grid source, Grid target, int separate) implements Resampling {
    @Override
    public Interpolation interpolation() {
        return Interpolation.BILINEAR;
    }

    @Override
    public double coordinate(int axis, int x, int y, int z) {
        int size = source.size(axis);
        double at = (double) size / target.size(axis) * ((axis == 0 ? x : axis == 1 ? y : z) + 0.5) - 0.5;
        // On a voxel there is nothing between to be found.
        return Math.clamp(axis == separate ? Math.floor(at + 0.5) : at, 0.0, size - 1.0);
    }
}
