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
public record LayerNorm(double epsilon) implements Composite, NamedOperands<LayerNorm.Operand> {
    /** The inputs, in their order. */
    public enum Operand {
        /** The image (B, C, S…). */
        X,
        /** What is multiplied with (C); optional. */
        WEIGHT,
        /** What is added (C); optional. */
        BIAS
    }

    @Override
    public List<Operand> operands(int inputs) {
        return Operands.first(Operand.class, inputs);
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
        Operands<Operand, Value> in = named(inputs);
        Value x = in.get(Operand.X);
        Value y = Standardization.of(x, epsilon, 1);
        if (in.find(Operand.WEIGHT).isPresent()) {
            y = y.multiply(Standardization.perChannel(in.get(Operand.WEIGHT), x))
                    .add(Standardization.perChannel(in.get(Operand.BIAS), x));
        }
        return List.of(y);
    }
}
