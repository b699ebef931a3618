package dev.factorizer.api.graph;

import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * A graph while it is being written: each call on a value adds a node. Confined to one thread.
 *
 * <p>Layers nest by {@link #at}, so that every node carries the path of the layer that added it.
 */
public final class Trace {
    private final List<Node> nodes = new ArrayList<>();
    private final Deque<String> paths = new ArrayDeque<>();

    /** An empty trace. */
    public Trace() { }

    /**
     * Adds an operation.
     *
     * @param operation what to compute
     * @param inputs from what; values of this trace
     * @return the new node
     * @throws ShapeException if the inputs don't fit; the message ends with the path of the layer
     */
    public Node append(Operation operation, List<Value> inputs) {
        for (Value input : inputs) {
            if (input.node().trace() != this) {
                throw new IllegalArgumentException(operation.name() + ": a value of another trace was used");
            }
        }
        List<Type> types;
        try {
            types = operation.infer(inputs.stream().map(Value::type).toList());
        } catch (ShapeException e) {
            ShapeException located = path().isEmpty() ? e : new ShapeException(e.getMessage() + " (at " + path() + ")");
            if (located != e) {
                located.initCause(e);
            }
            throw located;
        }
        Node node = new Node(this, nodes.size(), operation, inputs, types, path());
        nodes.add(node);
        return node;
    }

    /**
     * An input of the program.
     *
     * @param name its name
     * @param type its type
     * @return the value
     */
    public Value input(String name, Type type) {
        return append(new Placeholder(name, Placeholder.Role.INPUT, type), List.of()).result();
    }

    /**
     * A number as a value of rank 0, which broadcasts against every shape.
     *
     * @param number the number
     * @return the value
     */
    public Value constant(double number) {
        return append(new Fill(Type.float32(), number), List.of()).result();
    }

    /**
     * Zeros.
     *
     * @param type the type
     * @return the value
     */
    public Value zeros(Type type) {
        return append(new Fill(type, 0), List.of()).result();
    }

    /**
     * A float32 literal.
     *
     * @param shape the shape
     * @param values its elements
     * @return the value
     */
    public Value literal(Shape shape, float[] values) {
        return append(new Constant(Literal.of(shape, values)), List.of()).result();
    }

    /**
     * An int32 literal, such as indices.
     *
     * @param shape the shape
     * @param values its elements
     * @return the value
     */
    public Value literal(Shape shape, int[] values) {
        return append(new Constant(Literal.of(shape, values)), List.of()).result();
    }

    /**
     * Runs a part of the tracing under a path.
     *
     * @param <T> what the part answers
     * @param path the whole path of the layer
     * @param part what adds the nodes
     * @return the part's answer
     */
    public <T> T at(String path, Supplier<T> part) {
        paths.push(path);
        try {
            return part.get();
        } finally {
            paths.pop();
        }
    }

    /** {@return the path that new nodes get; empty outside layers} */
    public String path() {
        return paths.isEmpty() ? "" : paths.peek();
    }

    /** {@return an unmodifiable view of all nodes so far, in the order they were added} */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }
}
