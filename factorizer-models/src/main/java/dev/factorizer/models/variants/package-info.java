/**
 * How good and how fast a trained model is with fewer iterations, or without its factorizations. Start with {@link
 * dev.factorizer.models.variants.Variant}, a way to run it, and {@link dev.factorizer.models.variants.VariantEvaluation}, which
 * measures such ways on cases whose truth is known.
 */
package dev.factorizer.models.variants;
