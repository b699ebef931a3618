/**
 * How parameters follow their gradients, and how fast over time. Start with {@link
 * dev.factorizer.models.optimizers.AdamW} and {@link dev.factorizer.models.optimizers.WarmupCosine}, or with nnU-Net's: {@link
 * dev.factorizer.models.optimizers.StochasticGradientDescent#nnUNet} and {@link dev.factorizer.models.optimizers.Polynomial}.
 */
package dev.factorizer.models.optimizers;
