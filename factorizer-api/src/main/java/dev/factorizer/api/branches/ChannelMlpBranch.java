package dev.factorizer.api.branches;

import dev.factorizer.api.fusion.FusionPattern;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
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
 * bias (C), first weight (H, C, 1), first bias (H), second weight (C, H, 1), second bias (C). Saves x (Ashtari et al.
 * 2023, Fig. 3).
 *
 * @param epsilon of the norm
 */
public record ChannelMlpBranch(double epsilon) implements Composite {
    /** Found where it is written out by layers. */
    static FusionPattern pattern() {
        Type channel = Type.float32(1);
        Type weight = Type.float32(1, 1, 1);
        return FusionPattern.of(Gelu.class, found -> new ChannelMlpBranch(found.only(LayerNorm.class).epsilon()),
                Decomposition.of(new ChannelMlpBranch(0), List.of(weight, channel, channel, weight, channel, weight, channel)));
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(7);
        Type x = checked.rankAtLeast(0, 3);
        checked.shape(1, "norm weight", Shape.of(x.shape().size(1)));
        checked.shape(2, "norm bias", Shape.of(x.shape().size(1)));
        Type hidden = new ChannelLinear().infer(List.of(x, inputs.get(3), inputs.get(4))).getFirst();
        Type y = new ChannelLinear().infer(List.of(hidden, inputs.get(5), inputs.get(6))).getFirst();
        if (!y.equals(x)) {
            throw checked.mismatch("second weight gives " + y.shape() + ", expected the input's " + x.shape());
        }
        return List.of(x);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        Value hidden = x.apply(new LayerNorm(epsilon), inputs.get(1), inputs.get(2))
                .apply(new ChannelLinear(), inputs.get(3), inputs.get(4)).apply(new Gelu(false));
        return List.of(x.add(hidden.apply(new ChannelLinear(), inputs.get(5), inputs.get(6))));
    }
}
