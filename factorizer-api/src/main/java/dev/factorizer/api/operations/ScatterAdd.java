package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * The adjoint of {@link Gather}: inputs x and int32 indices (n) → zeros with x's elements added at their index, in
 * ascending order of n.
 *
 * @param axis the axis, counted from 0
 * @param size the result's size on that axis
 */
public record ScatterAdd(int axis, int size) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2);
        Shape x = checked.floating(0).shape();
        checked.integer(1);
        checked.axis(0, axis);
        if (!inputs.get(1).shape().equals(Shape.of(x.size(axis)))) {
            throw checked.mismatch("indices have shape " + inputs.get(1).shape() + ", expected " + x.size(axis)
                    + " as axis " + axis + " of the input");
        }
        return List.of(inputs.getFirst().withShape(x.with(axis, size)));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        return input == 1 ? Optional.empty()
                : Optional.of(cotangents.getFirst().apply(new Gather(axis), node.input(1)));
    }
}
