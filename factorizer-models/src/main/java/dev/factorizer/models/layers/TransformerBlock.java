package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Gelu;

/**
 * A transformer's block: x + attention(norm(x)), then the same with two linear maps and GELU between them (Dosovitskiy et al.
 * 2021, equations 2 and 3): (B, C, S…) → (B, C, S…). Parameters under {@code norm1}, {@code attn}, {@code norm2}, {@code
 * mlp.linear1} and {@code mlp.linear2}.
 *
 * @param attention how tokens exchange what they know; keeps the shape
 * @param hidden the channels between the linear maps
 */
public record TransformerBlock(Layer attention, int hidden) implements Layer {
    /** Checks the number. */
    public TransformerBlock {
        Bounds.atLeast("transformer block", "hidden", hidden, 1);
    }

    @Override
    public Value apply(Scope at, Value x) {
        x = x.add(at.apply("attn", attention, at.apply("norm1", new TokenNormalization(), x)));
        Value y = at.apply("norm2", new TokenNormalization(), x);
        y = at.apply("mlp.linear1", new TokenLinear(hidden, true), y).apply(new Gelu(false));
        return x.add(at.apply("mlp.linear2", new TokenLinear(x.channels(), true), y));
    }
}
