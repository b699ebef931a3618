package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;

/**
 * In training, each channel of each sample is zeroed as a whole with some probability and the others are scaled so that the mean
 * stays; in inference, the identity: (B, C, S…) → (B, C, S…) (Tompson et al. 2015).
 *
 * @param rate the probability, at least 0 and below 1
 */
public record ChannelDropout(double rate) implements Layer {
    /** Checks the rate. */
    public ChannelDropout {
        Bounds.share("channel dropout", "rate", rate);
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (!at.training() || rate == 0) {
            return x;
        }
        int[] sizes = x.shape().sizes();
        Arrays.fill(sizes, 2, sizes.length, 1);
        Value drawn = at.randomKey().apply(new Random(Random.Distribution.UNIFORM, Shape.of(sizes)));
        Value kept = drawn.greaterOrEqual(x.trace().constant(rate));
        return x.multiply(kept.multiply(1 / (1 - rate)));
    }
}
