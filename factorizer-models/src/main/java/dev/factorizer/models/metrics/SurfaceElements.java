package dev.factorizer.models.metrics;

/** Points of a surface, and for each in memory order how much of it there is. */
record SurfaceElements(BitGrid points, double[] weights) { }
