package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.SingularVectors;

/** Decompositions of small matrices. */
final class SmallMatrixTasks {
    private SmallMatrixTasks() { }

    static void singularVectors(SingularVectors vectors, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void solve(Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static long workspace(SingularVectors vectors, Node node) {
        throw new UnsupportedOperationException("not yet");
    }

    static long workspace(Node node) {
        throw new UnsupportedOperationException("not yet");
    }
}
