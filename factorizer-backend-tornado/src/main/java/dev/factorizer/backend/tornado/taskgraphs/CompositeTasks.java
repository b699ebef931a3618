package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/** The composites that have kernels of their own: which, what they need, and their tasks. */
final class CompositeTasks {
    private CompositeTasks() { }

    /** Whether a composite is run natively; all others are lowered to their decomposition. */
    static boolean runs(Composite operation, List<Type> inputs) {
        return false;
    }

    static void write(Composite composite, Node node, TaskWriter tasks) {
        throw new BackendException("backend \"tornado\": " + node + " is not one of its native operations;"
                + " call prepare, which lowers a graph before it is compiled");
    }

    /** How many floats of working memory the tasks of a composite need. */
    static long workspace(Node node) {
        return 0;
    }

    /** Whether the result may lie over an input: each work item reads nothing of it but what it writes. */
    static boolean overwrites(Node node, int input) {
        return false;
    }
}
