/**
 * The operations, one record each with its shape rule, derivative and (where composed) decomposition. The factorization's
 * own are in {@code factorization}.
 */
package dev.factorizer.api.operations;
