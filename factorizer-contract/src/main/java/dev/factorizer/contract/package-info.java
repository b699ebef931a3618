/**
 * The contract of a backend as tests. Authors of a backend extend {@link dev.factorizer.contract.BackendContract} and
 * name their provider. Authors of an operation write its record in {@code dev.factorizer.api.operations} and one line here:
 * for a function of each element {@code elementwise(new Mish()),} in {@code ElementCases}, for others in the list of their
 * family; {@link dev.factorizer.contract.OperationCases} has them all. With it the gradient is held against
 * differences, and every backend's values, gradients, bits and memory plans against the reference, decomposed and fused.
 * An operation without a line fails the contract by its name. Golden values of the published implementation are in {@code
 * golden}; what the results are compared with is in {@code reference}.
 */
package dev.factorizer.contract;
