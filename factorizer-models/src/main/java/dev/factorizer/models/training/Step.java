package dev.factorizer.models.training;

/**
 * What one training step did.
 *
 * @param number the step, from 1
 * @param loss the loss before the parameters changed; the mean over the step's batches, if there are several
 * @param gradientNorm the norm over all gradients, averaged over batches, before clipping
 * @param learningRate the rate the parameters changed with
 */
public record Step(long number, double loss, double gradientNorm, double learningRate) { }
