/**
 * How good a segmentation is. Start with {@link dev.factorizer.models.metrics.MaskPair} and a
 * {@link dev.factorizer.models.metrics.Metric}, such as {@link dev.factorizer.models.metrics.Dice}. Metrics are computed on the
 * host; they are not losses and have no gradient.
 */
package dev.factorizer.models.metrics;
