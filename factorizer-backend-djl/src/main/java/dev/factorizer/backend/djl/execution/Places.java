package dev.factorizer.backend.djl.execution;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The placeholders of a graph, and the checks on what they are given.
 *
 * @param inputs given with each run, by name
 * @param kept parameters, buffers and state, by name
 */
record Places(Map<String, Value> inputs, Map<String, Value> kept) {
    static Places of(Graph graph) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        Map<String, Value> kept = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Placeholder placeholder) {
                (placeholder.role() == Placeholder.Role.INPUT ? inputs : kept).put(placeholder.name(), node.result());
            }
        }
        return new Places(inputs, kept);
    }

    /** A value that is kept, for an action that names it. */
    Value kept(String action, String name) {
        Value place = kept.get(name);
        if (place == null) {
            throw new IllegalArgumentException(action + ": \"" + name + "\" " + (inputs.containsKey(name)
                    ? "is an input of the program, expected a parameter, buffer or state; give it to run"
                    : "is unknown, expected a parameter, buffer or state of the program"));
        }
        return place;
    }

    /** What is loaded has the type of its place. */
    static void checkLoaded(String name, Type given, Type expected) {
        if (!given.equals(expected)) {
            throw new IllegalArgumentException("load: \"" + name + "\" is " + given + ", expected " + expected);
        }
    }

    /** Each input is there, has its type, and there is nothing else. */
    void checkInputs(Map<String, Tensor> given) {
        inputs.forEach((name, value) -> {
            Tensor tensor = given.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("run: input \"" + name + "\" is missing, expected " + value.type());
            }
            if (!tensor.type().equals(value.type())) {
                throw new IllegalArgumentException("run: input \"" + name + "\" is " + tensor.type() + ", expected "
                        + value.type());
            }
        });
        for (String name : given.keySet()) {
            if (!inputs.containsKey(name)) {
                throw new IllegalArgumentException("run: input \"" + name + "\" is unknown, expected "
                        + (inputs.isEmpty() ? "none" : "one of " + inputs.keySet()));
            }
        }
    }
}
