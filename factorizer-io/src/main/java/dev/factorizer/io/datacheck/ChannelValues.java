package dev.factorizer.io.datacheck;

/**
 * The values of a channel in the whole image, background and all.
 *
 * @param minimum the smallest finite value
 * @param maximum the largest
 * @param nonzeroShare of the voxels, how many are not 0
 */
public record ChannelValues(double minimum, double maximum, double nonzeroShare) { }
