/**
 * Whole networks, one file each, read from top to bottom like the figure, and their settings as trees for model bundles.
 * Start with {@link dev.factorizer.models.networks.Factorizer}.
 */
package dev.factorizer.models.networks;
