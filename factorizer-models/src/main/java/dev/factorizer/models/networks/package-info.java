/**
 * Whole networks, one file each, read from top to bottom like the figure, and their settings as trees for model bundles.
 * Start with {@link dev.factorizer.models.networks.Factorizer}; {@link dev.factorizer.models.networks.FactorizerKind} is how
 * bundles find it. {@link dev.factorizer.models.networks.Deconver} shares its way down and up, {@code UShape}; {@link
 * dev.factorizer.models.networks.DynUNet} and {@link dev.factorizer.models.networks.SegResNet} are what it is compared with.
 */
package dev.factorizer.models.networks;
