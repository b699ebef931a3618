package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * eˣ over its sum along an axis; the greatest element is subtracted first, so nothing overflows. Saves the result.
 *
 * @param axis the axis, counted from 0
 */
public record Softmax(int axis) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        checked.axis(0, axis);
        return List.of(checked.floating(0));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        Value powers = x.subtract(x.max(axis).stopGradient()).exp();
        return List.of(powers.divide(powers.sum(axis)));
    }

    /** y (g − Σ g y). */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value y = node.result();
        return List.of(y.multiply(g.subtract(g.multiply(y).sum(axis))));
    }
}
