package dev.factorizer.backend.tornado.taskgraphs.factorization;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.factorization.SingularVectorKernels.Vectors;
import dev.factorizer.backend.tornado.kernels.factorization.SolveKernels.Solve;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;

/** Decompositions of small matrices, an item for each. */
public final class SmallMatrixTasks {
    // The inputs: matrices and right sides.
    private static final int A = 0;
    private static final int B = 1;
    // The results of singular vectors.
    private static final int U = 0;
    private static final int S = 1;
    private static final int V = 2;

    private SmallMatrixTasks() { }

    public static void singularVectors(SingularVectors vectors, Node node, TaskWriter tasks) {
        Shape shape = node.input(A).shape();
        tasks.task(Kernel.SINGULAR_VECTORS, matrices(shape))
                .set(Vectors.X, tasks.input(A)).set(Vectors.U, tasks.result(U)).set(Vectors.S, tasks.result(S))
                .set(Vectors.V, tasks.result(V)).set(Vectors.WORKSPACE, tasks.workspace())
                .set(Vectors.ROWS, shape.size(-2)).set(Vectors.COLUMNS, shape.size(-1)).set(Vectors.RANK, vectors.rank())
                .write();
    }

    public static void solve(Node node, TaskWriter tasks) {
        Shape shape = node.input(B).shape();
        if (shape.elements() == 0) {
            return;
        }
        tasks.task(Kernel.SOLVE, matrices(shape))
                .set(Solve.A, tasks.input(A)).set(Solve.B, tasks.input(B)).set(Solve.Z, tasks.result())
                .set(Solve.WORKSPACE, tasks.workspace()).set(Solve.SIZE, shape.size(-2)).set(Solve.COLUMNS, shape.size(-1))
                .set(Solve.TASK, tasks.failureNumber())
                .write();
    }

    public static long workspace(SingularVectors vectors, Node node) {
        Shape shape = node.input(A).shape();
        long shorter = Math.min(shape.size(-2), shape.size(-1));
        return matrices(shape) * ((long) shape.size(-2) * shape.size(-1) + shorter * shorter + shorter);
    }

    public static long workspace(Node node) {
        Shape shape = node.input(A).shape();
        long size = shape.size(-1);
        return matrices(shape) * (size * size + 3 * size);
    }

    private static long matrices(Shape shape) {
        return shape.range(0, shape.rank() - 2).elements();
    }
}
