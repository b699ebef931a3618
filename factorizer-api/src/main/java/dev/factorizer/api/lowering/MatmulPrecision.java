package dev.factorizer.api.lowering;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the operands and results of matrix products and convolutions are stored in. All types of a graph stay float32, and so do
 * its inputs, outputs, parameters and updates.
 *
 * <p>Products are {@link MatrixMultiply}, {@link Convolution}, {@link ConvolutionInputGradient} and {@link
 * ConvolutionWeightGradient} of float32, wherever they come from: the gradients of products are products again. Those of full
 * precision ({@link MatrixMultiply#fullPrecision}, {@link ConvolutionGeometry#fullPrecision}) are not affected, among them all of a
 * factorization or a deconvolution and of their gradients; nor is anything else: norms, activations, losses, reductions, linear
 * systems, optimizers.
 */
public enum MatmulPrecision {
    /** As the graph says: nothing is rounded. */
    FLOAT32,
    /**
     * Half the bits: 8 bits of exponent as in float32 and 8 of significand. Both operands of each product are rounded to
     * bfloat16, to nearest and ties to even; beyond its range they become infinite. Their products are summed in float32, in
     * any order. The sum is rounded to bfloat16 in the same way and converted back to float32. The bias of a convolution is not
     * an operand: it is added afterwards, in float32.
     */
    BFLOAT16;

    /**
     * Whether a node's operands and result are rounded.
     *
     * @param node a node of a lowered graph
     * @return true for a product that is not of full precision, unless this is {@link #FLOAT32}
     */
    public boolean isRounded(Node node) {
        boolean product = switch (node.operation()) {
            case MatrixMultiply multiply -> !multiply.fullPrecision();
            case Convolution convolution -> !convolution.window().fullPrecision();
            case ConvolutionInputGradient gradient -> !gradient.window().fullPrecision();
            case ConvolutionWeightGradient gradient -> !gradient.window().fullPrecision();
            default -> false;
        };
        return this == BFLOAT16 && product
                && node.inputTypes().stream().allMatch(type -> type.dataType() == DataType.FLOAT32);
    }

    /**
     * The composites that a backend may still run natively: a kernel in float32 must not stand for products that are rounded, so
     * those composites are replaced by their decompositions.
     *
     * @param nativeOperations what the backend runs itself in float32
     * @return of these, the ones that hold no product to be rounded; for one thread at a time
     */
    public NativeOperations among(NativeOperations nativeOperations) {
        if (this == FLOAT32) {
            return nativeOperations;
        }
        Map<List<Object>, Boolean> known = new HashMap<>();
        return (operation, inputs) -> nativeOperations.runs(operation, inputs)
                && !known.computeIfAbsent(List.of(operation, inputs), key -> roundsInside(operation, inputs));
    }

    private boolean roundsInside(Composite operation, List<Type> inputs) {
        return Lowering.lower(Decomposition.of(operation, inputs).graph(), NativeOperations.NONE).nodes().stream()
                .anyMatch(this::isRounded);
    }

    /** The name as messages and command lines write it, {@code bfloat16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
