package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.backend.tornado.kernels.Kernel;

/** The step of AdamW: one task for each parameter. */
final class AdamWTasks {
    private AdamWTasks() { }

    static void write(AdamWStep step, Node node, TaskWriter tasks) {
        tasks.add(Kernel.ADAMW_STEP, node.input(0).shape().elements(), tasks.input(0), tasks.input(1), tasks.input(2),
                tasks.input(3), tasks.input(4), tasks.input(5), tasks.input(6), tasks.offset(node.results().get(0)),
                tasks.offset(node.results().get(1)), tasks.offset(node.results().get(2)), tasks.number(step.beta1()),
                tasks.number(1 - step.beta1()), tasks.number(step.beta2()), tasks.number(1 - step.beta2()),
                tasks.number(step.epsilon()), tasks.number(-step.weightDecay()));
    }
}
