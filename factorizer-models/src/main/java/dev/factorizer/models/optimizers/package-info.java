/**
 * How parameters follow their gradients, and how fast over time. Start with {@link
 * dev.factorizer.models.optimizers.AdamW} and {@link dev.factorizer.models.optimizers.WarmupCosine}.
 */
package dev.factorizer.models.optimizers;
