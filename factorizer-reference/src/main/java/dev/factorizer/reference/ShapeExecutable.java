package dev.factorizer.reference;

import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program that checks what it is given and answers zeros. */
final class ShapeExecutable implements Executable {
    private final Graph graph;
    private final MemoryPlan plan;
    private final Placeholders placeholders;

    ShapeExecutable(Graph graph, MemoryPlan plan) {
        this.graph = graph;
        this.plan = plan;
        this.placeholders = new Placeholders(graph);
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
        Placeholders.checkValue("load: \"" + name + "\"", value, placeholders.kept("load", name));
    }

    @Override
    public Tensor read(String name) {
        return zeros(placeholders.kept("read", name));
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        placeholders.checkInputs(inputs);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, zeros(value.type())));
        return outputs;
    }

    private static Tensor zeros(Type type) {
        int length = Math.toIntExact(type.shape().elements());
        return type.dataType() == DataType.INT32 ? Tensor.of(type.shape(), new int[length])
                : Tensor.of(type.shape(), new float[length]);
    }

    @Override
    public void close() { }
}
