package dev.factorizer.reference;

import dev.factorizer.api.backend.CheckedExecutable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program that checks what it is given and answers zeros. */
final class ShapeExecutable extends CheckedExecutable {
    ShapeExecutable(Graph graph, MemoryPlan plan) {
        super(graph, plan);
    }

    @Override
    protected void store(String name, Tensor value) { }

    @Override
    protected Tensor fetch(String name) {
        return zeros(placeholders().kept().get(name).type());
    }

    @Override
    protected Map<String, Tensor> compute(Map<String, Tensor> inputs) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph().outputs().forEach((name, value) -> outputs.put(name, zeros(value.type())));
        return outputs;
    }

    private static Tensor zeros(Type type) {
        int length = Math.toIntExact(type.shape().elements());
        return type.dataType() == DataType.INT32 ? Tensor.of(type.shape(), new int[length])
                : Tensor.of(type.shape(), new float[length]);
    }

    @Override
    protected void free() { }
}
