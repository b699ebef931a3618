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
 * The input repeated to a shape it broadcasts to.
 *
 * @param shape the result's shape
 */
public record Broadcast(Shape shape) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Type x = inputs.getFirst();
        if (!checked.broadcast(x.shape(), shape).equals(shape)) {
            throw checked.mismatch("input " + x.shape() + " does not broadcast to " + shape);
        }
        return List.of(x.withShape(shape));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        return Optional.of(cotangents.getFirst().sumTo(node.input(0).shape()));
    }
}
