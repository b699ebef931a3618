package dev.factorizer.backend.jvm.kernels.convolutions;

/**
 * Neighboring positions that are computed together.
 *
 * @param start the first position on each axis
 * @param count how many on each axis
 */
record Box(int[] start, int[] count) { }
