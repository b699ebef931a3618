package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * Batch normalization of a trained network: (x − running mean) / √(running variance + ε), then · weight + bias. Inputs: x
 * (B, C, S…), running mean (C), running variance (C), optionally weight (C) and bias (C). {@link BatchNormTraining} is
 * what training does.
 *
 * @param epsilon ε, added to the variance
 */
public record BatchNorm(double epsilon) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(3, 5);
        Shape channels = Shape.of(checked.rankAtLeast(0, 2).shape().size(1));
        checked.shape(1, "running mean", channels);
        checked.shape(2, "running variance", channels);
        Standardization.checkAffine(checked, 3, channels);
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        // One factor and one summand a channel: the small vectors are combined before they meet the image.
        Value factor = inputs.get(2).add(epsilon).sqrt().reciprocal();
        if (inputs.size() == 5) {
            factor = factor.multiply(inputs.get(3));
        }
        Value y = x.subtract(Standardization.perChannel(inputs.get(1), x)).multiply(Standardization.perChannel(factor, x));
        return List.of(inputs.size() == 5 ? y.add(Standardization.perChannel(inputs.get(4), x)) : y);
    }
}
