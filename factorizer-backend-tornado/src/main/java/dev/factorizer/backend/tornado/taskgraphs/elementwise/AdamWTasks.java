package dev.factorizer.backend.tornado.taskgraphs.elementwise;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.elementwise.AdamWKernels.Step;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;

/** The step of AdamW: one task for each parameter. */
public final class AdamWTasks {
    // The inputs of the step.
    private static final int PARAMETER = AdamWStep.Operand.PARAMETER.ordinal();
    private static final int GRADIENT = AdamWStep.Operand.GRADIENT.ordinal();
    private static final int FIRST_MOMENT = AdamWStep.Operand.FIRST_MOMENT.ordinal();
    private static final int SECOND_MOMENT = AdamWStep.Operand.SECOND_MOMENT.ordinal();
    private static final int RATE = AdamWStep.Operand.LEARNING_RATE.ordinal();
    private static final int FIRST_CORRECTION = AdamWStep.Operand.FIRST_CORRECTION.ordinal();
    private static final int SECOND_CORRECTION = AdamWStep.Operand.SECOND_CORRECTION.ordinal();
    // Its results.
    private static final int NEW_PARAMETER = 0;
    private static final int NEW_FIRST_MOMENT = 1;
    private static final int NEW_SECOND_MOMENT = 2;

    private AdamWTasks() { }

    public static void write(AdamWStep step, Node node, TaskWriter tasks) {
        tasks.task(Kernel.ADAMW_STEP, node.input(PARAMETER).shape().elements())
                .set(Step.PARAMETER, tasks.input(PARAMETER))
                .set(Step.GRADIENT, tasks.input(GRADIENT))
                .set(Step.FIRST_MOMENT, tasks.input(FIRST_MOMENT))
                .set(Step.SECOND_MOMENT, tasks.input(SECOND_MOMENT))
                .set(Step.RATE, tasks.input(RATE))
                .set(Step.FIRST_CORRECTION, tasks.input(FIRST_CORRECTION))
                .set(Step.SECOND_CORRECTION, tasks.input(SECOND_CORRECTION))
                .set(Step.NEW_PARAMETER, tasks.result(NEW_PARAMETER))
                .set(Step.NEW_FIRST_MOMENT, tasks.result(NEW_FIRST_MOMENT))
                .set(Step.NEW_SECOND_MOMENT, tasks.result(NEW_SECOND_MOMENT))
                .set(Step.BETA1, tasks.number(step.beta1()))
                .set(Step.ONE_MINUS_BETA1, tasks.number(1 - step.beta1()))
                .set(Step.BETA2, tasks.number(step.beta2()))
                .set(Step.ONE_MINUS_BETA2, tasks.number(1 - step.beta2()))
                .set(Step.EPSILON, tasks.number(step.epsilon()))
                .set(Step.MINUS_DECAY, tasks.number(-step.weightDecay()))
                .write();
    }
}
