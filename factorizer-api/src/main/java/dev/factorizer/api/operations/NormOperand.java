package dev.factorizer.api.operations;

/** The inputs of a norm, in their order. */
public enum NormOperand {
    /** What is normalized. */
    X,
    /** What the normalized input is multiplied with; optional, together with {@link #BIAS}. */
    WEIGHT,
    /** What is added at last; optional. */
    BIAS
}
