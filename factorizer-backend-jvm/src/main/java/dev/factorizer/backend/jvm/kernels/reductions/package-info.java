/** One number for all elements along some axes. */
package dev.factorizer.backend.jvm.kernels.reductions;
