package dev.factorizer.backend.tornado.taskgraphs.planning;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Broadcast;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Permute;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.operations.ScatterAdd;
import dev.factorizer.api.operations.Select;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.operations.Solve;
import dev.factorizer.api.operations.StopGradient;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.backend.tornado.taskgraphs.convolutions.ConvolutionTasks;
import dev.factorizer.backend.tornado.taskgraphs.elementwise.ElementTasks;
import dev.factorizer.backend.tornado.taskgraphs.elementwise.RandomTasks;
import dev.factorizer.backend.tornado.taskgraphs.factorization.SmallMatrixTasks;
import dev.factorizer.backend.tornado.taskgraphs.movement.IndexTasks;
import dev.factorizer.backend.tornado.taskgraphs.movement.MovementTasks;
import dev.factorizer.backend.tornado.taskgraphs.products.ProductTasks;
import dev.factorizer.backend.tornado.taskgraphs.reductions.ReductionTasks;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;

/** What each primitive becomes: the one switch over all of them. The compiler finds a primitive that is missing. */
public final class PrimitiveTasks {
    private PrimitiveTasks() { }

    public static void write(Primitive primitive, Node node, TaskWriter tasks) {
        switch (primitive) {
            // Placeholders and constants lie on the device already; a reshape is another view of its input.
            case Placeholder _, Constant _, Reshape _ -> { }
            case StopGradient _ -> MovementTasks.identity(node, tasks);
            case Fill fill -> ElementTasks.fill(fill, node, tasks);
            case Unary unary -> ElementTasks.unary(unary, node, tasks);
            case Zip zip -> ElementTasks.zip(zip, node, tasks);
            case Select _ -> ElementTasks.select(node, tasks);
            case Cast cast -> ElementTasks.cast(cast, node, tasks);
            case Reduce reduce -> ReductionTasks.reduce(reduce, node, tasks);
            case ArgMax argMax -> ReductionTasks.argMax(argMax, node, tasks);
            case MatrixMultiply multiply -> ProductTasks.matrixMultiply(multiply, node, tasks);
            case Convolution convolution -> ConvolutionTasks.forward(convolution, node, tasks);
            case ConvolutionInputGradient gradient -> ConvolutionTasks.inputGradient(gradient, node, tasks);
            case ConvolutionWeightGradient gradient -> ConvolutionTasks.weightGradient(gradient, node, tasks);
            case Permute permute -> MovementTasks.permute(permute, node, tasks);
            case Slice slice -> MovementTasks.slice(slice, node, tasks);
            case Pad pad -> MovementTasks.pad(pad, node, tasks);
            case Concatenate concatenate -> MovementTasks.concatenate(concatenate, node, tasks);
            case Broadcast _ -> MovementTasks.broadcast(node, tasks);
            case Flip flip -> MovementTasks.flip(flip, node, tasks);
            case Gather gather -> IndexTasks.gather(gather, node, tasks);
            case ScatterAdd scatter -> IndexTasks.scatterAdd(scatter, node, tasks);
            case Random random -> RandomTasks.random(random, node, tasks);
            case SingularVectors vectors -> SmallMatrixTasks.singularVectors(vectors, node, tasks);
            case Solve _ -> SmallMatrixTasks.solve(node, tasks);
        }
    }

    /** How many floats of working memory the tasks of a primitive need. */
    public static long workspace(Node node) {
        return switch (node.operation()) {
            case Reduce reduce -> ReductionTasks.workspace(reduce, node);
            case MatrixMultiply multiply -> ProductTasks.workspace(multiply, node);
            case ConvolutionWeightGradient gradient -> ConvolutionTasks.workspace(gradient, node);
            case SingularVectors vectors -> SmallMatrixTasks.workspace(vectors, node);
            case Solve _ -> SmallMatrixTasks.workspace(node);
            default -> 0;
        };
    }
}
