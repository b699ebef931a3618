/**
 * Layers write plain operations; here a traced graph is rewritten so that what a backend may run as one is one operation. Start
 * with {@link dev.factorizer.api.fusion.Fusion}. A rewrite is a composite, whose decomposition is what is looked for, and a
 * {@link dev.factorizer.api.fusion.FusionPattern}; those of a module are found by {@link
 * dev.factorizer.api.fusion.FusionProvider}. Which composites a backend has kernels for is no question here: lowering replaces the
 * others by what was fused. The rewrites themselves are in {@code branches}.
 */
package dev.factorizer.api.fusion;
