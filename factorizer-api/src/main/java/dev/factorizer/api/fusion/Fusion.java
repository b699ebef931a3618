package dev.factorizer.api.fusion;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The stage between tracing and differentiation: groups of operations in a graph become one operation each. The fused graph
 * computes the same; fusing it again changes nothing.
 *
 * @param patterns what is looked for, one after another, until nothing is found
 */
public record Fusion(List<FusionPattern> patterns) {
    /** No rewrites: graphs stay as layers write them. */
    public static final Fusion NONE = new Fusion(List.of());

    /** All rewrites of all modules present. */
    public static final Fusion ALL = of(ServiceLoader.load(FusionProvider.class, Fusion.class.getClassLoader()));

    /** Checks that names differ. */
    public Fusion {
        patterns = List.copyOf(patterns);
        Set<String> names = new HashSet<>();
        for (FusionPattern pattern : patterns) {
            if (!names.add(pattern.name())) {
                throw new IllegalArgumentException("fusion: two rewrites are named \"" + pattern.name()
                        + "\", expected names that differ");
            }
        }
    }

    static Fusion of(Iterable<FusionProvider> providers) {
        List<FusionPattern> found = new ArrayList<>();
        providers.forEach(provider -> found.addAll(provider.patterns()));
        if (found.isEmpty()) {
            throw new IllegalStateException("fusion: no rewrites were found, expected those of dev.factorizer.api at least; keep the"
                    + " files in META-INF/services where jars are merged into one");
        }
        found.sort(Comparator.comparing(FusionPattern::name));
        return new Fusion(found);
    }

    /** {@return the names of the rewrites, those of the operations they make} */
    public List<String> names() {
        return patterns.stream().map(FusionPattern::name).toList();
    }

    /**
     * The same rewrites without some, for comparison.
     *
     * @param names of the rewrites to turn off
     * @return the others
     * @throws IllegalArgumentException if there is no rewrite of such a name
     */
    public Fusion without(String... names) {
        for (String name : names) {
            if (!names().contains(name)) {
                throw new IllegalArgumentException("fusion: there is no rewrite \"" + name + "\", expected one of " + names());
            }
        }
        return new Fusion(patterns.stream().filter(pattern -> !List.of(names).contains(pattern.name())).toList());
    }

    /**
     * The same rewrites and one more, which is tried last.
     *
     * @param pattern the rewrite
     * @return all of them
     */
    public Fusion with(FusionPattern pattern) {
        return new Fusion(Stream.concat(patterns.stream(), Stream.of(pattern)).toList());
    }

    /**
     * Rewrites a graph.
     *
     * @param graph any graph
     * @return a graph with the same placeholders, outputs and updates; the given one where nothing is found
     */
    public Graph fuse(Graph graph) {
        Graph fused = graph;
        Graph before;
        do {
            before = fused;
            for (FusionPattern pattern : patterns) {
                fused = rewrite(pattern, fused);
            }
        } while (fused != before); // What a rewrite makes may be part of what another one looks for.
        return fused;
    }

    private static Graph rewrite(FusionPattern pattern, Graph graph) {
        Map<Node, FusionMatch> matches = new HashMap<>();
        Set<Node> replaced = new HashSet<>();
        Map<Value, Long> uses = uses(graph);
        // What stands last is looked at first, so that an operation within a match does not begin another one.
        for (Node node : graph.nodes().reversed()) {
            if (!replaced.contains(node)) {
                pattern.find(node, uses).ifPresent(match -> {
                    matches.put(node, match);
                    replaced.addAll(match.nodes());
                });
            }
        }
        return matches.isEmpty() ? graph : replace(graph, matches, replaced);
    }

    /** How often each value is used: by operations, as an output, as an update. */
    private static Map<Value, Long> uses(Graph graph) {
        Map<Value, Long> uses = new HashMap<>();
        Stream.of(graph.nodes().stream().flatMap(node -> node.inputs().stream()), graph.outputs().values().stream(),
                graph.updates().values().stream()).flatMap(values -> values).forEach(value -> uses.merge(value, 1L, Long::sum));
        return uses;
    }

    private static Graph replace(Graph graph, Map<Node, FusionMatch> matches, Set<Node> replaced) {
        Trace target = new Trace();
        Map<Value, Value> image = new HashMap<>();
        for (Node node : graph.nodes()) {
            FusionMatch match = matches.get(node);
            if (match != null) {
                append(target, match.path(), node, match.operation(), match.operands(), image);
            } else if (!replaced.contains(node)) {
                append(target, node.path(), node, node.operation(), node.inputs(), image);
            }
        }
        return graph.translated(image);
    }

    private static void append(Trace target, String path, Node node, Operation operation,
            List<Value> inputs, Map<Value, Value> image) {
        List<Value> given = inputs.stream().map(image::get).toList();
        Node copy = target.at(path, () -> target.append(operation, given));
        for (int i = 0; i < copy.results().size(); i++) {
            image.put(node.results().get(i), copy.results().get(i));
        }
    }
}
