package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The mean of each window: x (B, C, S…) → (B, C, S'…). Padding counts as voxels that are zero. Saves nothing.
 *
 * @param window kernel, strides, padding
 */
public record AveragePool(PoolingGeometry window) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Type x = Inputs.of(this, inputs).count(1).rankAtLeast(0, 3);
        return List.of(x.withShape(window.output(x.shape())));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        return List.of(window.fold(inputs.getFirst(), 0, Value::add).multiply(1.0 / window.voxels()));
    }
}
