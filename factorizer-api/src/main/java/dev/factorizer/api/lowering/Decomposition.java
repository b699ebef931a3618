package dev.factorizer.api.lowering;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A composite written out for inputs of some types: what takes its place, and what a graph is searched for to put it in the
 * place of others.
 *
 * @param operation the composite
 * @param inputs its inputs, in order
 * @param graph what it computes, with its results in order as outputs
 */
public record Decomposition(Composite operation, List<Value> inputs, Graph graph) {
    /** Copies the list. */
    public Decomposition {
        inputs = List.copyOf(inputs);
    }

    /**
     * Writes a composite out.
     *
     * @param operation the composite
     * @param inputs its inputs' types
     * @return its decomposition, in a trace of its own
     * @throws dev.factorizer.api.tensor.ShapeException if the inputs don't fit
     */
    public static Decomposition of(Composite operation, List<Type> inputs) {
        Trace trace = new Trace();
        List<Value> values = new ArrayList<>();
        for (Type type : inputs) {
            values.add(trace.input("input" + values.size(), type));
        }
        List<Type> promised = operation.infer(inputs);
        List<Value> results = operation.decompose(values);
        List<Type> found = results.stream().map(Value::type).toList();
        if (!found.equals(promised)) {
            throw new IllegalStateException(operation.name() + ": its decomposition gives " + found + ", but it promises "
                    + promised);
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        results.forEach(result -> outputs.put("result" + outputs.size(), result));
        return new Decomposition(operation, values, Graph.of(outputs));
    }

    /** {@return what it computes, in the order of the composite's results} */
    public List<Value> results() {
        return List.copyOf(graph.outputs().values());
    }
}
