/**
 * Training on tensors the caller brings: forward pass, loss, gradients and update are one program on one backend. Start with
 * {@link dev.factorizer.models.training.Trainer}. Where the tensors come from, and when to stop, is the caller's loop.
 */
package dev.factorizer.models.training;
