/**
 * The contract of a backend as tests. Authors of a backend extend {@link dev.factorizer.tck.contract.BackendContract} and
 * name their provider; authors of an operation add a line to {@link dev.factorizer.tck.contract.OperationCases}. Golden
 * values of the published implementation are in {@code golden}; what the results are compared with is in {@code reference}.
 */
package dev.factorizer.tck.contract;
