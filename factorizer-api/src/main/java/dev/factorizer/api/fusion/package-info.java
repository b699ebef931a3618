/**
 * Layers write plain operations; here a traced graph is rewritten so that a group that a backend may run as one is one operation.
 * Start with {@link dev.factorizer.api.fusion.Fusion}. A rewrite is a composite, whose decomposition is the pattern, and a
 * {@link dev.factorizer.api.fusion.FusionPattern}; those of a module are found by {@link
 * dev.factorizer.api.fusion.FusionProvider}. It doesn't matter here which composites a backend has kernels for:
 * lowering replaces the others by what was fused. The rewrites themselves are in {@code branches}.
 */
package dev.factorizer.api.fusion;
