package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import java.util.List;

/**
 * Exponential linear unit: x above 0, α(eˣ − 1) elsewhere. Saves x (Clevert et al. 2016).
 *
 * @param alpha α, the depth of the plateau on the left
 */
public record Elu(double alpha) implements Elementwise {
    @Override
    public Value decompose(Value x) {
        return Value.select(x.greater(0), x, x.minimum(0).expm1().multiply(alpha));
    }

    /** 1 or αeˣ; at 0 the left side's, where the decomposition's minimum would halve it. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value x = node.input(0);
        return List.of(Value.select(x.greater(0), g, g.multiply(x.minimum(0).exp().multiply(alpha))));
    }
}
