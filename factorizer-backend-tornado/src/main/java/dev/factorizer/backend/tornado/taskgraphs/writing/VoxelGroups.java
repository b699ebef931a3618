package dev.factorizer.backend.tornado.taskgraphs.writing;

/** Work items that have 64 voxels of an image each, all channels of them. */
public final class VoxelGroups {
    /** Voxels of a group; kernels count on it. */
    public static final int VOXELS = 64;

    private VoxelGroups() { }

    /** How many groups there are in all images; the last of an image may be smaller. */
    public static long of(int batch, long voxels) {
        return batch * Math.ceilDiv(voxels, VOXELS);
    }

    /** How many voxels there would be with the last group of each image full. */
    public static long padded(int batch, long voxels) {
        return of(batch, voxels) * VOXELS;
    }
}
