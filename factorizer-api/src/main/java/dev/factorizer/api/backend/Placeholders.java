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

/**
 * The placeholders of a graph, and the checks on what they are given: for authors of backends, so that each {@link
 * Executable} refuses the same mistakes with the same sentence.
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

    /**
     * Where a parameter, buffer or state is loaded to.
     *
     * @param name its name
     * @param given the type of what is loaded
     * @return the placeholder's value
     * @throws IllegalArgumentException if the graph keeps nothing of that name, or it is of another type
     */
    public Value loaded(String name, Type given) {
        Value place = named("load", name);
        if (!given.equals(place.type())) {
            throw new IllegalArgumentException("load: \"" + name + "\" is " + given + ", expected " + place.type());
        }
        return place;
    }

    /**
     * Where a parameter, buffer or state is read from.
     *
     * @param name its name
     * @return the placeholder's value
     * @throws IllegalArgumentException if the graph keeps nothing of that name
     */
    public Value read(String name) {
        return named("read", name);
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

    /**
     * Checks the inputs of a run: each is there and has its type, and there is nothing else.
     *
     * @param given a tensor for each input, by name
     * @throws IllegalArgumentException if one is missing, unknown or of another type
     */
    public void checkInputs(Map<String, Tensor> given) {
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
