package dev.factorizer.api.branches;

import dev.factorizer.api.fusion.FusionPattern;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Decomposition;
import dev.factorizer.api.operations.InstanceNorm;
import dev.factorizer.api.operations.LeakyRelu;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * What follows a convolution in nnU-Net's networks: leakyRelu(instanceNorm(x)). Inputs: x (B, C, S…), optionally weight (C) and bias (C)
 * of the norm. Saves x only, so that training keeps one image less for each convolution.
 *
 * @param epsilon of the norm
 * @param slope of the activation where it is not above 0
 */
public record ActivatedInstanceNorm(double epsilon, double slope) implements Composite, NamedOperands<NormOperand> {
    @Override
    public List<NormOperand> operands(int inputs) {
        return Operands.first(NormOperand.class, inputs);
    }

    /** Found where it is written out by layers, with learned numbers or without. */
    static FusionPattern pattern() {
        Type x = Type.float32(1, 1, 2);
        Type channel = Type.float32(1);
        ActivatedInstanceNorm any = new ActivatedInstanceNorm(1, 1);
        return FusionPattern.of(InstanceNorm.class, found -> new ActivatedInstanceNorm(found.only(InstanceNorm.class).epsilon(),
                found.only(LeakyRelu.class).slope()), Decomposition.of(any, List.of(x, channel, channel)), Decomposition.of(any, List.of(x)));
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        return new InstanceNorm(epsilon).infer(inputs);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value normalized = inputs.getFirst().apply(new InstanceNorm(epsilon), inputs.subList(1, inputs.size()).toArray(Value[]::new));
        return List.of(normalized.apply(new LeakyRelu(slope)));
    }
}
