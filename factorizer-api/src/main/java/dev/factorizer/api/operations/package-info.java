/**
 * The operations, one record each with its shape rule, derivative and (where composed) decomposition. Start with {@link
 * dev.factorizer.api.operations.Silu} for a function of each element, {@link dev.factorizer.api.operations.Softmax} for a
 * composite with a derivative of its own and {@link dev.factorizer.api.operations.Zip} for a primitive. The
 * factorization's own are in {@code factorization}; nothing here computes, backends do.
 *
 * <p>A new function of each element is one file here, a record like {@code Silu}, and one line in {@code
 * dev.factorizer.contract.ElementCases}: {@code elementwise(new Mish()),}. Every backend has it at once by its
 * decomposition, its gradient follows from that, and the contract tests both; a kernel of a backend's own can come later.
 */
package dev.factorizer.api.operations;
