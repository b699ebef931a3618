package dev.factorizer.reference;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CheckedExecutable;
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
final class ReferenceExecutable extends CheckedExecutable {
    private final MatmulPrecision products;
    private final Map<String, Numbers> kept = new HashMap<>();
    private final Map<Value, Integer> uses = new HashMap<>();

    ReferenceExecutable(Graph graph, MemoryPlan plan, MatmulPrecision products) {
        super(graph, plan);
        this.products = products;
        placeholders().kept().forEach((name, value) -> kept.put(name, Numbers.zeros(value.shape())));
        graph.nodes().forEach(node -> node.inputs().forEach(this::count));
        graph.outputs().values().forEach(this::count);
        graph.updates().values().forEach(this::count);
    }

    private void count(Value value) {
        uses.merge(value, 1, Integer::sum);
    }

    /** Any float type is welcome where floats are expected: nothing is rounded here. */
    @Override
    protected boolean accepts(Type given, Type expected) {
        return given.dataType().isFloat() == expected.dataType().isFloat() && given.shape().equals(expected.shape());
    }

    @Override
    protected void store(String name, Tensor value) {
        kept.put(name, Numbers.of(value));
    }

    @Override
    protected Tensor fetch(String name) {
        return kept.get(name).tensor(placeholders().kept().get(name).type());
    }

    @Override
    protected Map<String, Tensor> compute(Map<String, Tensor> inputs) {
        Map<Value, Numbers> known = new HashMap<>();
        Map<Value, Integer> left = new HashMap<>(uses);
        for (Node node : graph().nodes()) {
            List<Numbers> results = results(node, inputs, known);
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
        graph().outputs().forEach((name, value) -> outputs.put(name, known.get(value).tensor(value.type())));
        graph().updates().forEach((name, value) -> kept.put(name, known.get(value)));
        return outputs;
    }

    private List<Numbers> results(Node node, Map<String, Tensor> inputs, Map<Value, Numbers> known) {
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

    @Override
    protected void free() {
        kept.clear();
    }
}
