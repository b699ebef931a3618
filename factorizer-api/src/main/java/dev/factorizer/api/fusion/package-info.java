/**
 * Layers write plain operations; here a traced graph is rewritten so that what a backend may run as one is one operation. Start
 * with {@link dev.factorizer.api.fusion.Fusion}; a rewrite is a composite, which says in its decomposition what it stands for, and
 * a {@link dev.factorizer.api.fusion.FusionPattern} in the same file. It runs before differentiation: a fused operation saves its
 * inputs only and computes the rest again for its gradient. Which of them a backend has kernels for is no question here: lowering
 * replaces the others by what was fused.
 */
package dev.factorizer.api.fusion;
