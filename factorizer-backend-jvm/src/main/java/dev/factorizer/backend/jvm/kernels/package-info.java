/**
 * The arithmetic: static kernels on native memory. Hot loops run on small {@code float[]} tiles, memory segments are
 * touched only at the tiles' edges; every loop is split in a way that does not depend on the number of threads. Start
 * with {@code Gemm} for matrix products and {@code HalsRankOne} for the factorization.
 */
package dev.factorizer.backend.jvm.kernels;
