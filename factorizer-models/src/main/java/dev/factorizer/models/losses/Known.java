package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import java.util.stream.IntStream;

/**
 * Which numbers of a target are known: nothing is learned from the others.
 *
 * @param mask 1 where it is known, else 0, of the logits' shape
 */
record Known(Value mask) {
    /** Its exponential is 0 beside any logit. */
    private static final double HIDDEN = -1e9;

    /** A mask of one channel is for all channels. */
    static Known of(Value mask, Value logits) {
        return new Known(mask.broadcastTo(logits.shape()));
    }

    /** Logits of which the softmax is over what is known. In a voxel of which nothing is known they are equal. */
    Value visible(Value logits) {
        return Value.select(mask, logits, logits.trace().constant(HIDDEN));
    }

    /** The values that are known; others are 0. */
    Value only(Value values) {
        return values.multiply(mask);
    }

    /** The mean along axes, which stay with size 1, of values that are known; 0 where none is. */
    Value mean(Value values, int... axes) {
        return only(values).sum(axes).divide(mask.sum(axes).maximum(1));
    }

    /** The mean of all values that are known. */
    Value mean(Value values) {
        return mean(values, IntStream.range(0, values.shape().rank()).toArray()).reshape();
    }

    /** The number of voxels of which a channel is known, at least 1. */
    Value voxels() {
        return mask.max(1).sumAll().maximum(1);
    }

    /** 1 where something is known along axes, which stay with size 1. */
    Value any(int... axes) {
        return mask.max(axes);
    }
}
