package dev.factorizer.api.fusion;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import java.util.List;
import java.util.Set;

/**
 * A place in a graph where a rewrite applies.
 *
 * @param operation what takes the place of the nodes
 * @param operands its inputs, values of the graph
 * @param nodes what it replaces, the one that gives the result among them
 * @param path the layer it belongs to
 */
record FusionMatch(Composite operation, List<Value> operands, Set<Node> nodes, String path) { }
