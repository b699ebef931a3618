/**
 * Parts of blocks as one operation each: the halves of a Factorizer block, and what follows a convolution. No layer writes them: {@link dev.factorizer.api.fusion.Fusion} finds
 * them in what layers write, by their decomposition. They save their inputs and recompute the rest for the gradient.
 */
package dev.factorizer.api.branches;
