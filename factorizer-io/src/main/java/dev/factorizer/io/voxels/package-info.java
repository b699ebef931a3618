/**
 * What formats of images have in common: numbers on disk become voxels in the order (C, X, Y, Z) ({@link
 * dev.factorizer.io.voxels.VoxelReader}), lines of a header stay within bounds ({@link dev.factorizer.io.voxels.HeaderLines}), a file
 * of voxels lies in the folder of its header ({@link dev.factorizer.io.voxels.DetachedFile}), and directions lead to the world
 * ({@link dev.factorizer.io.voxels.WorldAxes}). NIfTI, which is also written, has its own.
 */
package dev.factorizer.io.voxels;
