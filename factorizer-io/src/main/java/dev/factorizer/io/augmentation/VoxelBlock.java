package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * The voxels of a box, (C, X, Y, Z); 0 where nothing was put.
 *
 * @param box which voxels of a grid, also beyond its border
 * @param channels how many values a voxel has
 * @param voxels the values
 */
record VoxelBlock(VoxelBox box, int channels, float[] voxels) {
    VoxelBlock(VoxelBox box, int channels) {
        this(box, channels, new float[values(box, channels)]);
    }

    private static int values(VoxelBox box, int channels) {
        long values = (long) channels * box.size(0) * box.size(1) * box.size(2);
        if (values > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("patch: " + channels + " channels of " + box.size(0) + "×" + box.size(1) + "×"
                    + box.size(2) + " voxels are " + values + " values, expected less than 2³¹");
        }
        return (int) values;
    }

    int rowStride() {
        return box.size(2);
    }

    int planeStride() {
        return box.size(1) * box.size(2);
    }

    int channelStride() {
        return box.size(0) * box.size(1) * box.size(2);
    }

    /** Puts what of a volume lies in the box; its first voxel is at (x, y, z) of the box's grid. */
    VoxelBlock with(Volume part, int x, int y, int z) {
        Grid grid = part.grid();
        int firstX = Math.max(box.fromX(), x);
        int planes = Math.min(box.toX(), x + grid.x()) - firstX;
        int firstY = Math.max(box.fromY(), y);
        int endY = Math.min(box.toY(), y + grid.y());
        int firstZ = Math.max(box.fromZ(), z);
        int count = Math.min(box.toZ(), z + grid.z()) - firstZ;
        if (planes <= 0 || count <= 0) {
            return this;
        }
        Threads.each(channels * planes, (long) planeStride(), task -> {
            int channel = task / planes;
            int plane = firstX + task % planes;
            for (int row = firstY; row < endY; row++) {
                System.arraycopy(part.voxels(), ((channel * grid.x() + plane - x) * grid.y() + row - y) * grid.z() + firstZ - z,
                        voxels, channel * channelStride() + (plane - box.fromX()) * planeStride()
                        + (row - box.fromY()) * rowStride() + firstZ - box.fromZ(), count);
            }
        });
        return this;
    }

    /** The block as a part of a grid. */
    Volume volume(Grid whole) {
        return new Volume(part(whole, box), channels, voxels);
    }

    /** The grid of a box of another. */
    static Grid part(Grid whole, VoxelBox box) {
        return new Grid(box.size(0), box.size(1), box.size(2),
                whole.affine().at(whole.affine().apply(box.fromX(), box.fromY(), box.fromZ())));
    }
}
