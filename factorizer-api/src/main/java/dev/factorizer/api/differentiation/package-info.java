/**
 * Gradients as a transformation of the graph: {@link dev.factorizer.api.differentiation.Differentiation} walks a trace
 * backwards and adds the vector-Jacobian product of each operation, written with other operations.
 */
package dev.factorizer.api.differentiation;
