package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import java.util.Map;

/** What the cases of a kind compute, written with the API; gradients follow from it. */
@FunctionalInterface
non-sealed interface GraphKind extends GoldenKind {
    /**
     * Adds the computation to the case's graph.
     *
     * @param at the case's settings and tensors
     * @return the outputs by name
     */
    Map<String, Value> build(GoldenGraph at);
}
