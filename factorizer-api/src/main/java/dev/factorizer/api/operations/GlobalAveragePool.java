package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/** The mean over space: x (B, C, S…) → (B, C). Saves nothing. */
public record GlobalAveragePool() implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Shape x = checked.rankAtLeast(0, 3).shape();
        if (x.spatial().elements() == 0) {
            throw checked.mismatch("input " + x + " has no voxels");
        }
        return List.of(inputs.getFirst().withShape(x.range(0, 2)));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        return List.of(x.mean(Standardization.axesFrom(2, x)).reshape(x.shape().range(0, 2)));
    }
}
