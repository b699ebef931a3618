package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The logarithm of {@link Softmax}, x − log Σ eˣ along an axis, without the loss of digits of taking it afterwards. Saves
 * the result.
 *
 * @param axis the axis, counted from 0
 */
public record LogSoftmax(int axis) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        checked.axis(0, axis);
        return List.of(checked.floating(0));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        Value lowered = x.subtract(x.max(axis).stopGradient());
        return List.of(lowered.subtract(lowered.exp().sum(axis).log()));
    }

    /** g − eʸ Σ g. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        return List.of(g.subtract(node.result().exp().multiply(g.sum(axis))));
    }
}
