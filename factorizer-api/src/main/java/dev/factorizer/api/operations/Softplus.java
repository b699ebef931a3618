package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import java.util.List;

/**
 * log(1 + e^(βx))/β, and x itself where βx is above the threshold. Saves x.
 *
 * @param beta β, above 0
 * @param threshold where the function becomes linear; 20 in the reference
 */
public record Softplus(double beta, double threshold) implements Elementwise {
    /** Checks that β is above 0. */
    public Softplus {
        if (!(beta > 0)) {
            throw new IllegalArgumentException("softplus: beta is " + beta + ", expected a number above 0");
        }
    }

    @Override
    public Value decompose(Value x) {
        Value scaled = x.multiply(beta);
        // max(z, 0) + log(1 + e^−|z|) is the same number and never overflows.
        Value curved = scaled.relu().add(scaled.absolute().negate().exp().log1p()).multiply(1 / beta);
        return Value.select(scaled.greater(threshold), x, curved);
    }

    /** 1/(1 + e^(−βx)), which has no kink at 0 as the parts of the decomposition have. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value scaled = node.input(0).multiply(beta);
        return List.of(Value.select(scaled.greater(threshold), g, g.multiply(scaled.sigmoid())));
    }
}
