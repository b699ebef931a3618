package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * Normalization over the channels at each voxel: (x − mean) / √(variance + ε), then · weight + bias. Inputs: x
 * (B, C, S…), optionally weight (C) and bias (C). Saves x.
 *
 * @param epsilon ε, added to the population variance
 */
public record LayerNorm(double epsilon) implements Composite, NamedOperands<NormOperand> {
    @Override
    public List<NormOperand> operands(int inputs) {
        return Operands.first(NormOperand.class, inputs);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1, 3);
        Shape x = checked.rankAtLeast(0, 2).shape();
        Standardization.checkAffine(checked, 1, Shape.of(x.size(1)));
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Operands<NormOperand, Value> in = named(inputs);
        Value x = in.get(NormOperand.X);
        Value y = Standardization.of(x, epsilon, 1);
        if (in.find(NormOperand.WEIGHT).isPresent()) {
            y = y.multiply(Standardization.perChannel(in.get(NormOperand.WEIGHT), x))
                    .add(Standardization.perChannel(in.get(NormOperand.BIAS), x));
        }
        return List.of(y);
    }
}
