package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The greatest voxel of each window: x (B, C, S…) → (B, C, S'…). Padding never wins. Of equal voxels the first in memory
 * order takes the gradient. Saves x.
 *
 * @param window kernel, strides, padding
 */
public record MaxPool(PoolingGeometry window) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Type x = Inputs.of(this, inputs).count(1).rankAtLeast(0, 3);
        return List.of(x.withShape(window.output(x.shape())));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        // A voxel that is not a number is neither greater nor smaller; the maximum lets it through.
        return List.of(window.fold(inputs.getFirst(), Float.NEGATIVE_INFINITY, (first, next) ->
                Value.select(first.greaterOrEqual(next), first, first.maximum(next))));
    }
}
