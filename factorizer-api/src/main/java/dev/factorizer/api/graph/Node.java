package dev.factorizer.api.graph;

import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.stream.IntStream;

/** One operation applied to values: a step of a graph. */
public final class Node {
    private final Trace trace;
    private final int id;
    private final Operation operation;
    private final List<Value> inputs;
    private final List<Type> types;
    private final String path;
    private final List<Value> results;

    Node(Trace trace, int id, Operation operation, List<Value> inputs, List<Type> types, String path) {
        this.trace = trace;
        this.id = id;
        this.operation = operation;
        this.inputs = List.copyOf(inputs);
        this.types = List.copyOf(types);
        this.path = path;
        this.results = IntStream.range(0, types.size()).mapToObj(i -> new Value(this, i)).toList();
    }

    /**
     * The trace this node was added to.
     *
     * @return the trace
     */
    public Trace trace() {
        return trace;
    }

    /**
     * Its number in the trace; inputs have smaller ones.
     *
     * @return the number
     */
    public int id() {
        return id;
    }

    /**
     * What it computes.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * What it computes from.
     *
     * @return the inputs
     */
    public List<Value> inputs() {
        return inputs;
    }

    /**
     * One of the inputs.
     *
     * @param index which
     * @return the value
     */
    public Value input(int index) {
        return inputs.get(index);
    }

    /**
     * The types of the inputs.
     *
     * @return one a piece
     */
    public List<Type> inputTypes() {
        return inputs.stream().map(Value::type).toList();
    }

    /**
     * The types of the results.
     *
     * @return one a piece
     */
    public List<Type> types() {
        return types;
    }

    /**
     * The results.
     *
     * @return the values
     */
    public List<Value> results() {
        return results;
    }

    /**
     * The only result of a node that has one.
     *
     * @return the value
     */
    public Value result() {
        if (results.size() != 1) {
            throw new IllegalStateException(this + " has " + results.size() + " results, expected one");
        }
        return results.getFirst();
    }

    /**
     * The layer that added it, as in {@code encoder.blocks.0.block}; empty outside layers.
     *
     * @return the path
     */
    public String path() {
        return path;
    }

    /** As in {@code %7 = zip[kind=ADD](%3, %6) : float32 2×3 at encoder.blocks.0}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%").append(id).append(" = ").append(operation.name()).append('(');
        for (int i = 0; i < inputs.size(); i++) {
            text.append(i == 0 ? "%" : ", %").append(inputs.get(i).node().id());
        }
        text.append(") : ").append(types);
        return path.isEmpty() ? text.toString() : text.append(" at ").append(path).toString();
    }
}
