package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Random;
import dev.factorizer.backend.tornado.kernels.Kernel;

/** Random numbers. */
final class RandomTasks {
    private RandomTasks() { }

    static void random(Random random, Node node, TaskWriter tasks) {
        Kernel kernel = switch (random.distribution()) {
            case UNIFORM -> Kernel.UNIFORM;
            case NORMAL -> Kernel.NORMAL;
        };
        int numbers = Math.toIntExact(random.shape().elements());
        tasks.add(kernel, (numbers + 3L) / 4, tasks.input(0), tasks.result(), numbers);
    }
}
