/** What all vector code shares: the width of this machine's vectors, how fast they are here, sums of lanes in a fixed order. */
package dev.factorizer.backend.jvm.kernels.vectors;
