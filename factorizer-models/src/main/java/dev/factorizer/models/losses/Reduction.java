package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;

/** What becomes of the losses of samples and channels. */
public enum Reduction {
    /** Their mean. */
    MEAN,
    /** Their sum. */
    SUM,
    /** Nothing: they stay apart. */
    NONE;

    /**
     * Adds the reduction to a graph.
     *
     * @param losses of samples and channels
     * @return one number, or the losses themselves
     */
    public Value of(Value losses) {
        return switch (this) {
            case MEAN -> losses.meanAll();
            case SUM -> losses.sumAll();
            case NONE -> losses;
        };
    }

    /** The same for losses some of which are not there: where {@code present} is 0 and not 1. */
    Value of(Value losses, Value present) {
        Value there = losses.multiply(present);
        return switch (this) {
            case MEAN -> there.sumAll().divide(present.sumAll().maximum(1));
            case SUM -> there.sumAll();
            case NONE -> there;
        };
    }
}
