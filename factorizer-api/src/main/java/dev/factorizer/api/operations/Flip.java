package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * Elements in reverse order along some axes.
 *
 * @param axes the axes, counted from 0
 */
public record Flip(List<Integer> axes) implements Primitive {
    /** Copies the axes. */
    public Flip {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        axes.forEach(axis -> checked.axis(0, axis));
        return List.of(inputs.getFirst());
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        return Optional.of(cotangents.getFirst().apply(this));
    }
}
