package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/** {@code condition ≠ 0 ? a : b} for each element; shapes broadcast. Inputs: condition, a, b. */
public record Select() implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(3);
        Shape choices = checked.broadcast(checked.floating(1).shape(), checked.floating(2).shape());
        Shape shape = checked.broadcast(checked.floating(0).shape(), choices);
        if (inputs.get(1).dataType() != inputs.get(2).dataType()) {
            throw checked.mismatch("choices " + inputs.get(1) + " and " + inputs.get(2) + ", expected equal data types");
        }
        return List.of(inputs.get(1).withShape(shape));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value condition = node.input(0);
        return switch (input) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(Value.select(condition, g, g.zero()).sumTo(node.input(1).shape()));
            default -> Optional.of(Value.select(condition, g.zero(), g).sumTo(node.input(2).shape()));
        };
    }
}
