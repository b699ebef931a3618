package dev.factorizer.api.graph;

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
import java.util.List;
import java.util.Optional;

/** An operation every backend must run. The list is closed: what is not here is a {@link Composite}. */
public sealed interface Primitive extends Operation
        permits Placeholder, Constant, Fill, Unary, Zip, Select, Reduce, MatrixMultiply, Convolution,
        ConvolutionInputGradient, ConvolutionWeightGradient, Reshape, Permute, Slice, Pad, Concatenate, Broadcast, Flip,
        Gather, ScatterAdd, Cast, Random, ArgMax, SingularVectors, Solve, StopGradient {
    /**
     * The vector-Jacobian product for one input.
     *
     * @param node the node of this operation
     * @param input which input
     * @param cotangents the gradient of each result
     * @return the gradient of that input; empty where the derivative is zero everywhere
     * @throws dev.factorizer.api.differentiation.NotDifferentiableException if it has no derivative that could be used
     */
    Optional<Value> vjp(Node node, int input, List<Value> cotangents);
}
