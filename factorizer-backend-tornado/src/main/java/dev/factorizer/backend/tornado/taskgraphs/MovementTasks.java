package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Permute;
import dev.factorizer.api.operations.Slice;

/** Elements moved to other places. */
final class MovementTasks {
    private MovementTasks() { }

    static void identity(Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void permute(Permute permute, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void slice(Slice slice, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void pad(Pad pad, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void concatenate(Concatenate concatenate, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void broadcast(Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void flip(Flip flip, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }
}
