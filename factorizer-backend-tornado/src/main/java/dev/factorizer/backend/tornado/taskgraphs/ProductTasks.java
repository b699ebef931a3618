package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.MatrixMultiply;

/** Matrix products. */
final class ProductTasks {
    private ProductTasks() { }

    static void matrixMultiply(MatrixMultiply multiply, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static long workspace(MatrixMultiply multiply, Node node) {
        throw new UnsupportedOperationException("not yet");
    }
}
