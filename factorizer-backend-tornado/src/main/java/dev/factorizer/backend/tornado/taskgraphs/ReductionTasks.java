package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Reduce;

/** Elements combined along axes. */
final class ReductionTasks {
    private ReductionTasks() { }

    static void reduce(Reduce reduce, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void argMax(ArgMax argMax, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static long workspace(Reduce reduce, Node node) {
        throw new UnsupportedOperationException("not yet");
    }
}
