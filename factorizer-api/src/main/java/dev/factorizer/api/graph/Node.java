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

    /** {@return the trace it was added to} */
    public Trace trace() {
        return trace;
    }

    /** {@return its number in the trace; inputs have smaller ones} */
    public int id() {
        return id;
    }

    /** {@return what it computes} */
    public Operation operation() {
        return operation;
    }

    /** {@return what it computes from} */
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

    /** {@return the type of each input} */
    public List<Type> inputTypes() {
        return inputs.stream().map(Value::type).toList();
    }

    /** {@return the type of each result} */
    public List<Type> types() {
        return types;
    }

    /** {@return the results, in the operation's order} */
    public List<Value> results() {
        return results;
    }

    /** {@return the only result of a node that has one} */
    public Value result() {
        if (results.size() != 1) {
            throw new IllegalStateException(this + " has " + results.size() + " results, expected one");
        }
        return results.getFirst();
    }

    /** {@return the layer that added it, as in {@code encoder.blocks.0.block}; empty outside layers} */
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
