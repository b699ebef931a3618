package dev.factorizer.api.backend;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * The placeholders of a graph by name: what a program is given with each run, and what it keeps. {@link CheckedExecutable} holds
 * what it is given against them.
 *
 * @param inputs given with each run, by name, in the graph's order
 * @param kept parameters, buffers and state, by name, in the graph's order
 */
public record Placeholders(Map<String, Value> inputs, Map<String, Value> kept) {
    /** Copies the maps, keeping their order. */
    public Placeholders {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    /**
     * The placeholders of a graph.
     *
     * @param graph the graph
     * @return its inputs, and what it keeps between runs
     */
    public static Placeholders of(Graph graph) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        Map<String, Value> kept = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Placeholder placeholder) {
                (placeholder.role() == Placeholder.Role.INPUT ? inputs : kept).put(placeholder.name(), node.result());
            }
        }
        return new Placeholders(inputs, kept);
    }

    /** Refuses to load what the graph doesn't keep, or a value of another type. */
    void checkLoaded(String name, Type given, BiPredicate<Type, Type> accepts) {
        Type expected = named("load", name).type();
        if (!accepts.test(given, expected)) {
            throw new IllegalArgumentException("load: \"" + name + "\" is " + given + ", expected " + expected);
        }
    }

    /** Refuses to read what the graph doesn't keep. */
    void checkRead(String name) {
        named("read", name);
    }

    private Value named(String action, String name) {
        Value place = kept.get(name);
        if (place == null) {
            throw new IllegalArgumentException(action + ": \"" + name + "\" " + (inputs.containsKey(name)
                    ? "is an input of the program, expected a parameter, buffer or state; give it to run"
                    : "is unknown, expected a parameter, buffer or state of the program"));
        }
        return place;
    }

    /** Each input of a run is there and has its type, and there is nothing else. */
    void checkInputs(Map<String, Tensor> given, BiPredicate<Type, Type> accepts) {
        inputs.forEach((name, value) -> {
            Tensor tensor = given.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("run: input \"" + name + "\" is missing, expected " + value.type());
            }
            if (!accepts.test(tensor.type(), value.type())) {
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
