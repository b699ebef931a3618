package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import java.util.List;

/** How far a network's results are from what they should be. */
@FunctionalInterface
public interface Loss {
    /**
     * The loss of one result.
     *
     * @param logits the result (B, C, S…), before any activation
     * @param target what it should be, float32 (B, C, S…)
     * @return the loss: a single number, unless a reduction was turned off
     */
    Value apply(Value logits, Value target);

    /**
     * The loss of all results of a network.
     *
     * @param results the results, the finest first
     * @param target what the finest should be
     * @return the loss
     * @throws IllegalArgumentException if there are several results and this loss is for one
     */
    default Value applyAll(List<Value> results, Value target) {
        if (results.size() != 1) {
            throw new IllegalArgumentException("loss: the network gives " + results.size()
                    + " results, expected 1; wrap the loss in DeepSupervision");
        }
        return apply(results.getFirst(), target);
    }
}
