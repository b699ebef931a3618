/**
 * The contracts of backends and operations as tests. Authors of a backend extend {@link
 * dev.factorizer.contract.BackendContract} and name their provider; authors of an operation in a module of their own extend
 * {@link dev.factorizer.contract.OperationContract} and list their cases. An operation of the API is one line here: for a
 * function of each element {@code elementwise(new Mish()),} in {@code ElementCases}, for others in the list of their family;
 * {@link dev.factorizer.contract.OperationCases} has them all. This compares the gradient with finite differences, and every
 * backend's values, gradients, bits and memory plans with the reference, decomposed and fused. Golden values of the published
 * implementation are in {@code dev.factorizer.golden}; what results are compared with is in {@code dev.factorizer.reference}.
 */
package dev.factorizer.contract;
