package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import java.util.List;

/** log(1/(1 + e⁻ˣ)), computed as min(x, 0) − log(1 + e^−|x|), which never overflows. Saves x. */
public record LogSigmoid() implements Elementwise {
    @Override
    public Value decompose(Value x) {
        return x.minimum(0).subtract(x.absolute().negate().exp().log1p());
    }

    /** 1/(1 + eˣ), without the kinks of the parts of the decomposition. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        return List.of(cotangents.getFirst().multiply(node.input(0).negate().sigmoid()));
    }
}
