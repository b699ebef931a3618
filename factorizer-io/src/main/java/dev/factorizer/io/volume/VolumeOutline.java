package dev.factorizer.io.volume;

/**
 * Where the voxels of an image lie and how many values each has, without the values.
 *
 * @param frame grid, header and warnings
 * @param channels how many values a voxel has
 */
public record VolumeOutline(VolumeFrame frame, int channels) { }
