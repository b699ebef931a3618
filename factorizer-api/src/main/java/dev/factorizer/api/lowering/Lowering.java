package dev.factorizer.api.lowering;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.StopGradient;
import dev.factorizer.api.tensor.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites a graph so that it holds only primitives and what a backend runs natively. Equal operations on equal inputs
 * are merged, which also lets a decomposed gradient share what the forward pass computed.
 */
public final class Lowering {
    private final NativeOperations nativeOperations;
    private final boolean recompute;
    private final Trace target = new Trace();
    private final Map<Key, List<Value>> known = new HashMap<>();
    private final Map<Expanded, Decomposition> decompositions = new HashMap<>();
    /** Nodes made inside a recomputed gradient are merged among themselves only: region 0 is the rest of the graph. */
    private int region;
    private int regions;

    private record Key(int region, Operation operation, List<Value> inputs) { }

    private record Expanded(Composite operation, List<Type> inputs) { }

    private Lowering(NativeOperations nativeOperations, boolean recompute) {
        this.nativeOperations = nativeOperations;
        this.recompute = recompute;
    }

    /**
     * Lowers a graph for a backend.
     *
     * @param graph the graph
     * @param nativeOperations what the backend runs itself
     * @return a graph of primitives and native composites, with the same placeholders, outputs and updates
     */
    public static Graph lower(Graph graph, NativeOperations nativeOperations) {
        return lower(graph, nativeOperations, false);
    }

    /**
     * Lowers a graph for a backend.
     *
     * @param graph the graph
     * @param nativeOperations what the backend runs itself
     * @param recompute whether a decomposed gradient computes the forward values again instead of keeping them: less
     *     memory for more time
     * @return a graph of primitives and native composites, with the same placeholders, outputs and updates
     */
    public static Graph lower(Graph graph, NativeOperations nativeOperations, boolean recompute) {
        Lowering lowering = new Lowering(nativeOperations, recompute);
        Map<Value, Value> mapped = new HashMap<>();
        lowering.inline(graph, mapped);
        return graph.translated(mapped);
    }

    private void inline(Graph graph, Map<Value, Value> mapped) {
        for (Node node : graph.nodes()) {
            if (mapped.containsKey(node.results().getFirst())) {
                continue;
            }
            List<Value> inputs = node.inputs().stream().map(mapped::get).toList();
            List<Value> results = target.at(path(node), () -> lower(node.operation(), inputs));
            for (int i = 0; i < results.size(); i++) {
                mapped.put(node.results().get(i), results.get(i));
            }
        }
    }

    /** A decomposition's own nodes have no path: they keep that of the operation being decomposed. */
    private String path(Node node) {
        return node.path().isEmpty() ? target.path() : node.path();
    }

    private List<Value> lower(Operation operation, List<Value> inputs) {
        if (operation instanceof StopGradient) {
            return inputs;
        }
        // What a program keeps anyway is not computed again, so one copy serves every region.
        int at = operation instanceof Placeholder || operation instanceof Constant ? 0 : region;
        Key key = new Key(at, operation, inputs);
        List<Value> found = known.get(key);
        if (found == null) {
            List<Type> types = inputs.stream().map(Value::type).toList();
            if (operation instanceof Composite composite && !nativeOperations.runs(composite, types)) {
                found = expand(composite, inputs, types);
            } else {
                found = target.append(operation, inputs).results();
            }
            known.put(key, found);
        }
        return found;
    }

    private List<Value> expand(Composite operation, List<Value> inputs, List<Type> types) {
        Decomposition decomposition = decompositions.computeIfAbsent(new Expanded(operation, types),
                key -> Decomposition.of(operation, types));
        Map<Value, Value> mapped = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            mapped.put(decomposition.inputs().get(i), inputs.get(i));
        }
        int outer = region;
        if (recompute && operation instanceof VectorJacobianProduct) {
            region = ++regions;
        }
        try {
            inline(decomposition.graph(), mapped);
        } finally {
            region = outer;
        }
        return decomposition.results().stream().map(mapped::get).toList();
    }
}
