package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/** The composites that have kernels of their own: which, what they need, and their tasks. */
final class CompositeTasks {
    private CompositeTasks() { }

    /** Whether a composite is run natively; all others are lowered to their decomposition. */
    static boolean runs(Composite operation, List<Type> inputs) {
        return switch (operation) {
            case VectorJacobianProduct product -> GradientTasks.runs(product, inputs);
            case LayerNorm _ -> true;
            case Factorize factorize -> inputs.size() == 3
                    && FactorizeTasks.runs(factorize.settings(), inputs.getFirst().shape());
            default -> false;
        };
    }

    static void write(Composite composite, Node node, TaskWriter tasks) {
        switch (composite) {
            case VectorJacobianProduct product -> GradientTasks.write(product, node, tasks);
            case LayerNorm norm -> LayerNormTasks.forward(norm, node, tasks);
            case Factorize factorize -> FactorizeTasks.forward(factorize, node, tasks);
            default -> throw new BackendException("backend \"tornado\": " + node + " is not one of its native operations;"
                    + " call prepare, which lowers a graph before it is compiled");
        }
    }

    /** How many floats of working memory the tasks of a composite need. */
    static long workspace(Node node) {
        return switch (node.operation()) {
            case VectorJacobianProduct product -> GradientTasks.workspace(product, node);
            case Factorize factorize -> FactorizeTasks.workspace(factorize, node);
            default -> 0;
        };
    }

    /** Whether the result may lie over an input: each work item reads nothing of it but what it writes. */
    static boolean overwrites(Node node, int input) {
        return switch (node.operation()) {
            case VectorJacobianProduct product -> GradientTasks.overwrites(product, input);
            case LayerNorm _, Factorize _ -> input == 0;
            default -> false;
        };
    }
}
