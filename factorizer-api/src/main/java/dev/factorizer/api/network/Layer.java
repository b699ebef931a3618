package dev.factorizer.api.network;

import dev.factorizer.api.graph.Value;

/** A part of a network: a record of settings that adds its operations to a graph. */
@FunctionalInterface
public interface Layer {
    /**
     * Adds the layer's operations.
     *
     * @param at gives the layer its parameters, named under its path
     * @param x its input
     * @return its output
     */
    Value apply(Scope at, Value x);
}
