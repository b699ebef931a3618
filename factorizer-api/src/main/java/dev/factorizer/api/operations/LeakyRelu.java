package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Value;

/**
 * x above 0, slope · x elsewhere; the derivative at 0 is the slope. Saves x.
 *
 * @param slope the factor on the left, usually small
 */
public record LeakyRelu(double slope) implements Elementwise {
    @Override
    public Value decompose(Value x) {
        return Value.select(x.greater(0), x, x.multiply(slope));
    }
}
