package dev.factorizer.models.explanation;

/**
 * A component of a layer's factorizations: what it finds with one shift in one head of channels, in all windows together.
 *
 * @param shift which shift of the layer's windows, from 0
 * @param head which head, from 0
 * @param component which component of the head's matrices, r, from 0
 * @param share of the layer's reconstruction, 0 to 1: the sum of its map over that of all maps; where a solver gives factors below
 *     0, of their absolute values
 */
public record Component(int shift, int head, int component, double share) { }
