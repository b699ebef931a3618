package dev.factorizer.models.inference;

/** Of what the results of several models are averaged. A model's flips are always averaged before the activation. */
public enum Averaging {
    /** Of the probabilities: a model that is sure does not outweigh the others. */
    PROBABILITIES,
    /** Of the logits, before sigmoid or softmax, as nnU-Net does for its folds. */
    LOGITS
}
