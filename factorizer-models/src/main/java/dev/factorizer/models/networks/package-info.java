/**
 * Whole networks, one file each, read from top to bottom like the figure, and their settings as trees for model bundles.
 * Start with {@link dev.factorizer.models.networks.Factorizer}; {@link dev.factorizer.models.networks.FactorizerKind} is how
 * bundles find it.
 */
package dev.factorizer.models.networks;
