package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.ScatterAdd;

/** Elements chosen by indices. */
final class IndexTasks {
    private IndexTasks() { }

    static void gather(Gather gather, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void scatterAdd(ScatterAdd scatter, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }
}
