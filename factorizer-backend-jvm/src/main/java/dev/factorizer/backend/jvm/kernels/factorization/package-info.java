/**
 * Matrices factorized in cache, with the gradient. Start with {@link
 * dev.factorizer.backend.jvm.kernels.factorization.HalsRankOne}; how matrices are cut out of an image is in {@code branches}.
 */
package dev.factorizer.backend.jvm.kernels.factorization;
