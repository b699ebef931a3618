/**
 * Nonnegative matrix factorization as a layer: its settings and its two operations. Start with {@link
 * dev.factorizer.api.factorization.Factorization}; the update rules are in {@code FactorUpdate}.
 */
package dev.factorizer.api.factorization;
