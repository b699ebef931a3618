package dev.factorizer.backend.djl.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.ProductStorage;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.backend.djl.script.TorchScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Cuts a graph into steps, in the graph's order: nodes gather in one script until a kernel needs what it computes. What waits
 * for later than that is only what nobody needs before.
 */
final class Steps {
    private final DeviceContext context;
    private final ProductStorage products;
    private final Predicate<Node> kernels;
    /** How many nodes, outputs and updates still read a value. */
    private final Map<Value, Integer> readers = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<Node> pending = new LinkedHashSet<>();

    private Steps(ProductStorage products, DeviceContext context) {
        this.context = context;
        this.products = products;
        this.kernels = context.kernels().which(products);
    }

    /** The steps of a lowered graph; none if nothing is computed. */
    static List<Step> of(Graph graph, ProductStorage products, DeviceContext context) {
        Steps cut = new Steps(products, context);
        graph.nodes().forEach(node -> node.inputs().forEach(cut::read));
        graph.outputs().values().forEach(cut::read);
        graph.updates().values().forEach(cut::read);
        try {
            graph.nodes().forEach(cut::add);
            cut.flush();
            return cut.steps;
        } catch (RuntimeException e) {
            cut.steps.forEach(Step::close);
            throw e;
        }
    }

    private void read(Value value) {
        readers.merge(value, 1, Integer::sum);
    }

    private void add(Node node) {
        boolean kernel = kernels.test(node);
        if (node.operation() instanceof Composite && !kernel) {
            throw new BackendException("backend \"djl\": " + node + " is not one of its native operations;"
                    + " call prepare, which lowers a graph before it is compiled");
        }
        if (node.operation() instanceof Placeholder || node.operation() instanceof Constant) {
            return;
        }
        boolean waits = node.inputs().stream().anyMatch(input -> pending.contains(input.node()));
        if (kernel) {
            if (waits) {
                flush();
            }
            steps.add(context.kernels().step(node, context.workers()));
        } else if (node.operation() instanceof Reshape && !waits && context.kernels() != NodeKernels.NONE) {
            steps.add(new ViewStep(node));
        } else {
            pending.add(node);
        }
    }

    /** Makes a script of what has gathered. */
    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        Set<Value> inputs = new LinkedHashSet<>();
        Map<Value, Integer> inside = new HashMap<>();
        for (Node node : pending) {
            for (Value input : node.inputs()) {
                if (pending.contains(input.node())) {
                    inside.merge(input, 1, Integer::sum);
                } else {
                    inputs.add(input);
                }
            }
        }
        List<Value> outputs = pending.stream().flatMap(node -> node.results().stream())
                .filter(value -> readers.getOrDefault(value, 0) > inside.getOrDefault(value, 0)).toList();
        steps.add(new ScriptStep(TorchScript.of(List.copyOf(pending), List.copyOf(inputs), outputs, products,
                context.device()), context.modules()));
        pending.clear();
    }
}
