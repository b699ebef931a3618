/**
 * The operations, one record each with its shape rule, derivative and (where composed) decomposition. Start with {@link
 * dev.factorizer.api.operations.Silu} for a function of each element, {@link dev.factorizer.api.operations.Softmax} for a
 * composite with a derivative of its own and {@link dev.factorizer.api.operations.Zip} for a primitive. The
 * factorization's own are in {@code factorization}; nothing here computes, backends do.
 */
package dev.factorizer.api.operations;
