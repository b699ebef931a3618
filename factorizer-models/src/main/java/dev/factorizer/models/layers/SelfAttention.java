package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;

/**
 * Multi-head self-attention among all tokens of an image: (B, C, S…) → (B, C, S…) (Vaswani et al. 2017, section 3.2). Parameters
 * {@code qkv.weight} (3C, C), {@code out_proj.weight} (C, C) and {@code out_proj.bias} (C), named as in MONAI.
 *
 * @param heads into how many groups the channels fall
 */
public record SelfAttention(int heads) implements Layer {
    /** Checks the number. */
    public SelfAttention {
        Bounds.atLeast("self-attention", "heads", heads, 1);
    }

    @Override
    public Value apply(Scope at, Value x) {
        Value qkv = at.apply("qkv", new TokenLinear(3 * x.channels(), false), x);
        Value attended = Attention.ofWhole(heads, x.shape()).apply(qkv);
        return at.apply("out_proj", new TokenLinear(x.channels(), true), attended);
    }
}
