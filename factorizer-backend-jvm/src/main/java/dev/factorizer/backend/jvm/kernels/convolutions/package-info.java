/** Convolutions and their gradients as matrix products of gathered positions; the products are in {@code products}. */
package dev.factorizer.backend.jvm.kernels.convolutions;
