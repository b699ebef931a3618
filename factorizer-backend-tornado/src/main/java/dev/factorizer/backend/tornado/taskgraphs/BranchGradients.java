package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;

/**
 * Where the gradients of a branch go, −1 for those that are not wanted. The inputs of both branches begin with x, norm weight,
 * norm bias and first weight, and end with second weight and second bias; one has a first bias before those.
 */
record BranchGradients(int x, int normWeight, int normBias, int firstWeight, int firstBias, int secondWeight, int secondBias) {
    private static final int BIASED = 7;

    static BranchGradients of(VectorJacobianProduct product, Node node, TaskWriter tasks) {
        int inputs = product.inputs();
        return new BranchGradients(place(0, product, node, tasks), place(1, product, node, tasks), place(2, product, node, tasks),
                place(3, product, node, tasks), inputs == BIASED ? place(4, product, node, tasks) : -1,
                place(inputs - 2, product, node, tasks), place(inputs - 1, product, node, tasks));
    }

    private static int place(int input, VectorJacobianProduct product, Node node, TaskWriter tasks) {
        int index = product.wanted().indexOf(input);
        return index < 0 ? -1 : tasks.offset(node.results().get(index));
    }

    /** Whether any but that of x is wanted. */
    boolean parameters() {
        return Math.max(Math.max(Math.max(normWeight, normBias), Math.max(firstWeight, firstBias)),
                Math.max(secondWeight, secondBias)) >= 0;
    }
}
