package dev.factorizer.backend.tornado.taskgraphs.elementwise;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Random;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.elementwise.RandomKernels.RandomSettings;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;

/** Random numbers. */
public final class RandomTasks {
    private static final int KEY = 0;

    private RandomTasks() { }

    public static void random(Random random, Node node, TaskWriter tasks) {
        Kernel kernel = switch (random.distribution()) {
            case UNIFORM -> Kernel.RANDOM_UNIFORM;
            case NORMAL -> Kernel.RANDOM_NORMAL;
        };
        int numbers = Math.toIntExact(random.shape().elements());
        tasks.task(kernel, (numbers + 3L) / 4)
                .set(RandomSettings.KEY, tasks.input(KEY)).set(RandomSettings.Y, tasks.result()).set(RandomSettings.COUNT, numbers)
                .write();
    }
}
