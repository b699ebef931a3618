/** Normalizations and their gradients. */
package dev.factorizer.backend.jvm.kernels.norms;
