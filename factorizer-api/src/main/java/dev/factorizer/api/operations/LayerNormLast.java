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
 * Normalization over the last axes, as transformers use it on tokens: (x − mean) / √(variance + ε), then · weight + bias.
 * Inputs: x (…, N…), optionally weight (N…) and bias (N…). Saves x. {@link LayerNorm} is the one over channels.
 *
 * @param axes how many of the last axes are normalized together
 * @param epsilon ε, added to the population variance
 */
public record LayerNormLast(int axes, double epsilon) implements Composite, NamedOperands<NormOperand> {
    /** Checks that there is an axis. */
    public LayerNormLast {
        if (axes < 1) {
            throw new IllegalArgumentException("layerNormLast: " + axes + " axes, expected at least 1");
        }
    }

    @Override
    public List<NormOperand> operands(int inputs) {
        return Operands.first(NormOperand.class, inputs);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1, 3);
        Shape x = checked.rankAtLeast(0, axes).shape();
        Standardization.checkAffine(checked, 1, x.range(x.rank() - axes, x.rank()));
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Operands<NormOperand, Value> in = named(inputs);
        Value x = in.get(NormOperand.X);
        Value y = Standardization.of(x, epsilon, Standardization.axesFrom(x.shape().rank() - axes, x));
        return List.of(in.find(NormOperand.WEIGHT).isPresent() ? y.multiply(in.get(NormOperand.WEIGHT)).add(in.get(NormOperand.BIAS))
                : y);
    }
}
