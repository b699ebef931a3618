package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * The index of the greatest element along an axis, the first of equal ones; that axis stays with size 1.
 *
 * @param axis the axis, counted from 0
 */
public record ArgMax(int axis) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        if (checked.floating(0).shape().size(checked.axis(0, axis)) == 0) {
            throw checked.mismatch("axis " + axis + " of shape " + inputs.getFirst().shape() + " has no elements");
        }
        return List.of(new Type(DataType.INT32, inputs.getFirst().shape().with(axis, 1)));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        return Optional.empty();
    }
}
