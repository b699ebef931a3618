package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Softmax;

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
     */
    public Value of(Value logits) {
        return this == SIGMOID ? logits.sigmoid() : logits.apply(new Softmax(1));
    }
}
