package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Softmax;
import dev.factorizer.api.tensor.ShapeException;

/** How logits become probabilities. */
public enum Activation {
    /** Each channel for itself: regions may overlap. */
    SIGMOID,
    /** Over the channels: they exclude each other. */
    SOFTMAX;

    /**
     * Adds the activation to a graph.
     *
     * @param logits (B, C, S…)
     * @return probabilities of the same shape
     * @throws ShapeException for softmax over a single channel, which is 1 whatever the logits are
     */
    public Value of(Value logits) {
        if (this == SIGMOID) {
            return logits.sigmoid();
        }
        if (logits.channels() == 1) {
            throw new ShapeException("softmax: logits have 1 channel, expected one for each class, the background included; take"
                    + " the sigmoid for a single region");
        }
        return logits.apply(new Softmax(1));
    }
}
