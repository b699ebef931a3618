package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;

/** Decompositions of small matrices, an item for each. */
final class SmallMatrixTasks {
    private SmallMatrixTasks() { }

    static void singularVectors(SingularVectors vectors, Node node, TaskWriter tasks) {
        Shape shape = node.input(0).shape();
        tasks.add(Kernel.SINGULAR_VECTORS, matrices(shape), tasks.input(0), tasks.offset(node.results().get(0)),
                tasks.offset(node.results().get(1)), tasks.offset(node.results().get(2)), tasks.workspace(), shape.size(-2),
                shape.size(-1), vectors.rank());
    }

    static void solve(Node node, TaskWriter tasks) {
        Shape shape = node.input(1).shape();
        if (shape.elements() == 0) {
            return;
        }
        tasks.add(Kernel.SOLVE, matrices(shape), tasks.input(0), tasks.input(1), tasks.result(), tasks.workspace(),
                shape.size(-2), shape.size(-1), tasks.failureNumber());
    }

    static long workspace(SingularVectors vectors, Node node) {
        Shape shape = node.input(0).shape();
        long shorter = Math.min(shape.size(-2), shape.size(-1));
        return matrices(shape) * ((long) shape.size(-2) * shape.size(-1) + shorter * shorter + shorter);
    }

    static long workspace(Node node) {
        Shape shape = node.input(0).shape();
        long size = shape.size(-1);
        return matrices(shape) * (size * size + 3 * size);
    }

    private static long matrices(Shape shape) {
        return shape.range(0, shape.rank() - 2).elements();
    }
}
