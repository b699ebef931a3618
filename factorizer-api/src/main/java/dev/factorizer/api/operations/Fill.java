package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * One number everywhere.
 *
 * @param type the result's type; rank 0 broadcasts against every shape
 * @param number the number; a backend rounds it to the precision it computes in
 */
public record Fill(Type type, double number) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        return List.of(type);
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        throw new IllegalStateException("fill has no inputs");
    }
}
