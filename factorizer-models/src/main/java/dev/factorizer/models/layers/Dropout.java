package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Random;

/**
 * In training, each element is zeroed with some probability and the others are scaled so that the mean stays; in inference,
 * the identity.
 *
 * @param rate the probability, at least 0 and below 1
 */
public record Dropout(double rate) implements Layer {
    /** Checks the rate. */
    public Dropout {
        Bounds.share("dropout", "rate", rate);
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (!at.training() || rate == 0) {
            return x;
        }
        Value drawn = at.randomKey().apply(new Random(Random.Distribution.UNIFORM, x.shape()));
        Value kept = drawn.greaterOrEqual(x.trace().constant(rate));
        return x.multiply(kept.multiply(1 / (1 - rate)));
    }
}
