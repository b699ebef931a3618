package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;

/** One element at a time. */
final class ElementTasks {
    private ElementTasks() { }

    static void fill(Fill fill, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void unary(Unary unary, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void zip(Zip zip, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void select(Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void cast(Cast cast, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }
}
