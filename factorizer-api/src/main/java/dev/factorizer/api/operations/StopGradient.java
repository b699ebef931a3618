package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/** Its input, of which no gradient is taken: the only way to cut one, and it is asked for by name. */
public record StopGradient() implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs.of(this, inputs).count(1);
        return List.of(inputs.getFirst());
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        return Optional.empty();
    }
}
