package dev.factorizer.backend.djl.script;

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

/** What each primitive is in TorchScript: the one switch over all of them. The compiler finds a primitive that is missing. */
final class Statements {
    private Statements() { }

    static void write(Primitive primitive, Node node, ScriptText script) {
        script.begin(node);
        switch (primitive) {
            case Placeholder placeholder ->
                throw new IllegalStateException("placeholder " + placeholder.name() + " is given, not computed");
            case Constant _ -> throw new IllegalStateException("a constant is given, not computed");
            case Fill fill -> ElementStatements.fill(fill, script);
            case Unary unary -> ElementStatements.unary(unary, script);
            case Zip zip -> ElementStatements.zip(zip, node, script);
            case Select _ -> ElementStatements.select(script);
            case Cast cast -> ElementStatements.cast(cast, script);
            case StopGradient _ -> script.result(script.input(0));
            case Reduce reduce -> ReductionStatements.reduce(reduce, script);
            case ArgMax argMax -> ReductionStatements.argMax(argMax, script);
            case MatrixMultiply multiply -> ProductStatements.matrixMultiply(multiply, script);
            case Convolution convolution -> ProductStatements.convolution(convolution.window(), node, script);
            case ConvolutionInputGradient gradient -> ProductStatements.inputGradient(gradient, node, script);
            case ConvolutionWeightGradient gradient -> ProductStatements.weightGradient(gradient, node, script);
            case Reshape reshape -> LayoutStatements.reshape(reshape.shape(), script);
            case Permute permute -> LayoutStatements.permute(permute.order(), script);
            case Slice slice -> LayoutStatements.slice(slice, node, script);
            case Pad pad -> LayoutStatements.pad(pad, node, script);
            case Concatenate concatenate -> LayoutStatements.concatenate(concatenate, node, script);
            case Broadcast broadcast -> LayoutStatements.broadcast(broadcast.shape(), script);
            case Flip flip -> LayoutStatements.flip(flip.axes(), script);
            case Gather gather -> IndexStatements.gather(gather, node, script);
            case ScatterAdd scatter -> IndexStatements.scatterAdd(scatter, node, script);
            case Random random -> RandomStatements.random(random, script);
            case SingularVectors vectors -> SmallMatrixStatements.singularVectors(vectors, node, script);
            case Solve _ -> SmallMatrixStatements.solve(node, script);
        }
    }
}
