/**
 * From the graph as written to the graph a backend runs: composites a backend has no kernel for are replaced by their
 * decomposition, equal computations are merged. Start with {@link dev.factorizer.api.lowering.Lowering}.
 */
package dev.factorizer.api.lowering;
