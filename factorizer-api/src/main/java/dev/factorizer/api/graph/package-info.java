/**
 * Networks as data: values, the nodes that compute them, the trace they are written in and the finished graph. Start with
 * {@link dev.factorizer.api.graph.Value}; a new operation implements {@link dev.factorizer.api.graph.Composite} or
 * {@link dev.factorizer.api.graph.Elementwise}. The operations themselves are in {@code operations}.
 */
package dev.factorizer.api.graph;
