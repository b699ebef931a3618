package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Literal;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * Numbers written into the graph.
 *
 * @param literal the numbers
 */
public record Constant(Literal literal) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        return List.of(literal.type());
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        throw new IllegalStateException("constant has no inputs");
    }
}
