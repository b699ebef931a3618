package dev.factorizer.models.training;

/**
 * What one training step did.
 *
 * @param number the step, from 1
 * @param loss the loss before the parameters changed
 * @param gradientNorm the norm over all gradients, before clipping
 * @param learningRate the rate the parameters changed with
 */
public record Step(long number, double loss, double gradientNorm, double learningRate) { }
