package dev.factorizer.reference;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;

/** Refuses graphs that were not lowered. */
final class OnlyPrimitives {
    private OnlyPrimitives() { }

    static void check(String backend, Graph graph) {
        for (Node node : graph.nodes()) {
            if (!(node.operation() instanceof Primitive)) {
                throw new BackendException("backend \"" + backend + "\": " + node + " is not a primitive; call prepare,"
                        + " which lowers the graph, instead of compile");
            }
        }
    }
}
