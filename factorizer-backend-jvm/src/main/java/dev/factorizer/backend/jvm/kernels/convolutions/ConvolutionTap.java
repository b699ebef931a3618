package dev.factorizer.backend.jvm.kernels.convolutions;

/**
 * A tap of a kernel: which of its weights, and what it meets.
 *
 * @param index where in the weights of a channel
 * @param offset on each axis, the voxel it meets at position 0; at position p it meets p · stride + offset
 */
record ConvolutionTap(int index, int[] offset) { }
