package dev.factorizer.api.branches;

import dev.factorizer.api.fusion.FusionPattern;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Decomposition;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The second half of a Factorizer block: x + second(gelu(first(norm(x)))). Inputs: x (B, C, S…), norm weight (C), norm
 * bias (C), first weight (H, C, 1), first bias (H), second weight (C, H, 1), second bias (C), named by {@link Operand}. Saves x (Ashtari et al.
 * 2023, Fig. 3).
 *
 * @param epsilon of the norm
 */
public record ChannelMlpBranch(double epsilon) implements Composite, NamedOperands<ChannelMlpBranch.Operand> {
    /** The inputs, in their order. */
    public enum Operand {
        /** The image (B, C, S…). */
        X,
        /** Weight of the norm (C). */
        NORM_WEIGHT,
        /** Bias of the norm (C). */
        NORM_BIAS,
        /** The map to the hidden channels (H, C, 1). */
        FIRST_WEIGHT,
        /** Its bias (H). */
        FIRST_BIAS,
        /** The map back (C, H, 1). */
        SECOND_WEIGHT,
        /** Its bias (C). */
        SECOND_BIAS
    }

    @Override
    public List<Operand> operands(int inputs) {
        return List.of(Operand.values());
    }

    /** Found where it is written out by layers. */
    static FusionPattern pattern() {
        Type channel = Type.float32(1);
        Type weight = Type.float32(1, 1, 1);
        return FusionPattern.of(Gelu.class, found -> new ChannelMlpBranch(found.only(LayerNorm.class).epsilon()),
                Decomposition.of(new ChannelMlpBranch(0), List.of(weight, channel, channel, weight, channel, weight, channel)));
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(operands(inputs.size()).size());
        Operands<Operand, Type> in = named(inputs);
        Type x = checked.rankAtLeast(in.index(Operand.X), 3);
        checked.shape(in.index(Operand.NORM_WEIGHT), "norm weight", Shape.of(x.shape().size(1)));
        checked.shape(in.index(Operand.NORM_BIAS), "norm bias", Shape.of(x.shape().size(1)));
        Type hidden = new ChannelLinear().infer(List.of(x, in.get(Operand.FIRST_WEIGHT), in.get(Operand.FIRST_BIAS))).getFirst();
        Type y = new ChannelLinear().infer(List.of(hidden, in.get(Operand.SECOND_WEIGHT), in.get(Operand.SECOND_BIAS)))
                .getFirst();
        if (!y.equals(x)) {
            throw checked.mismatch("second weight gives " + y.shape() + ", expected the input's " + x.shape());
        }
        return List.of(x);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Operands<Operand, Value> in = named(inputs);
        Value x = in.get(Operand.X);
        Value hidden = x.apply(new LayerNorm(epsilon), in.get(Operand.NORM_WEIGHT), in.get(Operand.NORM_BIAS))
                .apply(new ChannelLinear(), in.get(Operand.FIRST_WEIGHT), in.get(Operand.FIRST_BIAS)).apply(new Gelu(false));
        return List.of(x.add(hidden.apply(new ChannelLinear(), in.get(Operand.SECOND_WEIGHT), in.get(Operand.SECOND_BIAS))));
    }
}
