package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * A value that is given when a program runs: a leaf of the graph.
 *
 * @param name its name, unique in its graph
 * @param role what it is
 * @param type its type
 */
public record Placeholder(String name, Role role, Type type) implements Primitive {
    /** What a placeholder stands for. */
    public enum Role {
        /** Given on each run. */
        INPUT,
        /** A trainable parameter, kept by the program. */
        PARAMETER,
        /** A tensor of the network that is not trained, kept by the program. */
        BUFFER,
        /** State of an optimizer or a random generator, kept by the program. */
        STATE
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        return List.of(type);
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        throw new IllegalStateException("placeholder " + name + " has no inputs");
    }
}
