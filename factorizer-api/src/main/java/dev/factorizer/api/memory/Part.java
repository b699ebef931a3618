package dev.factorizer.api.memory;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A value whose elements are, in one piece and in the same order, a part of another's: it needs no memory of its own where
 * it is put there from the start.
 *
 * @param whole the larger value
 * @param part the smaller one
 * @param offset where it begins in the larger one, in bytes
 */
public record Part(Value whole, Value part, long offset) {
    /**
     * The parts that a node makes: the inputs of a concatenation within its result, a slice within its input.
     *
     * @param node the node
     * @return the parts that are in one piece; none for other operations
     */
    public static List<Part> of(Node node) {
        return switch (node.operation()) {
            case Concatenate concatenate -> ofConcatenation(concatenate, node);
            case Slice slice -> ofSlice(slice, node);
            default -> List.of();
        };
    }

    private static List<Part> ofConcatenation(Concatenate concatenate, Node node) {
        if (node.result().shape().range(0, concatenate.axis()).elements() != 1) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        long offset = 0;
        for (Value input : node.inputs()) {
            parts.add(new Part(node.result(), input, offset));
            offset += input.type().bytes();
        }
        return parts;
    }

    private static List<Part> ofSlice(Slice slice, Node node) {
        Shape x = node.input(0).shape();
        // From the first axis that keeps more than one element on, all others must be whole.
        boolean whole = false;
        long start = 0;
        for (int axis = 0; axis < x.rank(); axis++) {
            int size = slice.sizes().get(axis);
            boolean full = slice.starts().get(axis) == 0 && size == x.size(axis);
            if (whole && !full || size > 1 && slice.steps().get(axis) > 1) {
                return List.of();
            }
            whole |= size > 1;
            start = start * x.size(axis) + slice.starts().get(axis);
        }
        long elementBytes = node.input(0).type().dataType().bytes();
        return List.of(new Part(node.input(0), node.result(), start * elementBytes));
    }
}
