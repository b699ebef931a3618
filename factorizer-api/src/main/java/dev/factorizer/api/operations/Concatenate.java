package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * Inputs one after another along an axis.
 *
 * @param axis the axis, counted from 0
 */
public record Concatenate(int axis) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1, Integer.MAX_VALUE);
        checked.axis(0, axis);
        Type first = inputs.getFirst();
        int total = 0;
        for (Type input : inputs) {
            if (input.dataType() != first.dataType() || input.shape().rank() != first.shape().rank()
                    || !input.shape().with(axis, 0).equals(first.shape().with(axis, 0))) {
                throw checked.mismatch("inputs " + first + " and " + input + " differ, expected equal sizes on all axes"
                        + " but " + axis);
            }
            total += input.shape().size(axis);
        }
        return List.of(first.withShape(first.shape().with(axis, total)));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        int start = 0;
        for (int i = 0; i < input; i++) {
            start += node.input(i).shape().size(axis);
        }
        return Optional.of(cotangents.getFirst().slice(axis, start, node.input(input).shape().size(axis)));
    }
}
