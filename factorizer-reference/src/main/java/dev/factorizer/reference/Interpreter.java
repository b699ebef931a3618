package dev.factorizer.reference;

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
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.Arrays;
import java.util.List;

/** What each primitive means: the one switch over all of them. The compiler finds a primitive that is missing here. */
final class Interpreter {
    private Interpreter() { }

    /**
     * Computes a node.
     *
     * @param node a node whose operation is a primitive other than a placeholder
     * @param inputs its inputs' numbers
     * @return its results' numbers
     */
    static List<Numbers> run(Node node, List<Numbers> inputs) {
        Primitive primitive = (Primitive) node.operation();
        if (primitive instanceof SingularVectors vectors) {
            return SingularValues.decompose(vectors.rank(), inputs.getFirst(), node.types().stream().map(Type::shape).toList());
        }
        return List.of(single(primitive, inputs, node.types().getFirst()));
    }

    private static Numbers single(Primitive primitive, List<Numbers> inputs, Type type) {
        Shape shape = type.shape();
        return switch (primitive) {
            case Placeholder placeholder ->
                throw new IllegalStateException("placeholder " + placeholder.name() + " is given, not computed");
            case SingularVectors vectors -> throw new IllegalStateException(vectors + " has several results");
            case Constant constant -> Numbers.of(constant.literal().tensor());
            case Fill fill -> filled(shape, fill.number());
            case Unary unary -> ElementFunctions.unary(unary.kind(), inputs.get(0));
            case Zip zip -> ElementFunctions.zip(zip.kind(), inputs.get(0), inputs.get(1), type);
            case Select _ -> ElementFunctions.select(inputs.get(0), inputs.get(1), inputs.get(2), shape);
            case Cast cast -> ElementFunctions.cast(inputs.get(0), cast.dataType());
            case StopGradient _ -> inputs.get(0);
            case Reshape _ -> new Numbers(shape, inputs.get(0).values());
            case Reduce reduce -> Reductions.reduce(reduce.kind(), inputs.get(0), shape);
            case ArgMax argMax -> Reductions.argMax(argMax.axis(), inputs.get(0), shape);
            case MatrixMultiply multiply -> Products.multiply(multiply, inputs.get(0), inputs.get(1), shape);
            case Convolution convolution -> Convolutions.forward(convolution, inputs.get(0), inputs.get(1),
                    inputs.size() == 3 ? inputs.get(2) : null, shape);
            case ConvolutionInputGradient gradient ->
                Convolutions.inputGradient(gradient, inputs.get(0), inputs.get(1), shape);
            case ConvolutionWeightGradient gradient ->
                Convolutions.weightGradient(gradient, inputs.get(0), inputs.get(1), shape);
            case Permute permute -> Movements.permute(permute, inputs.get(0), shape);
            case Slice slice -> Movements.slice(slice, inputs.get(0), shape);
            case Pad pad -> Movements.pad(pad, inputs.get(0), shape);
            case Concatenate concatenate -> Movements.concatenate(concatenate, inputs, shape);
            case Broadcast _ -> Movements.broadcast(inputs.get(0), shape);
            case Flip flip -> Movements.flip(flip, inputs.get(0));
            case Gather gather -> Movements.gather(gather.axis(), inputs.get(0), inputs.get(1), shape);
            case ScatterAdd scatter -> Movements.scatterAdd(scatter.axis(), inputs.get(0), inputs.get(1), shape);
            case Random random -> RandomNumbers.draw(random, inputs.get(0));
            case Solve _ -> LinearSystems.solve(inputs.get(0), inputs.get(1));
        };
    }

    private static Numbers filled(Shape shape, double number) {
        Numbers y = Numbers.zeros(shape);
        Arrays.fill(y.values(), number);
        return y;
    }
}
