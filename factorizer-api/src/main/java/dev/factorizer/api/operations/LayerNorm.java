package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * Normalisation over the channels at each voxel: (x − mean) / √(variance + ε), then · weight + bias. Inputs: x
 * (B, C, S…), optionally weight (C) and bias (C). Saves x.
 *
 * @param epsilon ε, added to the population variance
 */
public record LayerNorm(float epsilon) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1, 3);
        Shape x = checked.rankAtLeast(0, 2).shape();
        if (inputs.size() == 2) {
            throw checked.mismatch("takes weight and bias together, found only one of them");
        }
        if (inputs.size() == 3) {
            checked.shape(1, "weight", Shape.of(x.size(1)));
            checked.shape(2, "bias", Shape.of(x.size(1)));
        }
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        Value centred = x.subtract(x.mean(1));
        Value y = centred.divide(centred.square().mean(1).add(epsilon).sqrt());
        if (inputs.size() == 3) {
            y = y.multiply(perChannel(inputs.get(1), x)).add(perChannel(inputs.get(2), x));
        }
        return List.of(y);
    }

    /** A vector (C) as (C, 1…), which broadcasts over batch and space. */
    static Value perChannel(Value vector, Value x) {
        int[] sizes = new int[x.shape().rank() - 1];
        java.util.Arrays.fill(sizes, 1);
        sizes[0] = vector.shape().size(0);
        return vector.reshape(sizes);
    }
}
