package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Random;

/** Random numbers. */
final class RandomTasks {
    private RandomTasks() { }

    static void random(Random random, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }
}
