package dev.factorizer.backend.jvm.kernels.products;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Panels of voxels between an image (B, C, S) and an array with {@link Gemm#PANEL} voxels per channel. */
public final class VoxelPanel {
    private VoxelPanel() { }

    /**
     * Reads a panel; what is beyond the last voxel is zero.
     *
     * @param source the image
     * @param firstRow the first channel, counted through the batch
     * @param rows how many channels
     * @param voxels of an image
     * @param voxel the first
     * @param panel where they go
     * @return how many voxels there are, at most {@link Gemm#PANEL}
     */
    public static int load(MemorySegment source, long firstRow, int rows, long voxels, long voxel, float[] panel) {
        int width = (int) Math.min(Gemm.PANEL, voxels - voxel);
        for (int c = 0; c < rows; c++) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, ((firstRow + c) * voxels + voxel) * Float.BYTES, panel,
                    c * Gemm.PANEL, width);
            Arrays.fill(panel, c * Gemm.PANEL + width, (c + 1) * Gemm.PANEL, 0);
        }
        return width;
    }

    /**
     * Writes a panel.
     *
     * @param panel the numbers
     * @param target the image
     * @param firstRow the first channel, counted through the batch
     * @param rows how many channels
     * @param voxels of an image
     * @param voxel the first
     * @param width how many voxels
     */
    public static void store(float[] panel, MemorySegment target, long firstRow, int rows, long voxels, long voxel,
            int width) {
        for (int c = 0; c < rows; c++) {
            MemorySegment.copy(panel, c * Gemm.PANEL, target, ValueLayout.JAVA_FLOAT,
                    ((firstRow + c) * voxels + voxel) * Float.BYTES, width);
        }
    }
}
