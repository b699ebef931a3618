package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Value;

/**
 * Gaussian error linear unit x Φ(x): exact, ½x(1 + erf(x/√2)), or by tanh, ½x(1 + tanh(√(2/π)(x + 0.044715x³))). Saves x.
 *
 * @param tanhApproximation whether to use the second formula
 */
public record Gelu(boolean tanhApproximation) implements Elementwise {
    @Override
    public Value decompose(Value x) {
        Value bent = tanhApproximation
                ? x.add(x.square().multiply(x).multiply(0.044715)).multiply(Math.sqrt(2 / Math.PI)).tanh()
                : x.multiply(Math.sqrt(0.5)).erf();
        return x.multiply(0.5).multiply(bent.add(1));
    }
}
