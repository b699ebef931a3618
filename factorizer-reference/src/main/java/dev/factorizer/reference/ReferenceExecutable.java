package dev.factorizer.reference;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program of the reference: its nodes in order, the numbers of each forgotten after their last use. */
final class ReferenceExecutable implements Executable {
    private final Graph graph;
    private final MemoryPlan plan;
    private final MatmulPrecision products;
    private final Placeholders placeholders;
    private final Map<String, Numbers> kept = new HashMap<>();
    private final Map<Value, Integer> uses = new HashMap<>();
    private boolean closed;

    ReferenceExecutable(Graph graph, MemoryPlan plan, MatmulPrecision products) {
        this.graph = graph;
        this.plan = plan;
        this.products = products;
        this.placeholders = new Placeholders(graph);
        placeholders.kept().forEach((name, type) -> kept.put(name, Numbers.zeros(type.shape())));
        graph.nodes().forEach(node -> node.inputs().forEach(this::count));
        graph.outputs().values().forEach(this::count);
        graph.updates().values().forEach(this::count);
    }

    private void count(Value value) {
        uses.merge(value, 1, Integer::sum);
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public MemoryPlan memory() {
        return plan;
    }

    @Override
    public void load(String name, Tensor value) {
        checkOpen();
        Placeholders.checkValue("load: \"" + name + "\"", value, placeholders.kept("load", name));
        kept.put(name, Numbers.of(value));
    }

    @Override
    public Tensor read(String name) {
        checkOpen();
        Type type = placeholders.kept("read", name);
        return kept.get(name).tensor(type);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        checkOpen();
        placeholders.checkInputs(inputs);
        Map<Value, Numbers> known = new HashMap<>();
        Map<Value, Integer> left = new HashMap<>(uses);
        for (Node node : graph.nodes()) {
            List<Numbers> results = compute(node, inputs, known);
            for (int i = 0; i < results.size(); i++) {
                known.put(node.results().get(i), results.get(i));
            }
            for (Value input : node.inputs()) {
                if (left.merge(input, -1, Integer::sum) == 0) {
                    known.remove(input);
                }
            }
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, known.get(value).tensor(value.type())));
        graph.updates().forEach((name, value) -> kept.put(name, known.get(value)));
        return outputs;
    }

    private List<Numbers> compute(Node node, Map<String, Tensor> inputs, Map<Value, Numbers> known) {
        if (node.operation() instanceof Placeholder placeholder) {
            boolean input = placeholder.role() == Placeholder.Role.INPUT;
            String name = placeholder.name();
            return List.of(input ? Numbers.of(inputs.get(name)) : kept.get(name));
        }
        try {
            List<Numbers> numbers = node.inputs().stream().map(known::get).toList();
            return products.isRounded(node) ? List.of(Bfloat16.product(node, numbers)) : Interpreter.run(node, numbers);
        } catch (RuntimeException e) {
            throw new BackendException(node.operation().name() + " failed" + (node.path().isEmpty() ? ""
                    : " (at " + node.path() + ")") + ": " + e.getMessage(), e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("executable: used after it was closed; prepare the graph again");
        }
    }

    @Override
    public void close() {
        closed = true;
        kept.clear();
    }
}
