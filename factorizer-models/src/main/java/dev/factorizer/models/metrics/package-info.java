/**
 * How good a segmentation is. Start with {@link dev.factorizer.models.metrics.Dice}. Metrics count voxels on the host; they
 * are not losses and have no gradient.
 */
package dev.factorizer.models.metrics;
