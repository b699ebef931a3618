package dev.factorizer.backend.tornado.taskgraphs.branches;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.List;

/** Where the gradients of a branch go, −1 for those that are not wanted. */
public record WantedGradients(int x, int normWeight, int normBias, int firstWeight, int firstBias, int secondWeight,
        int secondBias) {
    /** What stands for an input that a branch hasn't. */
    public static final int NO_INPUT = -1;

    /**
     * The gradients of a node.
     *
     * @param inputs which inputs of the branch are x, the weight and the bias of the norm, and those of both linear maps
     */
    public static WantedGradients of(VectorJacobianProduct product, List<Integer> inputs, TaskWriter tasks) {
        List<Integer> offsets = inputs.stream().map(input -> offset(input, product, tasks)).toList();
        return new WantedGradients(offsets.get(0), offsets.get(1), offsets.get(2), offsets.get(3), offsets.get(4), offsets.get(5),
                offsets.get(6));
    }

    private static int offset(int input, VectorJacobianProduct product, TaskWriter tasks) {
        int index = product.wanted().indexOf(input);
        return index < 0 ? -1 : tasks.result(index);
    }

    /** Whether any but that of x is wanted. */
    public boolean parameters() {
        return Math.max(Math.max(Math.max(normWeight, normBias), Math.max(firstWeight, firstBias)),
                Math.max(secondWeight, secondBias)) >= 0;
    }
}
