package dev.factorizer.models.explanation;

/**
 * A component of a layer's factorizations: what it finds with one shift in one head of channels, in all windows together.
 *
 * @param shift which shift of the layer's windows, from 0
 * @param head which head, from 0
 * @param component which component of the head's matrices, r, from 0
 * @param share of the layer's reconstruction, 0 to 1: the sum of its map over that of all maps; where a solver gives factors below
 *     0, of their absolute values
 * @param energy of the layer's reconstruction that it explains: the scalar product of its map m and the reconstruction R over that of
 *     the reconstruction with itself, Σ m·R / Σ R². Over all components it adds up to 1; below 0 only where a solver gives factors below 0
 */
public record Component(int shift, int head, int component, double share, double energy) { }
