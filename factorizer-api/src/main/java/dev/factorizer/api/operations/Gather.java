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
 * Elements along an axis by index: inputs x and int32 indices (n) → x with n elements on that axis. An index outside the
 * axis is an error when the program runs.
 *
 * @param axis the axis, counted from 0
 */
public record Gather(int axis) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2);
        Shape x = checked.floating(0).shape();
        Shape index = checked.integer(1).shape();
        if (index.rank() != 1) {
            throw checked.mismatch("indices have shape " + index + ", expected one axis");
        }
        return List.of(inputs.getFirst().withShape(x.with(checked.axis(0, axis), index.size(0))));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        return input == 1 ? Optional.empty() : Optional.of(cotangents.getFirst().apply(
                new ScatterAdd(axis, node.input(0).shape().size(axis)), node.input(1)));
    }
}
