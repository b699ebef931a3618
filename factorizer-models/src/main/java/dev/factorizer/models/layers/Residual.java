package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;

/**
 * x + inner(x): (B, C, S…) → (B, C, S…). Parameters are the inner layer's, under the same path.
 *
 * @param inner a layer that keeps the shape
 */
public record Residual(Layer inner) implements Layer {
    @Override
    public Value apply(Scope at, Value x) {
        return x.add(inner.apply(at, x));
    }
}
