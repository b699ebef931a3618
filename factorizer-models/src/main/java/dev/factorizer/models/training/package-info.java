/**
 * Training on tensors the caller brings: forward pass, loss, gradients and update are one program on one backend. Start with
 * {@link dev.factorizer.models.training.Training}, which makes a trainer. Here are also checkpoints, the transfer of weights from one
 * network to another, and parts that stay frozen. Where the tensors come from, and when to stop, is the caller's loop.
 */
package dev.factorizer.models.training;
