package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * Axes in another order, some of them run backwards. No value changes, and the affine follows.
 *
 * @param source for each axis of the result, the axis of the image
 * @param flipped whether it runs backwards
 */
record AxisTurn(int[] source, boolean[] flipped) {
    /** Edge of the cubes in which axes are exchanged: both what is read and what is written stays in the first cache. */
    private static final int TILE = 16;

    /** From the directions that axes have to those they are to have. */
    static AxisTurn between(AxisCodes from, AxisCodes to) {
        AxisTurn turn = new AxisTurn(new int[3], new boolean[3]);
        for (int axis = 0; axis < 3; axis++) {
            turn.source[axis] = from.voxelAxis(to.worldAxis(axis));
            turn.flipped[axis] = from.isReversed(turn.source[axis]) != to.isReversed(axis);
        }
        return turn;
    }

    Grid target(Grid grid) {
        double[] rows = new double[16];
        double[] corner = new double[3];
        int[] size = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            size[axis] = grid.size(source[axis]);
            corner[source[axis]] = flipped[axis] ? size[axis] - 1 : 0;
            for (int row = 0; row < 3; row++) {
                double step = grid.affine().get(row, source[axis]);
                rows[4 * row + axis] = flipped[axis] ? -step : step;
            }
        }
        rows[15] = 1;
        double[] origin = grid.affine().apply(corner[0], corner[1], corner[2]);
        return new Grid(size[0], size[1], size[2], Affine.of(rows).at(origin));
    }

    /** Turns an image. */
    Volume apply(Volume image) {
        return move(image, target(image.grid()));
    }

    /** Turns a result back onto the grid that it came from; the transform is named in the message if that is another one. */
    Volume back(String transform, Volume result, Grid original) {
        SameGrid.require(transform, target(result.grid()), original);
        return move(result, original);
    }

    private Volume move(Volume image, Grid target) {
        Grid grid = image.grid();
        int[] strides = {grid.y() * grid.z(), grid.z(), 1};
        int[] step = new int[3];
        int corner = 0;
        for (int axis = 0; axis < 3; axis++) {
            step[axis] = flipped[axis] ? -strides[source[axis]] : strides[source[axis]];
            corner += flipped[axis] ? (grid.size(source[axis]) - 1) * strides[source[axis]] : 0;
        }
        int first = corner;
        float[] values = image.voxels();
        float[] voxels = new float[values.length];
        int slabs = Math.ceilDiv(target.x(), TILE);
        Threads.each(image.channels() * slabs, (long) TILE * target.y() * target.z(), task -> {
            int channel = task / slabs;
            int from = task % slabs * TILE;
            int to = Math.min(target.x(), from + TILE);
            int read = channel * grid.voxels() + first;
            int write = channel * grid.voxels();
            if (Math.abs(step[2]) == 1) {
                copyRows(values, read, step, voxels, write, target, from, to);
            } else {
                copyTiles(values, read, step, voxels, write, target, from, to);
            }
        });
        return new Volume(target, image.channels(), voxels);
    }

    private static void copyRows(float[] values, int read, int[] step, float[] voxels, int write, Grid target, int from, int to) {
        int length = target.z();
        for (int x = from; x < to; x++) {
            for (int y = 0; y < target.y(); y++) {
                int at = read + x * step[0] + y * step[1];
                int row = write + (x * target.y() + y) * length;
                if (step[2] == 1) {
                    System.arraycopy(values, at, voxels, row, length);
                } else {
                    for (int z = 0; z < length; z++) {
                        voxels[row + z] = values[at - z];
                    }
                }
            }
        }
    }

    private static void copyTiles(float[] values, int read, int[] step, float[] voxels, int write, Grid target, int from, int to) {
        for (int startY = 0; startY < target.y(); startY += TILE) {
            int endY = Math.min(target.y(), startY + TILE);
            for (int startZ = 0; startZ < target.z(); startZ += TILE) {
                int endZ = Math.min(target.z(), startZ + TILE);
                for (int x = from; x < to; x++) {
                    for (int y = startY; y < endY; y++) {
                        int at = read + x * step[0] + y * step[1];
                        int row = write + (x * target.y() + y) * target.z();
                        for (int z = startZ; z < endZ; z++) {
                            voxels[row + z] = values[at + z * step[2]];
                        }
                    }
                }
            }
        }
    }
}
