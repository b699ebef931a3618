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
 * The same elements in the same order with other sizes. No data moves.
 *
 * @param shape the new shape
 */
public record Reshape(Shape shape) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Type x = inputs.getFirst();
        if (x.shape().elements() != shape.elements()) {
            throw checked.mismatch("input " + x.shape() + " has " + x.shape().elements() + " elements, expected "
                    + shape.elements() + " for " + shape);
        }
        return List.of(x.withShape(shape));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        return Optional.of(cotangents.getFirst().reshape(node.input(0).shape()));
    }
}
