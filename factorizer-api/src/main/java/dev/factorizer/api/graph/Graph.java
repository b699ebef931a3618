package dev.factorizer.api.graph;

import dev.factorizer.api.operations.Placeholder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A finished computation: the nodes its outputs need, in the order they were traced, each after its inputs. Immutable.
 */
public final class Graph {
    private final List<Node> nodes;
    private final Map<String, Value> outputs;
    private final Map<String, Value> updates;

    private Graph(List<Node> nodes, Map<String, Value> outputs, Map<String, Value> updates) {
        this.nodes = nodes;
        this.outputs = outputs;
        this.updates = updates;
    }

    /**
     * A graph with outputs only.
     *
     * @param outputs named values of one trace, in order
     * @return the graph
     */
    public static Graph of(Map<String, Value> outputs) {
        return of(outputs, Map.of());
    }

    /**
     * A graph with outputs and updates.
     *
     * @param outputs named values of one trace, in order
     * @param updates by name of a placeholder that is kept between runs: its value after the run
     * @return the graph
     */
    public static Graph of(Map<String, Value> outputs, Map<String, Value> updates) {
        return of(outputs, updates, List.of());
    }

    /**
     * A graph with outputs and updates that keeps some placeholders even where nothing needs them: who gives their values
     * need not know.
     *
     * @param outputs named values of one trace, in order
     * @param updates by name of a placeholder that is kept between runs: its value after the run
     * @param placeholders the placeholders' values
     * @return the graph
     */
    public static Graph of(Map<String, Value> outputs, Map<String, Value> updates, List<Value> placeholders) {
        List<Value> roots = new ArrayList<>(outputs.values());
        roots.addAll(updates.values());
        roots.addAll(placeholders);
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("graph: no outputs, expected at least one");
        }
        Trace trace = roots.getFirst().trace();
        if (roots.stream().anyMatch(root -> root.trace() != trace)) {
            throw new IllegalArgumentException("graph: values of several traces were given, expected those of one");
        }
        Set<Node> needed = reach(roots);
        Map<String, Placeholder> names = new LinkedHashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : trace.nodes()) {
            if (!needed.contains(node)) {
                continue;
            }
            nodes.add(node);
            if (node.operation() instanceof Placeholder placeholder) {
                Placeholder other = names.putIfAbsent(placeholder.name(), placeholder);
                if (other != null) {
                    throw new IllegalArgumentException("graph: two placeholders are named \"" + placeholder.name()
                            + "\", " + other.type() + " and " + placeholder.type() + "; names must differ");
                }
            }
        }
        updates.forEach((name, value) -> {
            Placeholder kept = names.get(name);
            if (kept == null || kept.role() == Placeholder.Role.INPUT || !kept.type().equals(value.type())) {
                throw new IllegalArgumentException("graph: update of \"" + name + "\" by " + value.type()
                        + ", expected a kept placeholder of that name and type, found " + kept);
            }
        });
        return new Graph(Collections.unmodifiableList(nodes), Collections.unmodifiableMap(new LinkedHashMap<>(outputs)),
                Collections.unmodifiableMap(new LinkedHashMap<>(updates)));
    }

    /**
     * The same outputs, updates and placeholders, computed in another trace.
     *
     * @param image for each value that is an output, an update or a placeholder here: its value there
     * @return the other graph
     */
    public Graph translated(Map<Value, Value> image) {
        List<Value> placeholders = nodes.stream().filter(node -> node.operation() instanceof Placeholder)
                .map(node -> image.get(node.result())).toList();
        return of(translated(outputs, image), translated(updates, image), placeholders);
    }

    private static Map<String, Value> translated(Map<String, Value> values, Map<Value, Value> image) {
        Map<String, Value> translated = new LinkedHashMap<>();
        values.forEach((name, value) -> translated.put(name, image.get(value)));
        return translated;
    }

    private static Set<Node> reach(Collection<Value> roots) {
        Set<Node> seen = new HashSet<>();
        List<Node> open = new ArrayList<>();
        roots.forEach(root -> open.add(root.node()));
        while (!open.isEmpty()) {
            Node node = open.removeLast();
            if (seen.add(node)) {
                node.inputs().forEach(input -> open.add(input.node()));
            }
        }
        return seen;
    }

    /** {@return all nodes, each after its inputs} */
    public List<Node> nodes() {
        return nodes;
    }

    /** {@return the results by name, in order} */
    public Map<String, Value> outputs() {
        return outputs;
    }

    /** {@return what is kept for the next run, by the name of the placeholder it replaces} */
    public Map<String, Value> updates() {
        return updates;
    }

    /**
     * The placeholders of some roles.
     *
     * @param roles which; none means all
     * @return them, in the order they were traced
     */
    public List<Placeholder> placeholders(Placeholder.Role... roles) {
        Set<Placeholder.Role> wanted = Set.of(roles);
        return nodes.stream().map(Node::operation).filter(Placeholder.class::isInstance).map(Placeholder.class::cast)
                .filter(placeholder -> wanted.isEmpty() || wanted.contains(placeholder.role())).toList();
    }

    /** One line a node. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> text.append(node).append('\n'));
        outputs.forEach((name, value) -> text.append("output ").append(name).append(" = ").append(value).append('\n'));
        updates.forEach((name, value) -> text.append("update ").append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }
}
