/**
 * Matrices factorized in cache, with the gradient. Start with {@link
 * dev.factorizer.backend.jvm.kernels.factorization.MatrixFactorization}: rank 1 as published, by {@code HalsRankOne}, and all other
 * solvers and ranks, by {@code AlternatingUpdates} and a {@code FactorRule} for each. How matrices are cut out of an image is in {@code
 * branches}.
 */
package dev.factorizer.backend.jvm.kernels.factorization;
