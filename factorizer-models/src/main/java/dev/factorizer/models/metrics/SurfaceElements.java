package dev.factorizer.models.metrics;

import java.util.Optional;

/** Points of a surface, and for each in memory order how much of it there is; without weights each counts as one. */
record SurfaceElements(BitGrid points, Optional<double[]> weights) { }
