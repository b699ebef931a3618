package dev.factorizer.backend.tornado.taskgraphs.movement;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.ScatterAdd;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.movement.IndexKernels.Index;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;

/** Elements chosen by indices. */
public final class IndexTasks {
    private static final int X = 0;
    private static final int INDICES = 1;

    private IndexTasks() { }

    public static void gather(Gather gather, Node node, TaskWriter tasks) {
        Shape shape = node.input(X).shape();
        tasks.task(Kernel.GATHER, node.result().shape().elements())
                .set(Index.X, tasks.input(X)).set(Index.INDICES, tasks.input(INDICES)).set(Index.Y, tasks.result())
                .set(Index.COUNT, node.input(INDICES).shape().size(0)).set(Index.SIZE, shape.size(gather.axis()))
                .set(Index.INNER, inner(shape, gather.axis())).set(Index.TASK, tasks.failureNumber())
                .write();
    }

    public static void scatterAdd(ScatterAdd scatter, Node node, TaskWriter tasks) {
        Shape shape = node.input(X).shape();
        int inner = inner(shape, scatter.axis());
        long outer = shape.range(0, scatter.axis()).elements();
        tasks.task(Kernel.SCATTER_ADD, outer * inner)
                .set(Index.X, tasks.input(X)).set(Index.INDICES, tasks.input(INDICES)).set(Index.Y, tasks.result())
                .set(Index.COUNT, shape.size(scatter.axis())).set(Index.SIZE, scatter.size())
                .set(Index.INNER, inner).set(Index.TASK, tasks.failureNumber())
                .write();
    }

    private static int inner(Shape shape, int axis) {
        return Math.toIntExact(shape.range(axis + 1, shape.rank()).elements());
    }
}
