package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.ScatterAdd;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;

/** Elements chosen by indices. */
final class IndexTasks {
    private IndexTasks() { }

    static void gather(Gather gather, Node node, TaskWriter tasks) {
        Shape shape = node.input(0).shape();
        tasks.add(Kernel.GATHER, node.result().shape().elements(), tasks.input(0), tasks.input(1), tasks.result(),
                node.input(1).shape().size(0), shape.size(gather.axis()), inner(shape, gather.axis()), tasks.failureNumber());
    }

    static void scatterAdd(ScatterAdd scatter, Node node, TaskWriter tasks) {
        Shape shape = node.input(0).shape();
        int inner = inner(shape, scatter.axis());
        long outer = shape.range(0, scatter.axis()).elements();
        tasks.add(Kernel.SCATTER_ADD, outer * inner, tasks.input(0), tasks.input(1), tasks.result(),
                shape.size(scatter.axis()), scatter.size(), inner, tasks.failureNumber());
    }

    private static int inner(Shape shape, int axis) {
        return Math.toIntExact(shape.range(axis + 1, shape.rank()).elements());
    }
}
