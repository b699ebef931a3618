package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Value;

/** Sigmoid linear unit x / (1 + e⁻ˣ), also called swish. Saves x. */
public record Silu() implements Elementwise {
    @Override
    public Value decompose(Value x) {
        return x.multiply(x.sigmoid());
    }
}
